"""Devices that are logged in: forgotten when their login has ended (P55)."""

import datetime as dt
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session

DEVICES = "usersessions"


def forget_devices(now: dt.datetime) -> int:
    """Delete address and browser of logins that are over; return how many."""
    if DEVICES not in apps.app_configs:
        return 0
    model: Any = apps.get_model(DEVICES, "UserSession")
    living = Session.objects.filter(expire_date__gt=now).values("session_key")
    return int(model.objects.exclude(session_key__in=living).delete()[0])
