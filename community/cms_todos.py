"""What waits for coordinators: people, and organisations of their network."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.todos import Todo, todos
from community.enums import CorrectionState, OrganisationState
from community.permissions.births import get_readable_corrections
from community.permissions.memberships import get_readable_memberships
from community.permissions.message_checks import get_held_messages
from community.permissions.moderation import get_readable_cases
from community.permissions.organisations import (
    get_cared_for_organisations,
    get_readable_claims,
)


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


def count_new_organisations(user: Any, _now: dt.datetime) -> int:
    return (
        get_cared_for_organisations(user).filter(state=OrganisationState.DRAFT).count()
    )


def count_left_alone(user: Any, _now: dt.datetime) -> int:
    return get_cared_for_organisations(user).left_alone().count()  # type: ignore[attr-defined]  # -- a queryset of ours


def count_organisation_claims(user: Any, _now: dt.datetime) -> int:
    return get_readable_claims(user).waiting().count()  # type: ignore[attr-defined]  # -- a queryset of ours


for todo in (
    Todo(
        name="community.organisations",
        label=_("Organisations that wait to be shown"),
        count=count_new_organisations,
        get_url=lambda _user: reverse("organisations:index") + "?state=draft",
        order=31,
    ),
    Todo(
        name="community.organisations_left_alone",
        label=_("Organisations without an admin"),
        count=count_left_alone,
        get_url=lambda _user: reverse("organisations:index") + "?left_alone=1",
        order=32,
    ),
    Todo(
        name="community.organisation_claims",
        label=_("Claims of organisations"),
        count=count_organisation_claims,
        get_url=lambda _user: reverse("organisation_claims:index") + "?state=open",
        order=33,
    ),
):
    todos.register(todo)


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


def count_held_messages(user: Any, _now: dt.datetime) -> int:
    return get_held_messages(user).count()


todos.register(
    Todo(
        name="community.held_messages",
        label=_("Messages that wait to be checked"),
        count=count_held_messages,
        get_url=lambda _user: reverse("checked_messages:index") + "?state=held",
        order=11,
    )
)
