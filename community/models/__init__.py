"""Tables of people."""

from community.models.consent import Consent, Guardian
from community.models.member import Member, Membership
from community.models.notification import (
    Notification,
    NotificationPreference,
    NotificationSettings,
)

__all__ = [
    "Consent",
    "Guardian",
    "Member",
    "Membership",
    "Notification",
    "NotificationPreference",
    "NotificationSettings",
]
