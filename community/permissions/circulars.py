"""Who writes to many at once: the coordination of a network, and of the portal (CO39, S25)."""

from typing import Any

from django.db.models import QuerySet

from cms.enums import Role
from cms.models import Network
from cms.permissions.roles import get_active_roles
from community.enums import CircularState
from community.models import Circular


def get_writable_networks(user: Any) -> QuerySet[Network]:
    """Return the networks in whose name the person writes; parents of others not (ED72).

    Who coordinates the portal writes for the portal, to everybody, and reads nothing of what
    regions write to theirs (decision 14).
    """
    if user.is_active and user.is_superuser:
        return Network.objects.all()
    own = get_active_roles(user).filter(role=Role.COORDINATOR)
    return Network.objects.filter(pk__in=own.values("network"))


def can_write_circulars(user: Any) -> bool:
    """Tell whether the person writes for any network."""
    return get_writable_networks(user).exists()


def get_readable_circulars(user: Any) -> QuerySet[Circular]:
    """Return the circulars of the networks for which the person writes."""
    return Circular.objects.filter(network__in=get_writable_networks(user).values("pk"))


def can_read_circular(user: Any, circular: Circular) -> bool:
    """Tell whether the person may see what was written to whom."""
    return get_readable_circulars(user).filter(pk=circular.pk).exists()


def can_edit_circular(user: Any, circular: Circular) -> bool:
    """Tell whether the person may still change, send or discard it."""
    is_draft = circular.state == CircularState.DRAFT
    return is_draft and can_read_circular(user, circular)
