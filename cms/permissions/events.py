"""Who may say what becomes of an event (ED21)."""

from typing import Any

from cms.enums import Role
from cms.models import Event
from cms.permissions.roles import has_role


def can_move_event(user: Any, event: Event) -> bool:
    """Tell whether the person may cancel, postpone and plan again: the network's editors."""
    if user.is_active and user.is_superuser:
        return True
    return has_role(user, event.network, Role.EDITOR, Role.COORDINATOR)
