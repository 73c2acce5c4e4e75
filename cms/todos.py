"""What waits for whom; upper apps add theirs in `cms_todos.py`."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from cms.enums import Urgency
from cms.registry import Label, Registry


@dataclass(frozen=True, kw_only=True)
class Todo:
    """A kind of decision that waits for a person.

    ``count`` gets the user and now and returns how many wait for this user;
    ``get_url`` gets the user and returns where the user decides.

    The cockpit tells more where the entry says more: ``list_rows`` returns what waits for
    this user as rows, each in the network at the lookup ``network`` and waiting since the
    lookup ``since``; ``counted`` is what is counted, where a row is not it. ``list_all``
    returns what waits for whomever: state programmes see how much of it their networks
    have. Without it they see nothing of this kind.
    """

    name: str
    label: Label
    count: Callable[[Any, dt.datetime], int]
    get_url: Callable[[Any], str]
    order: int = 100
    urgency: Urgency = Urgency.SOON
    list_rows: Callable[[Any, dt.datetime], QuerySet[Any]] | None = None
    list_all: Callable[[dt.datetime], QuerySet[Any]] | None = None
    network: str = ""
    since: str = ""
    counted: str = "pk"


@dataclass(frozen=True)
class WaitingTodo:
    """A to-do with something in it, as the cockpit and the start page show it."""

    name: str
    label: Label
    count: int
    url: str


todos: Registry[Todo] = Registry("what waits for a decision?")


def get_waiting_todos(user: Any, now: dt.datetime) -> list[WaitingTodo]:
    """Return what waits for this user, in order, without what is empty."""
    counted = [(todo, todo.count(user, now)) for todo in todos.entries()]
    return [
        WaitingTodo(todo.name, todo.label, count, todo.get_url(user))
        for todo, count in counted
        if count
    ]
