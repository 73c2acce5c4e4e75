"""Tables of people."""

from community.models.consent import Consent, Guardian
from community.models.contact import Block, Contact
from community.models.member import Member, Membership
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
from community.models.profile import Profile, ProfileTerm, ProfileValue
from community.models.slugs import GivenSlug

__all__ = [
    "Block",
    "Consent",
    "Contact",
    "GivenSlug",
    "Guardian",
    "Member",
    "Membership",
    "Notification",
    "NotificationPreference",
    "NotificationSettings",
    "Organisation",
    "OrganisationClaim",
    "OrganisationProfile",
    "OrganisationTerm",
    "Profile",
    "ProfileTerm",
    "ProfileValue",
    "TeamMembership",
]
