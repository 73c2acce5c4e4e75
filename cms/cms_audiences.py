"""Tokens of staff: one for each network that a person works for today."""

from typing import Any

from django.utils import timezone

from cms.audiences import AudienceSource, Viewer, audience_sources
from cms.enums import Role
from cms.models import Network, NetworkRole

CARING = (Role.COORDINATOR, Role.SAFEGUARDING)


def find_staff_tokens(user: Any) -> Viewer:
    """Return ``staff:<network id>`` for each network; superusers hold all of them.

    ``care:<network id>`` is held besides by those who answer for its members: editors do
    not (CO11). The data protection officer reads a log and nothing else (S27).
    """
    if user.is_superuser:
        keys = Network.objects.values_list("pk", flat=True)
        pairs = [(key, str(Role.COORDINATOR)) for key in keys]
    else:
        roles = NetworkRole.objects.filter(user=user).active_on(timezone.localdate())
        pairs = list(roles.values_list("network_id", "role"))
    tokens = {f"staff:{key}" for key, role in pairs if role != Role.DATA_PROTECTION}
    tokens |= {f"care:{key}" for key, role in pairs if role in CARING}
    return Viewer(tokens=frozenset(tokens))


audience_sources.register(AudienceSource(name="staff", find=find_staff_tokens))
