"""Belonging to a network: decided by its coordination (CO1, CO56)."""

import datetime as dt
from typing import Any

from django.db import transaction

from cms.transitions import WrongStateError, apply_transition
from community.enums import MembershipState
from community.models import Membership
from community.notifications.memberships import tell_decision
from community.transitions import (
    CONFIRM_MEMBERSHIP,
    DECLINE_MEMBERSHIP,
    END_MEMBERSHIP,
)

DECISIONS = {
    MembershipState.CONFIRMED: CONFIRM_MEMBERSHIP,
    MembershipState.DECLINED: DECLINE_MEMBERSHIP,
    MembershipState.ENDED: END_MEMBERSHIP,
}
"""What a coordinator can say: the first two to a claim, the last to who belongs to it."""


@transaction.atomic
def decide_membership(
    *,
    membership: Membership,
    decision: MembershipState,
    words: str,
    actor: Any,
    now: dt.datetime,
) -> Membership:
    """Answer a claim or end a membership, and tell the member in the coordinator's words.

    Raises:
        WrongStateError: somebody was quicker.
    """
    if decision == MembershipState.ENDED and membership.state != (
        MembershipState.CONFIRMED
    ):
        # A claim is answered, so that its member hears yes or no.
        raise WrongStateError(decision)
    change = apply_transition(
        row=membership,
        transition=DECISIONS[decision],
        actor=actor,
        reason=words,
        now=now,
    )
    tell_decision(membership=membership, change=change)
    return membership
