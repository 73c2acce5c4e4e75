"""Who may ask whom for a contact, and block whom (P5, CO19, CO53)."""

import datetime as dt

from cms.audiences import Viewer
from community.enums import AccountState, AgeStep
from community.models import Member


def can_ask_for_contact(viewer: Viewer, member: Member, day: dt.date) -> bool:
    """Tell whether an adult who takes part may ask this member: another adult."""
    is_grown = member.step_on(day) == AgeStep.ADULT
    is_there = member.state == AccountState.ACTIVE
    return (
        viewer.holds("adult") and is_grown and is_there and not is_own(viewer, member)
    )


def can_block_member(viewer: Viewer, member: Member) -> bool:
    """Tell whether somebody who takes part may hide from this member; minors may too."""
    return viewer.holds("member") and not is_own(viewer, member)


def can_mute_member(viewer: Viewer, member: Member) -> bool:
    """Tell whether somebody who takes part may hear no more of this member; minors may too."""
    return can_block_member(viewer, member)


def is_own(viewer: Viewer, member: Member) -> bool:
    """Tell whether the viewer is this member."""
    return viewer.holds(f"owner:{member.pk}")
