"""Settings of community with their defaults; a host sets them as `VERBUND_…`."""

import datetime as dt
from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    # Retention (P40–P44).
    "UNCONFIRMED_ACCOUNT_DAYS": 14,
    "GUARDIAN_LINK_DAYS": 14,
    "GUARDIAN_REMINDER_DAYS": 7,
    "ERASURE_GRACE_DAYS": 7,
    # Who works for a network needs a second factor (S14).
    "STAFF_SECOND_FACTOR": True,
    # Finished exports of one's own data (P53); the ledger of erasures: as long as
    # backups, plus a month (P38, P57).
    "DATA_EXPORT_DAYS": 7,
    "ERASURE_LEDGER_DAYS": 66,
}


def get_setting(name: str) -> Any:
    """Return the value of ``VERBUND_<name>``, or its default from this module."""
    return getattr(settings, f"VERBUND_{name}", DEFAULTS[name])


def get_days(name: str) -> dt.timedelta:
    """Return a setting that counts days."""
    return dt.timedelta(days=get_setting(name))
