"""Tables of people."""

from community.models.consent import Consent, Guardian
from community.models.contact import Block, Contact
from community.models.member import Member, Membership
from community.models.profile import Profile, ProfileTerm, ProfileValue

__all__ = [
    "Block",
    "Consent",
    "Contact",
    "Guardian",
    "Member",
    "Membership",
    "Profile",
    "ProfileTerm",
    "ProfileValue",
]
