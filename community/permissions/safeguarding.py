"""Who reads cases of child protection: officers of the network, and nobody else (ME39, P16).

Superusers are no exception: no rule here asks for them.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cms.enums import NetworkKind, Role
from cms.models import Network, NetworkRole
from cms.permissions.roles import get_active_roles
from community.models import (
    CaseParty,
    ModerationCase,
    SafeguardingCase,
    SafeguardingContact,
    SafeguardingRead,
)
from community.permissions.moderation import get_readable_cases as get_notice_cases

ENTERING = (Role.COORDINATOR, Role.MODERATOR, Role.SAFEGUARDING)
"""Who writes down what was told in person or by phone; reading on is the officers'."""


def get_officer_networks(user: Any) -> QuerySet[Network]:
    """Return the networks for which the person is an officer today."""
    roles = get_active_roles(user).filter(role=Role.SAFEGUARDING)
    return Network.objects.filter(pk__in=roles.values("network"))


def is_officer(user: Any) -> bool:
    """Tell whether the person is an officer anywhere."""
    return get_officer_networks(user).exists()


def get_readable_cases(user: Any) -> QuerySet[SafeguardingCase]:
    """Return the cases of the person's networks, without those that he or she is part of.

    Officers of the portal read besides what was passed on to them, and what no officer of
    the network can read.
    """
    roles = get_active_roles(user).filter(role=Role.SAFEGUARDING)
    rule = Q(network__in=roles.values("network"))
    if roles.filter(network__kind=NetworkKind.SITE).exists():
        rule |= Q(escalated_at__isnull=False) | ~Q(Exists(_find_own_officers()))
    return SafeguardingCase.objects.filter(rule).without_party(user.pk or 0)


def _find_own_officers() -> QuerySet[NetworkRole]:
    parties = CaseParty.objects.filter(case=OuterRef(OuterRef("pk")))
    return (
        NetworkRole.objects.active_on(timezone.localdate())
        .filter(network=OuterRef("network"), role=Role.SAFEGUARDING)
        .filter(user__is_active=True)
        .exclude(user__in=parties.values("member__user"))
    )


def can_read_case(user: Any, case: SafeguardingCase) -> bool:
    """Tell whether the person may open this case, which then is logged."""
    return get_readable_cases(user).filter(pk=case.pk).exists()


def get_entering_networks(user: Any) -> QuerySet[Network]:
    """Return the networks for which the person may write a new case down."""
    roles = get_active_roles(user).filter(role__in=ENTERING)
    return Network.objects.filter(pk__in=roles.values("network"))


def get_open_notices(user: Any) -> QuerySet[ModerationCase]:
    """Return the notices of children at risk from which the person may make a case, once."""
    if not get_active_roles(user).exists():
        return ModerationCase.objects.none()
    rows = get_notice_cases(user)
    return rows.filter(is_urgent=True, safeguarding_case=None)


def get_readable_reads(user: Any) -> QuerySet[SafeguardingRead]:
    """Return the log of reads: for the data protection officer of the portal alone."""
    roles = get_active_roles(user).filter(
        role=Role.DATA_PROTECTION, network__kind=NetworkKind.SITE
    )
    rows = SafeguardingRead.objects.all()
    return rows if roles.exists() else rows.none()


def can_read_log(user: Any) -> bool:
    """Tell whether the person is the data protection officer."""
    roles = get_active_roles(user).filter(
        role=Role.DATA_PROTECTION, network__kind=NetworkKind.SITE
    )
    return roles.exists()


def find_officers(network: Network, day: dt.date, *, deputies: bool) -> QuerySet[Any]:
    """Return the officers of a network, those who stand in or those who do not."""
    stand_in = SafeguardingContact.objects.filter(network=network, is_deputy=True)
    roles = NetworkRole.objects.active_on(day).filter(
        network=network, role=Role.SAFEGUARDING
    )
    people: QuerySet[Any] = get_user_model().objects.filter(
        is_active=True, pk__in=roles.values("user")
    )
    in_place = Q(pk__in=stand_in.values("user"))
    return people.filter(in_place if deputies else ~in_place).order_by("pk")


def list_officers(
    networks: Iterable[Network], day: dt.date
) -> list[tuple[Network, Any, bool]]:
    """Return who answers for these networks; those who stand in come last in each."""
    return [
        (network, user, is_deputy)
        for network in networks
        for is_deputy in (False, True)
        for user in find_officers(network, day, deputies=is_deputy)
    ]


def find_case_officers(
    case: SafeguardingCase, day: dt.date, *, passed_on: bool
) -> list[Any]:
    """Return who is to look at a case: officers, else deputies, else the portal's.

    What was passed on goes to the deputies and the officers of the portal together.
    """
    site = Network.objects.get_site()
    first = list(find_officers(case.network, day, deputies=False))
    deputies = list(find_officers(case.network, day, deputies=True))
    portal = [
        person
        for is_deputy in (False, True)
        for person in find_officers(site, day, deputies=is_deputy)
    ]
    steps = [deputies + portal] if passed_on else [first, deputies, portal]
    own = set(case.parties.values_list("member__user", flat=True))
    for step in steps:
        able = {person.pk: person for person in step if person.pk not in own}
        if able:
            return list(able.values())
    return []
