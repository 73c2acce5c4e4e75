"""Belonging to a network at once: by a class code or an accepted invitation (CO1, CO3)."""

import datetime as dt
from typing import Any

from cms.models import Network
from cms.transitions import apply_transition
from community.enums import MembershipState
from community.models import Member, Membership
from community.operations.two_people import forget_first_yes
from community.transitions import CLAIM_MEMBERSHIP, CONFIRM_MEMBERSHIP

ENDED_STATES = (MembershipState.DECLINED, MembershipState.ENDED)


def lock_membership(
    *, member: Member, network: Network, now: dt.datetime
) -> Membership:
    """Return the row of member and network, made where there is none, held until the end."""
    row, _is_new = Membership.objects.get_or_create(
        member=member, network=network, defaults={"claimed_at": now}
    )
    return Membership.objects.select_for_update(of=("self",)).get(pk=row.pk)


def confirm_at_once(
    *, membership: Membership, actor: Any, reason: str, now: dt.datetime
) -> None:
    """Confirm a membership in whatever state it is; one that is confirmed stays so."""
    forget_first_yes(row=membership)
    if membership.state in ENDED_STATES:
        apply_transition(
            row=membership, transition=CLAIM_MEMBERSHIP, actor=actor, now=now
        )
    if membership.state in CONFIRM_MEMBERSHIP.from_states:
        apply_transition(
            row=membership,
            transition=CONFIRM_MEMBERSHIP,
            actor=actor,
            reason=reason,
            now=now,
        )
