"""Who decides on cases: moderators of the network, never on what is their own (CO52, P8)."""

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet

from cms.enums import NetworkKind, Role
from cms.models import NetworkRole
from cms.permissions.roles import get_active_roles
from community.conf import get_days
from community.enums import CaseState, DecisionStage
from community.models import (
    CaseDecision,
    Member,
    ModerationCase,
    Notice,
    Statement,
)
from community.reportables import reportables

STAFF_ROLES = (Role.MODERATOR, Role.COORDINATOR)
"""Moderators decide; coordinators are their substitutes once a case was passed on."""


def works_on_cases(user: Any) -> bool:
    """Tell whether the person may open the queue at all."""
    if user.is_active and user.is_superuser:
        return True
    return get_active_roles(user).filter(role__in=STAFF_ROLES).exists()


def get_readable_cases(user: Any) -> QuerySet[ModerationCase]:
    """Return the cases of the networks that the person moderates, without the own ones.

    What was passed on is read by the network's coordinators and the portal's moderators
    too. Superusers read all but the own.
    """
    cases = _leave_out_own(ModerationCase.objects.all(), user)
    if user.is_active and user.is_superuser:
        return cases
    roles = get_active_roles(user)
    moderated = roles.filter(role=Role.MODERATOR)
    substituted = roles.filter(role=Role.COORDINATOR)
    rule = Q(network__in=moderated.values("network")) | Q(
        network__in=substituted.values("network"), escalated_at__isnull=False
    )
    if moderated.filter(network__kind=NetworkKind.SITE).exists():
        rule |= Q(escalated_at__isnull=False)
    return cases.filter(rule)


def _leave_out_own(
    cases: QuerySet[ModerationCase], user: Any
) -> QuerySet[ModerationCase]:
    own_notices = Notice.objects.filter(
        case=OuterRef("pk"), reporter__user_id=user.pk or 0
    )
    own = Member.objects.filter(pk=OuterRef("author_id"), user_id=user.pk or 0)
    return cases.filter(~Exists(own_notices), ~Exists(own))


def can_read_case(user: Any, case: ModerationCase) -> bool:
    """Tell whether the person may see who reported what."""
    return get_readable_cases(user).filter(pk=case.pk).exists()


def can_decide_case(user: Any, case: ModerationCase) -> bool:
    """Tell whether the person may decide now; an appeal needs somebody else (P8)."""
    if not case.is_waiting or not can_read_case(user, case):
        return False
    if case.state == CaseState.APPEALED:
        first = case.find_decision(DecisionStage.FIRST)
        if first is not None and first.decided_by_id == user.pk:
            return False
    if _has_decided_before(user, case):
        return False
    kind = reportables.get(case.kind)
    if kind is None or kind.is_own is None or case.thing is None:
        return True
    return not kind.is_own(user, case.thing)


def _has_decided_before(user: Any, case: ModerationCase) -> bool:
    """Tell whether a reporter objects to what this person has decided (P8)."""
    if case.objects_to_id is None:
        return False
    before = CaseDecision.objects.filter(
        case=case.objects_to_id, stage=DecisionStage.FIRST
    )
    return before.filter(decided_by=user.pk).exists()


def can_be_objected_to(case: ModerationCase, now: dt.datetime) -> bool:
    """Tell whether reporters may object: no breach was found, and there is still time."""
    first = case.find_decision(DecisionStage.FIRST)
    return (
        first is not None
        and not first.is_restricting
        and case.state == CaseState.CLOSED
        and now < first.decided_at + get_days("APPEAL_DAYS")
    )


def can_appeal_statement(user: Any, statement: Statement, now: dt.datetime) -> bool:
    """Tell whether the person may object: the one whom it concerns, in time, once."""
    member = statement.decision.member
    return (
        member is not None
        and member.user_id == user.pk
        and statement.can_be_appealed_at(now)
        and statement.decision.case.state == CaseState.DECIDED
    )


def find_deciders(case: ModerationCase, day: dt.date) -> list[Any]:
    """Return who is to decide, by mail address; superusers where there is nobody else."""
    network, portal = Q(network=case.network_id), Q(network__kind=NetworkKind.SITE)
    wanted = Q(network, role=Role.MODERATOR)
    if case.escalated_at:
        wanted |= Q(network, role=Role.COORDINATOR) | Q(portal, role=Role.MODERATOR)
    roles = NetworkRole.objects.active_on(day).filter(wanted)
    people: Any = get_user_model().objects.filter(is_active=True).order_by("pk")
    found = _keep_able(people.filter(pk__in=roles.values("user")), case)
    if found or not case.escalated_at:
        return found
    return _keep_able(people.filter(is_superuser=True), case)


def _keep_able(people: Any, case: ModerationCase) -> list[Any]:
    return [person for person in people if can_decide_case(person, case)]
