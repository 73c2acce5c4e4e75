"""Whose calendar somebody plans with (ED73)."""

from typing import Any

from django.db.models import QuerySet

from cms.models import Network
from cms.models.branch import REVIEWERS
from cms.permissions.roles import get_active_roles


def get_planned_networks(user: Any) -> QuerySet[Network]:
    """Return the networks that the person edits or coordinates: drafts stand there too."""
    if user.is_active and user.is_superuser:
        return Network.objects.all()
    roles = get_active_roles(user).filter(role__in=REVIEWERS)
    return Network.objects.filter(pk__in=roles.values("network")).order_by("name", "pk")


def can_plan(user: Any) -> bool:
    """Tell whether the person has a calendar at all."""
    return get_planned_networks(user).exists()
