"""What waits for coordinators: people, and organisations of their network."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.enums import Urgency
from cms.todos import Todo, todos
from community.conf import get_days
from community.enums import (
    AccountState,
    ClearanceState,
    CorrectionState,
    OrganisationState,
)
from community.models import (
    BirthCorrection,
    Membership,
    ModerationCase,
    Organisation,
    OrganisationClaim,
)
from community.permissions.births import get_readable_corrections
from community.permissions.clearances import get_decidable_clearances
from community.permissions.groups import get_cared_for_groups
from community.permissions.memberships import get_readable_memberships
from community.permissions.message_checks import get_held_messages
from community.permissions.moderation import get_readable_cases
from community.permissions.organisations import (
    get_cared_for_organisations,
    get_readable_claims,
)
from community.permissions.safeguarding import (
    get_readable_cases as get_safeguarding_cases,
)


def list_claims(user: Any, _now: dt.datetime) -> QuerySet[Membership]:
    rows: Any = get_readable_memberships(user)
    claims: QuerySet[Membership] = rows.claimed()
    return claims.exclude(first_yes_by=user.pk)


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
    return claims.exclude(first_yes_by=user.pk)


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


def count_unsafe_groups(user: Any, now: dt.datetime) -> int:
    rows: Any = get_cared_for_groups(user)
    found: int = rows.unsafe_on(timezone.localdate(now)).count()
    return found


def count_groups_left_alone(user: Any, _now: dt.datetime) -> int:
    return get_cared_for_groups(user).left_alone().count()  # type: ignore[attr-defined]  # -- a queryset of ours


for todo in (
    Todo(
        name="community.groups_unsafe",
        label=_("Groups for young people without a cleared adult in charge"),
        count=count_unsafe_groups,
        get_url=lambda _user: reverse("member_groups:index") + "?unsafe=1",
        order=11,
    ),
    Todo(
        name="community.groups_left_alone",
        label=_("Groups that nobody leads"),
        count=count_groups_left_alone,
        get_url=lambda _user: reverse("member_groups:index") + "?left_alone=1",
        order=34,
    ),
):
    todos.register(todo)


def count_waiting_clearances(user: Any, _now: dt.datetime) -> int:
    rows = get_decidable_clearances(user).filter(state=ClearanceState.ENTERED)
    return rows.exclude(inspected_by=user).exclude(member__user=user).count()


def count_ending_clearances(user: Any, now: dt.datetime) -> int:
    day = timezone.localdate(now)
    rows: Any = get_decidable_clearances(user)
    last = day + get_days("CLEARANCE_REMINDER_DAYS")
    count: int = rows.ending_by(day, last).exclude(member__user=user).count()
    return count


for todo in (
    Todo(
        name="community.clearances",
        label=_("Clearances that wait for you as the second person"),
        count=count_waiting_clearances,
        get_url=lambda _user: reverse("clearances:index") + "?state=entered",
        order=12,
    ),
    Todo(
        name="community.clearances_ending",
        label=_("Clearances that end soon"),
        count=count_ending_clearances,
        get_url=lambda _user: reverse("clearances:index") + "?state=approved",
        order=34,
    ),
):
    todos.register(todo)


def count_safeguarding_cases(user: Any, _now: dt.datetime) -> int:
    return get_safeguarding_cases(user).waiting().count()  # type: ignore[attr-defined]  # -- a queryset of ours


todos.register(
    Todo(
        name="community.safeguarding",
        label=_("Cases of child protection that nobody has looked at"),
        count=count_safeguarding_cases,
        get_url=lambda _user: reverse("community_safeguarding:case_list"),
        order=5,
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
