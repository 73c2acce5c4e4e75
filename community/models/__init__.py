"""Tables of people."""

from community.models.consent import Consent, Guardian
from community.models.member import Member, Membership
from community.models.moderation import (
    BannedAddress,
    CaseDecision,
    CaseFigure,
    ModerationCase,
    Notice,
    Statement,
)

__all__ = [
    "BannedAddress",
    "CaseDecision",
    "CaseFigure",
    "Consent",
    "Guardian",
    "Member",
    "Membership",
    "ModerationCase",
    "Notice",
    "Statement",
]
