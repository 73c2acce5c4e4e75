"""Who puts events into the calendar of a group (CO30)."""

import datetime as dt
from typing import Any

from community.models import Group
from community.permissions.groups import can_lead_group


def can_change_calendar(user: Any, group: Group, now: dt.datetime) -> bool:
    """Tell whether the person may put events in and take them out: who leads the group."""
    is_open = group.is_active and group.has_events
    return is_open and can_lead_group(user, group, now)
