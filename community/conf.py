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
    # Claims of pre-made entries (SP48, P64).
    "CLAIM_DAYS": 30,
    "CLAIM_KEPT_DAYS": 365,
    "ADDRESS_UNDO_DAYS": 7,
    # Unused accounts (P42, P43): warned, then erased, after so many months.
    "INACTIVE_MINOR_MONTHS": 12,
    "INACTIVE_MINOR_END_MONTHS": 13,
    "INACTIVE_ADULT_MONTHS": 24,
    "INACTIVE_ADULT_END_MONTHS": 25,
    "INACTIVITY_MAIL_DAYS": 14,
    "CASE_RETENTION_DAYS": 365,
    # Who works for a network needs a second factor (S14).
    "STAFF_SECOND_FACTOR": True,
    # How long somebody finds what was told.
    "NOTIFICATION_DAYS": 90,
    # Invitations (CO47) and what is kept of them (P62).
    "INVITATION_DAYS": 30,
    "INVITED_ADDRESS_DAYS": 14,
    # Notices and decisions (CO50, P8).
    "CASE_HOURS": 72,
    "URGENT_CASE_HOURS": 24,
    "APPEAL_DAYS": 183,
    # Finished exports of one's own data (P53); the ledger of erasures: as long as
    # backups, plus a month (P38, P57).
    "DATA_EXPORT_DAYS": 7,
    "ERASURE_LEDGER_DAYS": 66,
    # What staff write to many (CO39).
    "CIRCULAR_UNDO_MINUTES": 10,
    "CIRCULAR_DAYS": 730,
}


def get_setting(name: str) -> Any:
    """Return the value of ``VERBUND_<name>``, or its default from this module."""
    return getattr(settings, f"VERBUND_{name}", DEFAULTS[name])


def get_days(name: str) -> dt.timedelta:
    """Return a setting that counts days."""
    return dt.timedelta(days=get_setting(name))
