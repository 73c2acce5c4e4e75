"""What the roles of a network's staff allow (ED2, S27): `NetworkRole` alone is asked."""

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone

from cms.enums import NetworkKind, NetworkStatus, Role
from cms.models import Network, NetworkRole

GRANTED_BY_COORDINATORS = (Role.AUTHOR, Role.TRANSLATOR, Role.EDITOR)
"""What a coordinator may give; a coordinator is made by the portal (A5)."""


def get_active_roles(user: Any) -> QuerySet[NetworkRole]:
    """Return the roles that count today; none for a visitor or a disabled account.

    Wagtail asks its policies without a date, so this is where the clock is read.
    """
    if not user.is_authenticated or not user.is_active:
        return NetworkRole.objects.none()
    return NetworkRole.objects.active_on(timezone.localdate()).filter(user_id=user.pk)


def has_role(user: Any, network: Network, *roles: Role) -> bool:
    """Tell whether the person holds one of these roles in this network today."""
    return get_active_roles(user).filter(network=network, role__in=roles).exists()


def find_coordinators(network: Network, day: dt.date) -> QuerySet[Any]:
    """Return the people who coordinate a network on this day."""
    roles = NetworkRole.objects.active_on(day).filter(
        network=network, role=Role.COORDINATOR
    )
    people: QuerySet[Any] = get_user_model().objects.filter(
        pk__in=roles.values("user"), is_active=True
    )
    return people.order_by("pk")


def works_for_portal(user: Any, *roles: Role) -> bool:
    """Tell whether the person holds one of these roles in the portal itself."""
    if user.is_active and user.is_superuser:
        return True
    return (
        get_active_roles(user)
        .filter(network__kind=NetworkKind.SITE, role__in=roles)
        .exists()
    )


def can_edit_terms(user: Any) -> bool:
    """Tell whether the person may add, merge, order and retire terms (ED60)."""
    return works_for_portal(user, Role.EDITOR, Role.COORDINATOR)


def can_edit_network(user: Any, network: Network) -> bool:
    """Tell whether the person may edit this network's facts.

    Coordinators of a parent network may not (ED72).
    """
    return works_for_portal(user, Role.COORDINATOR) or has_role(
        user, network, Role.COORDINATOR
    )


def can_add_network(user: Any) -> bool:
    """Tell whether the person may make new networks and change parents."""
    return works_for_portal(user, Role.COORDINATOR)


def get_editable_networks(user: Any) -> QuerySet[Network]:
    """Return the networks whose facts and team the person may change."""
    if works_for_portal(user, Role.COORDINATOR):
        return Network.objects.all()
    own = get_active_roles(user).filter(role=Role.COORDINATOR)
    return Network.objects.filter(pk__in=own.values("network"))


def get_watched_networks(user: Any) -> QuerySet[Network]:
    """Return the networks below those that the person coordinates (ED72).

    Their figures may be seen; nothing of theirs may be edited by it.
    """
    own = get_active_roles(user).filter(role=Role.COORDINATOR)
    return Network.objects.filter(parent__in=own.values("network")).exclude(
        status=NetworkStatus.ENDED
    )


def get_grantable_roles(user: Any, network: Network) -> list[Role]:
    """Return the roles that the person may give and take in this network."""
    if works_for_portal(user, Role.COORDINATOR):
        every = list(Role)
        if not network.is_site:
            # There is one for all of the platform.
            every.remove(Role.DATA_PROTECTION)
        # Only a superuser decides who coordinates the portal: that role makes others.
        if network.is_site and not user.is_superuser:
            every.remove(Role.COORDINATOR)
        return every
    if has_role(user, network, Role.COORDINATOR):
        return list(GRANTED_BY_COORDINATORS)
    return []


def can_grant_role(user: Any, network: Network, role: str, person: Any) -> bool:
    """Tell whether the person may give this role to somebody; never to oneself (A5)."""
    return person.pk != user.pk and role in get_grantable_roles(user, network)


def can_end_role(user: Any, network_role: NetworkRole) -> bool:
    """Tell whether the person may take this role away; never the own one."""
    return can_grant_role(
        user, network_role.network, network_role.role, network_role.user
    )
