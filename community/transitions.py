"""The lives of accounts, memberships, questions to guardians and invitations."""

from cms.transitions import Transition
from community.enums import (
    AccountState,
    GuardianAnswer,
    InvitationState,
    MembershipState,
)


def _move_account(
    name: str, from_states: tuple[AccountState, ...], to_state: AccountState
) -> Transition:
    return Transition(
        name=name, field="state", from_states=from_states, to_state=to_state
    )


PAUSE_ACCOUNT = _move_account("pause", (AccountState.ACTIVE,), AccountState.PAUSED)
RESUME_ACCOUNT = _move_account("resume", (AccountState.PAUSED,), AccountState.ACTIVE)
CLOSE_ACCOUNT = _move_account(
    "close",
    (AccountState.ACTIVE, AccountState.PAUSED, AccountState.BLOCKED),
    AccountState.CLOSED,
)
REOPEN_ACCOUNT = _move_account("reopen", (AccountState.CLOSED,), AccountState.ACTIVE)
ACCOUNT_TRANSITIONS = (PAUSE_ACCOUNT, RESUME_ACCOUNT, CLOSE_ACCOUNT, REOPEN_ACCOUNT)
"""The life of an account; erasing it is its end and leaves no row."""


def _move_membership(
    name: str, from_states: tuple[MembershipState, ...], to_state: MembershipState
) -> Transition:
    return Transition(
        name=name, field="state", from_states=from_states, to_state=to_state
    )


CONFIRM_MEMBERSHIP = _move_membership(
    "confirm", (MembershipState.CLAIMED,), MembershipState.CONFIRMED
)
DECLINE_MEMBERSHIP = _move_membership(
    "decline", (MembershipState.CLAIMED,), MembershipState.DECLINED
)
END_MEMBERSHIP = _move_membership(
    "end", (MembershipState.CLAIMED, MembershipState.CONFIRMED), MembershipState.ENDED
)
CLAIM_MEMBERSHIP = _move_membership(
    "ask again",
    (MembershipState.DECLINED, MembershipState.ENDED),
    MembershipState.CLAIMED,
)
MEMBERSHIP_TRANSITIONS = (
    CONFIRM_MEMBERSHIP,
    DECLINE_MEMBERSHIP,
    END_MEMBERSHIP,
    CLAIM_MEMBERSHIP,
)
"""Belonging to a network: a member claims it, its coordinator decides (CO56)."""


def _answer(name: str, to_state: GuardianAnswer) -> Transition:
    return Transition(
        name=name,
        field="answer",
        from_states=(GuardianAnswer.WAITING,),
        to_state=to_state,
    )


AGREE = _answer("agree", GuardianAnswer.YES)
REFUSE = _answer("refuse", GuardianAnswer.NO)
SEND_BACK = _answer("not me", GuardianAnswer.STRANGER)
WITHDRAW = Transition(
    name="withdraw",
    field="answer",
    from_states=(GuardianAnswer.YES,),
    to_state=GuardianAnswer.NO,
)
GUARDIAN_TRANSITIONS = (AGREE, REFUSE, SEND_BACK, WITHDRAW)
"""What a guardian says about a child's account (P2, P34)."""


def _end_invitation(name: str, to_state: InvitationState) -> Transition:
    return Transition(
        name=name,
        field="state",
        from_states=(InvitationState.PENDING,),
        to_state=to_state,
    )


ACCEPT_INVITATION = _end_invitation("accept", InvitationState.ACCEPTED)
DECLINE_INVITATION = _end_invitation("decline", InvitationState.DECLINED)
WITHDRAW_INVITATION = _end_invitation("withdraw", InvitationState.WITHDRAWN)
LET_INVITATION_EXPIRE = _end_invitation("expire", InvitationState.EXPIRED)
INVITATION_TRANSITIONS = (
    ACCEPT_INVITATION,
    DECLINE_INVITATION,
    WITHDRAW_INVITATION,
    LET_INVITATION_EXPIRE,
)
"""The life of an invitation, whatever it leads to (CO47)."""
