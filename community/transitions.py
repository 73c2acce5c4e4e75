"""The lives of accounts, memberships and questions to guardians."""

from cms.transitions import Transition
from community.enums import AccountState, CaseState, GuardianAnswer, MembershipState


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
BLOCK_ACCOUNT = _move_account(
    "block", (AccountState.ACTIVE, AccountState.PAUSED), AccountState.BLOCKED
)
UNBLOCK_ACCOUNT = _move_account("unblock", (AccountState.BLOCKED,), AccountState.ACTIVE)
ACCOUNT_TRANSITIONS = (
    PAUSE_ACCOUNT,
    RESUME_ACCOUNT,
    CLOSE_ACCOUNT,
    REOPEN_ACCOUNT,
    BLOCK_ACCOUNT,
    UNBLOCK_ACCOUNT,
)
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


def _move_case(
    name: str, from_states: tuple[CaseState, ...], to_state: CaseState
) -> Transition:
    return Transition(
        name=name, field="state", from_states=from_states, to_state=to_state
    )


REVIEW_CASE = _move_case("review", (CaseState.RECEIVED,), CaseState.IN_REVIEW)
DECIDE_CASE = _move_case(
    "decide", (CaseState.RECEIVED, CaseState.IN_REVIEW), CaseState.DECIDED
)
APPEAL_CASE = _move_case("appeal", (CaseState.DECIDED,), CaseState.APPEALED)
DECIDE_APPEAL = _move_case("decide again", (CaseState.APPEALED,), CaseState.CLOSED)
CLOSE_CASE = _move_case("close", (CaseState.DECIDED,), CaseState.CLOSED)
CASE_TRANSITIONS = (
    REVIEW_CASE,
    DECIDE_CASE,
    APPEAL_CASE,
    DECIDE_APPEAL,
    CLOSE_CASE,
)
"""What becomes of notices about one item (CO50)."""
