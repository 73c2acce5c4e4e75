"""What happened, in the words of a closed registry, around django-activity-stream (CO26, CO27).

The only module that imports the library. Apps name what can happen and what it can happen
to in `community_activities.py`. Who may read is asked when the feed is read, never stored.
"""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass

from actstream import action
from actstream import registry as library
from actstream.models import Action
from django.db import models

from cms.audiences import Viewer
from cms.registry import Label, Registry


@dataclass(frozen=True, kw_only=True)
class ActivityKind:
    """Something that can happen; members can switch it off in their feed.

    ``one`` is a sentence with ``{actor}`` and ``{thing}``; ``many`` one for several in a row
    about the same thing, with ``{count}`` and ``{thing}``, or empty where each stands alone.
    """

    name: str
    label: Label
    one: Label
    many: Label = ""
    order: int = 100


@dataclass(frozen=True)
class ShownThing:
    """What the viewer reads of a thing in the feed; ``url`` may be empty."""

    title: str
    url: str
    teaser: str = ""


@dataclass(frozen=True, kw_only=True)
class ActivityThing:
    """A model whose rows things happen to; ``name`` is its label, as ``community.group``.

    ``find_shown`` gets keys, the viewer and now, and returns by key those that the viewer
    may see at this moment, in a constant number of queries.
    """

    name: str
    model: type[models.Model]
    find_shown: Callable[[Collection[int], Viewer, dt.datetime], dict[int, ShownThing]]
    order: int = 100


activity_kinds: Registry[ActivityKind] = Registry("what can happen?")
activity_things: Registry[ActivityThing] = Registry("what can it happen to?")


def register_models() -> None:
    """Tell the library which models act and are acted upon; when the apps are ready."""
    for thing in activity_things.entries():
        library.register(thing.model)


def record_activity(
    *, kind: str, actor: models.Model, thing: models.Model, now: dt.datetime
) -> Action:
    """Note that something happened, in the caller's transaction.

    Args:
        kind: name of an `ActivityKind`.
        actor: a `Member`, or the `Network` for what its staff publishes.
        thing: a row of an `ActivityThing`; what is erased takes its activity along.
        now: the time that the feed is ordered by.

    Raises:
        KeyError: the kind or the model of the thing is not registered.
    """
    if activity_kinds.get(kind) is None:
        raise KeyError(kind)
    [(_receiver, noted)] = action.send(
        actor, verb=kind, action_object=thing, timestamp=now
    )
    found: Action = noted
    return found
