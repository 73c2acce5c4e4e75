"""Tables of people."""

from community.models.consent import Consent, Guardian
from community.models.member import Member, Membership

__all__ = ["Consent", "Guardian", "Member", "Membership"]
