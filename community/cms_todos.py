"""What waits for coordinators: people who say to belong to their network."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.todos import Todo, todos
from community.permissions.memberships import get_readable_memberships
from community.permissions.moderation import get_readable_cases


def count_claims(user: Any, _now: dt.datetime) -> int:
    return get_readable_memberships(user).claimed().count()  # type: ignore[attr-defined]  # -- a queryset of ours


todos.register(
    Todo(
        name="community.claims",
        label=_("People who say to belong to your network"),
        count=count_claims,
        get_url=lambda _user: reverse("memberships:index") + "?state=claimed",
        order=30,
    )
)


def count_cases(user: Any, _now: dt.datetime) -> int:
    return get_readable_cases(user).waiting().count()  # type: ignore[attr-defined]  # -- a queryset of ours


todos.register(
    Todo(
        name="community.cases",
        label=_("Notices that wait for a decision"),
        count=count_cases,
        get_url=lambda _user: reverse("moderation:index"),
        order=10,
    )
)
