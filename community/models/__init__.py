"""Tables of people."""

from community.models.class_code import ClassCode
from community.models.consent import Consent, Guardian
from community.models.invitation import Invitation, InvitationBlock
from community.models.member import Member, Membership

__all__ = [
    "ClassCode",
    "Consent",
    "Guardian",
    "Invitation",
    "InvitationBlock",
    "Member",
    "Membership",
]
