"""What waits for coordinators: people who say to belong to their network."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.todos import Todo, todos
from community.enums import CorrectionState
from community.permissions.births import get_readable_corrections
from community.permissions.memberships import get_readable_memberships


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


def count_corrections(user: Any, _now: dt.datetime) -> int:
    rows = get_readable_corrections(user).exclude(member__user=user)
    return rows.filter(state=CorrectionState.ASKED).count()


todos.register(
    Todo(
        name="community.births",
        label=_("Months of birth to correct"),
        count=count_corrections,
        get_url=lambda _user: reverse("birth_corrections:index") + "?state=asked",
        order=31,
    )
)
