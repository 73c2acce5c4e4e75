"""Who opens the cockpit: everybody who works for a network (S25)."""

from typing import Any

from cms.permissions.roles import get_active_roles


def can_open_cockpit(user: Any) -> bool:
    """Tell whether the person works for any network today."""
    if user.is_active and user.is_superuser:
        return True
    return get_active_roles(user).exists()
