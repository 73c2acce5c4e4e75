"""Tables of people."""

from community.models.consent import Consent, Guardian
from community.models.member import Member, Membership
from community.models.personal_data import DataExport, ErasureRecord

__all__ = [
    "Consent",
    "DataExport",
    "ErasureRecord",
    "Guardian",
    "Member",
    "Membership",
]
