"""Tokens of staff: one for each network that a person works for today."""

from typing import Any

from django.utils import timezone

from cms.audiences import AudienceSource, Viewer, audience_sources
from cms.models import Network, NetworkRole


def find_staff_tokens(user: Any) -> Viewer:
    """Return ``staff:<network id>`` for each network; superusers hold all of them."""
    if user.is_superuser:
        keys = set(Network.objects.values_list("pk", flat=True))
    else:
        roles = NetworkRole.objects.filter(user=user).active_on(timezone.localdate())
        keys = set(roles.values_list("network_id", flat=True))
    return Viewer(tokens=frozenset(f"staff:{key}" for key in keys))


audience_sources.register(AudienceSource(name="staff", find=find_staff_tokens))
