"""The lives of accounts, memberships, invitations, organisations and questions to guardians."""

from cms.transitions import Transition
from community.enums import (
    AccountState,
    CaseState,
    ClaimState,
    ContactState,
    CorrectionState,
    GuardianAnswer,
    InvitationState,
    MembershipState,
    OrganisationState,
    TeamState,
)
from community.models.organisation_claim import OPEN_CLAIMS


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


def _move_contact(
    name: str, from_states: tuple[ContactState, ...], to_state: ContactState
) -> Transition:
    return Transition(
        name=name, field="state", from_states=from_states, to_state=to_state
    )


ACCEPT_CONTACT = _move_contact("accept", (ContactState.ASKED,), ContactState.ACCEPTED)
DECLINE_CONTACT = _move_contact("decline", (ContactState.ASKED,), ContactState.DECLINED)
END_CONTACT = _move_contact(
    "end", (ContactState.ASKED, ContactState.ACCEPTED), ContactState.ENDED
)
ASK_CONTACT_AGAIN = _move_contact(
    "ask again", (ContactState.DECLINED, ContactState.ENDED), ContactState.ASKED
)
CONTACT_TRANSITIONS = (
    ACCEPT_CONTACT,
    DECLINE_CONTACT,
    END_CONTACT,
    ASK_CONTACT_AGAIN,
)
"""A contact between two members (CO19); the end is silent."""


def _move_organisation(
    name: str,
    from_states: tuple[OrganisationState, ...],
    to_state: OrganisationState,
) -> Transition:
    return Transition(
        name=name, field="state", from_states=from_states, to_state=to_state
    )


SHOW_ORGANISATION = _move_organisation(
    "show",
    (OrganisationState.DRAFT, OrganisationState.HIDDEN),
    OrganisationState.LIVE,
)
HIDE_ORGANISATION = _move_organisation(
    "hide",
    (OrganisationState.DRAFT, OrganisationState.LIVE),
    OrganisationState.HIDDEN,
)
ORGANISATION_TRANSITIONS = (SHOW_ORGANISATION, HIDE_ORGANISATION)
"""Whether others see an organisation: its network's coordination decides (CO22)."""


def _move_team(
    name: str, from_states: tuple[TeamState, ...], to_state: TeamState
) -> Transition:
    return Transition(
        name=name, field="state", from_states=from_states, to_state=to_state
    )


ACCEPT_TO_TEAM = _move_team("accept", (TeamState.ASKED,), TeamState.ACTIVE)
DECLINE_TO_TEAM = _move_team("decline", (TeamState.ASKED,), TeamState.DECLINED)
END_TEAM = _move_team("end", (TeamState.ASKED, TeamState.ACTIVE), TeamState.ENDED)
ASK_TEAM_AGAIN = _move_team(
    "ask again", (TeamState.DECLINED, TeamState.ENDED), TeamState.ASKED
)
TEAM_TRANSITIONS = (ACCEPT_TO_TEAM, DECLINE_TO_TEAM, END_TEAM, ASK_TEAM_AGAIN)
"""Belonging to the team of an organisation: a member asks, its admins decide (CO23)."""


def _move_claim(
    name: str, from_states: tuple[ClaimState, ...], to_state: ClaimState
) -> Transition:
    return Transition(
        name=name, field="state", from_states=from_states, to_state=to_state
    )


ASK_FOR_PROOF = _move_claim(
    "ask for a proof", (ClaimState.OPEN,), ClaimState.NEEDS_PROOF
)
ACCEPT_CLAIM = _move_claim("accept", OPEN_CLAIMS, ClaimState.ACCEPTED)
REJECT_CLAIM = _move_claim("reject", OPEN_CLAIMS, ClaimState.REJECTED)
WITHDRAW_CLAIM = _move_claim("withdraw", OPEN_CLAIMS, ClaimState.WITHDRAWN)
LET_CLAIM_LAPSE = _move_claim("lapse", OPEN_CLAIMS, ClaimState.LAPSED)
CLAIM_TRANSITIONS = (
    ASK_FOR_PROOF,
    ACCEPT_CLAIM,
    REJECT_CLAIM,
    WITHDRAW_CLAIM,
    LET_CLAIM_LAPSE,
)
"""Taking over a pre-made entry (SP48); once closed a claim is not opened again."""


def _decide_correction(name: str, to_state: CorrectionState) -> Transition:
    return Transition(
        name=name,
        field="state",
        from_states=(CorrectionState.ASKED,),
        to_state=to_state,
    )


GRANT_CORRECTION = _decide_correction("grant", CorrectionState.GRANTED)
REFUSE_CORRECTION = _decide_correction("refuse", CorrectionState.REFUSED)
TAKE_CORRECTION_BACK = _decide_correction("take back", CorrectionState.TAKEN_BACK)
CORRECTION_TRANSITIONS = (GRANT_CORRECTION, REFUSE_CORRECTION, TAKE_CORRECTION_BACK)
"""Another month of birth: a member asks, the coordination decides (P31)."""


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
