"""Belonging to a network: decided by its coordination (CO1, CO56)."""

import datetime as dt
from typing import Any

from django.db import transaction

from cms.transitions import apply_transition
from community.enums import MembershipState
from community.models import Membership
from community.notifications.memberships import tell_decision
from community.transitions import CONFIRM_MEMBERSHIP, DECLINE_MEMBERSHIP

DECISIONS = {
    MembershipState.CONFIRMED: CONFIRM_MEMBERSHIP,
    MembershipState.DECLINED: DECLINE_MEMBERSHIP,
}
"""What a coordinator can say to a claim."""


@transaction.atomic
def decide_membership(
    *,
    membership: Membership,
    decision: MembershipState,
    words: str,
    actor: Any,
    now: dt.datetime,
) -> Membership:
    """Confirm or decline a claim and tell the member, with the coordinator's words.

    Raises:
        WrongStateError: somebody was quicker.
    """
    change = apply_transition(
        row=membership,
        transition=DECISIONS[decision],
        actor=actor,
        reason=words,
        now=now,
    )
    tell_decision(membership=membership, change=change)
    return membership
