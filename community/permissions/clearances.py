"""Who enters, approves and reads clearances: coordinators, and never for themselves (ME15, ME18).

Superusers are no exception (P16): only the roles named here count.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cms.enums import NetworkKind, Role
from cms.models import Network, NetworkRole
from cms.permissions.roles import get_active_roles
from community.enums import ClearanceState
from community.models import Clearance, Member, Membership

READERS = (Role.COORDINATOR, Role.SAFEGUARDING)


def get_clearing_networks(user: Any) -> QuerySet[Network]:
    """Return the networks whose clearances the person enters."""
    own = get_active_roles(user).filter(role=Role.COORDINATOR)
    return Network.objects.filter(pk__in=own.values("network"))


def works_on_clearances(user: Any) -> bool:
    """Tell whether the person may open the list at all."""
    return get_active_roles(user).filter(role__in=READERS).exists()


def get_readable_clearances(user: Any) -> QuerySet[Clearance]:
    """Return the clearances of the networks that the person coordinates or protects.

    The coordination of the portal sees besides what waits where a network has nobody else
    to approve it (ME18).
    """
    return _list_rows(user, READERS)


def get_decidable_clearances(user: Any) -> QuerySet[Clearance]:
    """Return those of them on which the coordination decides."""
    return _list_rows(user, (Role.COORDINATOR,))


def _list_rows(user: Any, wanted: tuple[Role, ...]) -> QuerySet[Clearance]:
    roles = get_active_roles(user)
    rule = Q(network__in=roles.filter(role__in=wanted).values("network"))
    portal = roles.filter(role=Role.COORDINATOR, network__kind=NetworkKind.SITE)
    if portal.exists():
        rule |= Q(state=ClearanceState.ENTERED) & ~Q(Exists(_find_second_people()))
    return Clearance.objects.filter(rule)


def _find_second_people() -> QuerySet[NetworkRole]:
    """Return who in the network could approve: neither who entered it nor who it is for."""
    return (
        NetworkRole.objects.active_on(timezone.localdate())
        .filter(network=OuterRef("network"), role=Role.COORDINATOR)
        .filter(user__is_active=True)
        .exclude(user=OuterRef("inspected_by"))
        .exclude(user=OuterRef("member__user"))
    )


def can_read_clearance(user: Any, clearance: Clearance) -> bool:
    """Tell whether the person may see when which certificate was inspected."""
    return get_readable_clearances(user).filter(pk=clearance.pk).exists()


def can_approve_clearance(user: Any, clearance: Clearance) -> bool:
    """Tell whether the person may be the second one (ME15)."""
    if clearance.state != ClearanceState.ENTERED:
        return False
    if user.pk in (clearance.inspected_by_id, clearance.member.user_id):
        return False
    return get_decidable_clearances(user).filter(pk=clearance.pk).exists()


def can_change_clearance(user: Any, clearance: Clearance) -> bool:
    """Tell whether the person may approve, refuse, take back or end it."""
    if clearance.member.user_id == user.pk:
        return False
    if clearance.state not in (ClearanceState.ENTERED, ClearanceState.APPROVED):
        return False
    return get_decidable_clearances(user).filter(pk=clearance.pk).exists()


def get_clearable_members(user: Any) -> QuerySet[Member]:
    """Return the adults whom the person may enter a clearance for, never the own account."""
    known = Membership.objects.confirmed().filter(
        network__in=get_clearing_networks(user)
    )
    adults = Member.objects.showing_themselves_on(timezone.localdate())
    return adults.filter(pk__in=known.values("member")).exclude(user_id=user.pk)


def find_clearance_deciders(clearance: Clearance) -> list[Any]:
    """Return who can be the second person today, in the network or else in the portal."""
    people: Any = get_user_model().objects.filter(is_active=True).order_by("pk")
    roles = NetworkRole.objects.active_on(timezone.localdate()).filter(
        Q(network=clearance.network_id) | Q(network__kind=NetworkKind.SITE),
        role=Role.COORDINATOR,
    )
    found = people.filter(pk__in=roles.values("user"))
    return [person for person in found if can_approve_clearance(person, clearance)]
