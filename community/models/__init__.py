"""Tables of people."""

from community.models.address import AddressChange
from community.models.age import AgeNotice, BirthCorrection
from community.models.bookmark import Bookmark, BookmarkList
from community.models.circular import Circular, CircularRun, CircularText
from community.models.class_code import ClassCode
from community.models.clearance import Clearance
from community.models.consent import Consent, Guardian
from community.models.contact import Block, Contact
from community.models.contribution import Contribution
from community.models.enquiry import Enquiry
from community.models.feed import FeedDelivery, FeedItem, FeedMute
from community.models.group import Group, GroupMembership
from community.models.group_event import GroupEvent
from community.models.group_file import GroupFile
from community.models.inactivity import InactivityNotice
from community.models.invitation import Invitation, InvitationBlock
from community.models.member import Member, Membership
from community.models.member_exports import MemberExport
from community.models.member_figures import MemberFigure
from community.models.member_imports import MemberImport, MemberImportTemplate
from community.models.message import Message, Thread, ThreadAccess, ThreadMember
from community.models.moderation import (
    BannedAddress,
    CaseDecision,
    CaseFigure,
    ModerationCase,
    Notice,
    Statement,
)
from community.models.mute import Mute
from community.models.notification import (
    Notification,
    NotificationPreference,
    NotificationSettings,
)
from community.models.organisation import (
    Organisation,
    OrganisationProfile,
    OrganisationTerm,
)
from community.models.organisation_claim import OrganisationClaim
from community.models.organisation_team import TeamMembership
from community.models.personal_data import DataExport, ErasureRecord
from community.models.post import Mention, Post, PostVersion, Thanks
from community.models.profile import Profile, ProfileLink, ProfileTerm, ProfileValue
from community.models.role_offer import RoleOffer
from community.models.rules import RulesAcceptance, RulesText, RulesVersion
from community.models.safeguarding import (
    CaseEntry,
    CaseEvidence,
    CaseParty,
    CaseStep,
    Freeze,
    SafeguardingCase,
)
from community.models.safeguarding_staff import SafeguardingContact, SafeguardingRead
from community.models.slugs import GivenSlug

__all__ = [
    "AddressChange",
    "AgeNotice",
    "BannedAddress",
    "BirthCorrection",
    "Block",
    "Bookmark",
    "BookmarkList",
    "CaseDecision",
    "CaseEntry",
    "CaseEvidence",
    "CaseFigure",
    "CaseParty",
    "CaseStep",
    "Circular",
    "CircularRun",
    "CircularText",
    "ClassCode",
    "Clearance",
    "Consent",
    "Contact",
    "Contribution",
    "DataExport",
    "Enquiry",
    "ErasureRecord",
    "FeedDelivery",
    "FeedItem",
    "FeedMute",
    "Freeze",
    "GivenSlug",
    "Group",
    "GroupEvent",
    "GroupFile",
    "GroupMembership",
    "Guardian",
    "InactivityNotice",
    "Invitation",
    "InvitationBlock",
    "Member",
    "MemberExport",
    "MemberFigure",
    "MemberImport",
    "MemberImportTemplate",
    "Membership",
    "Mention",
    "Message",
    "ModerationCase",
    "Mute",
    "Notice",
    "Notification",
    "NotificationPreference",
    "NotificationSettings",
    "Organisation",
    "OrganisationClaim",
    "OrganisationProfile",
    "OrganisationTerm",
    "Post",
    "PostVersion",
    "Profile",
    "ProfileLink",
    "ProfileTerm",
    "ProfileValue",
    "RoleOffer",
    "RulesAcceptance",
    "RulesText",
    "RulesVersion",
    "SafeguardingCase",
    "SafeguardingContact",
    "SafeguardingRead",
    "Statement",
    "TeamMembership",
    "Thanks",
    "Thread",
    "ThreadAccess",
    "ThreadMember",
]
