"""What waits for coordinators: people, and organisations of their network."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.enums import Urgency
from cms.todos import Todo, todos
from community.enums import AccountState, CorrectionState, OrganisationState
from community.models import (
    BirthCorrection,
    Membership,
    ModerationCase,
    Organisation,
    OrganisationClaim,
)
from community.permissions.births import get_readable_corrections
from community.permissions.memberships import get_readable_memberships
from community.permissions.moderation import get_readable_cases
from community.permissions.organisations import (
    get_cared_for_organisations,
    get_readable_claims,
)


def list_claims(user: Any, _now: dt.datetime) -> QuerySet[Membership]:
    rows: Any = get_readable_memberships(user)
    claims: QuerySet[Membership] = rows.claimed()
    return claims


def list_all_claims(_now: dt.datetime) -> QuerySet[Membership]:
    return Membership.objects.claimed().exclude(member__state=AccountState.CLOSED)


def count_claims(user: Any, now: dt.datetime) -> int:
    return list_claims(user, now).count()


todos.register(
    Todo(
        name="community.claims",
        label=_("People who say to belong to your network"),
        count=count_claims,
        get_url=lambda _user: reverse("memberships:index") + "?state=claimed",
        order=30,
        list_rows=list_claims,
        list_all=list_all_claims,
        network="network",
        since="claimed_at",
    )
)


def list_new_organisations(user: Any, _now: dt.datetime) -> QuerySet[Organisation]:
    return get_cared_for_organisations(user).filter(state=OrganisationState.DRAFT)


def list_left_alone(user: Any, _now: dt.datetime) -> QuerySet[Organisation]:
    rows: Any = get_cared_for_organisations(user)
    alone: QuerySet[Organisation] = rows.left_alone()
    return alone


def list_organisation_claims(
    user: Any, _now: dt.datetime
) -> QuerySet[OrganisationClaim]:
    rows: Any = get_readable_claims(user)
    claims: QuerySet[OrganisationClaim] = rows.waiting()
    return claims


def count_new_organisations(user: Any, now: dt.datetime) -> int:
    return list_new_organisations(user, now).count()


def count_left_alone(user: Any, now: dt.datetime) -> int:
    return list_left_alone(user, now).count()


def count_organisation_claims(user: Any, now: dt.datetime) -> int:
    return list_organisation_claims(user, now).count()


for todo in (
    Todo(
        name="community.organisations",
        label=_("Organisations that wait to be shown"),
        count=count_new_organisations,
        get_url=lambda _user: reverse("organisations:index") + "?state=draft",
        order=31,
        list_rows=list_new_organisations,
        list_all=lambda _now: Organisation.objects.filter(
            state=OrganisationState.DRAFT
        ),
        network="network",
        since="created_at",
    ),
    Todo(
        name="community.organisations_left_alone",
        label=_("Organisations without an admin"),
        count=count_left_alone,
        get_url=lambda _user: reverse("organisations:index") + "?left_alone=1",
        order=32,
        list_rows=list_left_alone,
        list_all=lambda _now: Organisation.objects.left_alone(),
        network="network",
    ),
    Todo(
        name="community.organisation_claims",
        label=_("Claims of organisations"),
        count=count_organisation_claims,
        get_url=lambda _user: reverse("organisation_claims:index") + "?state=open",
        order=33,
        list_rows=list_organisation_claims,
        list_all=lambda _now: OrganisationClaim.objects.waiting(),
        network="organisation__network",
        since="claimed_at",
    ),
):
    todos.register(todo)


# State programmes see neither these nor cases: of few, a figure tells too much.
def list_corrections(user: Any, _now: dt.datetime) -> QuerySet[BirthCorrection]:
    rows = get_readable_corrections(user).exclude(member__user=user)
    return rows.filter(state=CorrectionState.ASKED)


def count_corrections(user: Any, now: dt.datetime) -> int:
    return list_corrections(user, now).count()


todos.register(
    Todo(
        name="community.births",
        label=_("Months of birth to correct"),
        count=count_corrections,
        get_url=lambda _user: reverse("birth_corrections:index") + "?state=asked",
        order=31,
        list_rows=list_corrections,
        since="asked_at",
    )
)


def list_cases(user: Any, _now: dt.datetime) -> QuerySet[ModerationCase]:
    rows: Any = get_readable_cases(user)
    cases: QuerySet[ModerationCase] = rows.waiting()
    return cases


def count_cases(user: Any, now: dt.datetime) -> int:
    return list_cases(user, now).count()


todos.register(
    Todo(
        name="community.cases",
        label=_("Notices that wait for a decision"),
        count=count_cases,
        get_url=lambda _user: reverse("moderation:index"),
        order=10,
        urgency=Urgency.NOW,
        list_rows=list_cases,
        network="network",
        since="waiting_since",
    )
)
