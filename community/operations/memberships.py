"""Belonging to a network: decided by its coordination (CO1, CO56)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from cms.transitions import WrongStateError, apply_transition
from community.enums import MembershipState
from community.models import Membership
from community.notifications.memberships import tell_claim, tell_decision
from community.operations.two_people import (
    SamePersonError,
    forget_first_yes,
    say_yes,
)
from community.transitions import (
    ANSWER_QUESTION,
    ASK_FOR_MORE,
    CONFIRM_MEMBERSHIP,
    DECLINE_MEMBERSHIP,
    END_MEMBERSHIP,
    UNDECIDED_MEMBERSHIPS,
)

DECISIONS = {
    MembershipState.CONFIRMED: CONFIRM_MEMBERSHIP,
    MembershipState.DECLINED: DECLINE_MEMBERSHIP,
    MembershipState.ASKED: ASK_FOR_MORE,
    MembershipState.ENDED: END_MEMBERSHIP,
}
"""What a coordinator can say: the last to who belongs to it, the others to a claim."""


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

    Where two people decide the first yes is kept, and the claim goes on waiting.

    Raises:
        SamePersonError: the first yes is this person's.
        WrongStateError: somebody was quicker.
    """
    if decision == MembershipState.ENDED and membership.state != (
        MembershipState.CONFIRMED
    ):
        # A claim is answered, so that its member hears yes or no.
        raise WrongStateError(decision)
    if decision == MembershipState.CONFIRMED and not say_yes(
        row=membership,
        network=membership.network,
        open_states=UNDECIDED_MEMBERSHIPS,
        actor=actor,
        now=now,
    ):
        return membership
    if decision == MembershipState.ASKED:
        # The old answer belongs to the old question.
        Membership.objects.filter(pk=membership.pk).update(question=words, answer="")
    change = apply_transition(
        row=membership,
        transition=DECISIONS[decision],
        actor=actor,
        reason=words,
        now=now,
    )
    forget_first_yes(row=membership)
    tell_decision(membership=membership, change=change)
    return membership


@transaction.atomic
def answer_question(
    *, membership: Membership, answer: str, actor: Any, now: dt.datetime
) -> Membership:
    """Answer what the network wants to know; the claim waits for its decision again.

    Raises:
        WrongStateError: the network has decided, or wants to know nothing.
    """
    Membership.objects.filter(pk=membership.pk).asked().update(answer=answer)
    apply_transition(row=membership, transition=ANSWER_QUESTION, actor=actor, now=now)
    tell_claim(membership=membership, now=now)
    return membership


@dataclass(frozen=True)
class SaidYes:
    """How many belong to the network now, and how many wait for a second person."""

    confirmed: int
    noted: int


def confirm_memberships(
    *, memberships: Sequence[Membership], actor: Any, now: dt.datetime
) -> SaidYes:
    """Confirm several claims, each on its own; return how many.

    What somebody else has decided in the meantime is left as it is, and so is what waits
    for somebody else's yes.
    """
    confirmed = noted = 0
    for membership in memberships:
        try:
            row = decide_membership(
                membership=membership,
                decision=MembershipState.CONFIRMED,
                words="",
                actor=actor,
                now=now,
            )
        except (SamePersonError, WrongStateError):
            continue
        if row.state == MembershipState.CONFIRMED:
            confirmed += 1
        else:
            noted += 1
    return SaidYes(confirmed=confirmed, noted=noted)
