"""Tables of people."""

from community.models.address import AddressChange
from community.models.age import AgeNotice, BirthCorrection
from community.models.consent import Consent, Guardian
from community.models.inactivity import InactivityNotice
from community.models.member import Member, Membership
from community.models.rules import RulesAcceptance, RulesText, RulesVersion

__all__ = [
    "AddressChange",
    "AgeNotice",
    "BirthCorrection",
    "Consent",
    "Guardian",
    "InactivityNotice",
    "Member",
    "Membership",
    "RulesAcceptance",
    "RulesText",
    "RulesVersion",
]
