"""Who can be followed at all (CO25)."""

import datetime as dt

from community.enums import AccountState
from community.models import Member
from community.models.member import ADULT_AGE


def can_be_followed(member: Member, day: dt.date) -> bool:
    """Tell whether a member may let others follow: an adult whose account is open."""
    return member.age_on(day) >= ADULT_AGE and member.state == AccountState.ACTIVE
