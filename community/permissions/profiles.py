"""Who may say more of themselves than a name."""

import datetime as dt

from community.enums import AgeStep
from community.models import Member


def can_have_profile(member: Member, day: dt.date) -> bool:
    """Tell whether there is more to say than a name: adults only (P1, P4)."""
    return member.step_on(day) == AgeStep.ADULT
