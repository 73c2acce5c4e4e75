"""The lives of accounts, memberships, invitations, organisations and questions to guardians."""

from cms.transitions import Transition
from community.enums import (
    AccountState,
    CaseState,
    CircularState,
    ClaimState,
    ClearanceState,
    ContactState,
    CorrectionState,
    EnquiryState,
    GroupMembershipState,
    GroupState,
    GuardianAnswer,
    InvitationState,
    MembershipState,
    MessageState,
    OrganisationState,
    PostState,
    SafeguardingState,
    TeamState,
)
from community.models.organisation_claim import OPEN_CLAIMS


def _move(name: str, from_states: tuple[str, ...], to_state: str) -> Transition:
    return Transition(
        name=name, field="state", from_states=from_states, to_state=to_state
    )


PAUSE_ACCOUNT = _move("pause", (AccountState.ACTIVE,), AccountState.PAUSED)
RESUME_ACCOUNT = _move("resume", (AccountState.PAUSED,), AccountState.ACTIVE)
CLOSE_ACCOUNT = _move(
    "close",
    (AccountState.ACTIVE, AccountState.PAUSED, AccountState.BLOCKED),
    AccountState.CLOSED,
)
REOPEN_ACCOUNT = _move("reopen", (AccountState.CLOSED,), AccountState.ACTIVE)
BLOCK_ACCOUNT = _move(
    "block", (AccountState.ACTIVE, AccountState.PAUSED), AccountState.BLOCKED
)
UNBLOCK_ACCOUNT = _move("unblock", (AccountState.BLOCKED,), AccountState.ACTIVE)
ACCOUNT_TRANSITIONS = (
    PAUSE_ACCOUNT,
    RESUME_ACCOUNT,
    CLOSE_ACCOUNT,
    REOPEN_ACCOUNT,
    BLOCK_ACCOUNT,
    UNBLOCK_ACCOUNT,
)
"""The life of an account; erasing it is its end and leaves no row."""


UNDECIDED_MEMBERSHIPS = (MembershipState.CLAIMED, MembershipState.ASKED)
CONFIRM_MEMBERSHIP = _move("confirm", UNDECIDED_MEMBERSHIPS, MembershipState.CONFIRMED)
DECLINE_MEMBERSHIP = _move("decline", UNDECIDED_MEMBERSHIPS, MembershipState.DECLINED)
END_MEMBERSHIP = _move(
    "end", (*UNDECIDED_MEMBERSHIPS, MembershipState.CONFIRMED), MembershipState.ENDED
)
CLAIM_MEMBERSHIP = _move(
    "ask again",
    (MembershipState.DECLINED, MembershipState.ENDED),
    MembershipState.CLAIMED,
)
ASK_FOR_MORE = _move("ask for more", (MembershipState.CLAIMED,), MembershipState.ASKED)
ANSWER_QUESTION = _move("answer", (MembershipState.ASKED,), MembershipState.CLAIMED)
MEMBERSHIP_TRANSITIONS = (
    CONFIRM_MEMBERSHIP,
    DECLINE_MEMBERSHIP,
    END_MEMBERSHIP,
    CLAIM_MEMBERSHIP,
    ASK_FOR_MORE,
    ANSWER_QUESTION,
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
AGREE_AFTER_ALL = Transition(
    name="agree after all",
    field="answer",
    from_states=(GuardianAnswer.NO,),
    to_state=GuardianAnswer.YES,
)
GUARDIAN_TRANSITIONS = (AGREE, REFUSE, SEND_BACK, WITHDRAW, AGREE_AFTER_ALL)
"""What a guardian says about a child's account (P2, P34)."""


ACCEPT_CONTACT = _move("accept", (ContactState.ASKED,), ContactState.ACCEPTED)
DECLINE_CONTACT = _move("decline", (ContactState.ASKED,), ContactState.DECLINED)
END_CONTACT = _move(
    "end", (ContactState.ASKED, ContactState.ACCEPTED), ContactState.ENDED
)
ASK_CONTACT_AGAIN = _move(
    "ask again", (ContactState.DECLINED, ContactState.ENDED), ContactState.ASKED
)
CONTACT_TRANSITIONS = (
    ACCEPT_CONTACT,
    DECLINE_CONTACT,
    END_CONTACT,
    ASK_CONTACT_AGAIN,
)
"""A contact between two members (CO19); the end is silent."""


SHOW_ORGANISATION = _move(
    "show",
    (OrganisationState.DRAFT, OrganisationState.HIDDEN),
    OrganisationState.LIVE,
)
HIDE_ORGANISATION = _move(
    "hide",
    (OrganisationState.DRAFT, OrganisationState.LIVE),
    OrganisationState.HIDDEN,
)
ORGANISATION_TRANSITIONS = (SHOW_ORGANISATION, HIDE_ORGANISATION)
"""Whether others see an organisation: its network's coordination decides (CO22)."""


ACCEPT_TO_TEAM = _move("accept", (TeamState.ASKED,), TeamState.ACTIVE)
DECLINE_TO_TEAM = _move("decline", (TeamState.ASKED,), TeamState.DECLINED)
END_TEAM = _move("end", (TeamState.ASKED, TeamState.ACTIVE), TeamState.ENDED)
ASK_TEAM_AGAIN = _move(
    "ask again", (TeamState.DECLINED, TeamState.ENDED), TeamState.ASKED
)
TEAM_TRANSITIONS = (ACCEPT_TO_TEAM, DECLINE_TO_TEAM, END_TEAM, ASK_TEAM_AGAIN)
"""Belonging to the team of an organisation: a member asks, its admins decide (CO23)."""


ASK_FOR_PROOF = _move("ask for a proof", (ClaimState.OPEN,), ClaimState.NEEDS_PROOF)
ACCEPT_CLAIM = _move("accept", OPEN_CLAIMS, ClaimState.ACCEPTED)
REJECT_CLAIM = _move("reject", OPEN_CLAIMS, ClaimState.REJECTED)
WITHDRAW_CLAIM = _move("withdraw", OPEN_CLAIMS, ClaimState.WITHDRAWN)
LET_CLAIM_LAPSE = _move("lapse", OPEN_CLAIMS, ClaimState.LAPSED)
CLAIM_TRANSITIONS = (
    ASK_FOR_PROOF,
    ACCEPT_CLAIM,
    REJECT_CLAIM,
    WITHDRAW_CLAIM,
    LET_CLAIM_LAPSE,
)
"""Taking over a pre-made entry (SP48); once closed a claim is not opened again."""


GRANT_CORRECTION = _move("grant", (CorrectionState.ASKED,), CorrectionState.GRANTED)
REFUSE_CORRECTION = _move("refuse", (CorrectionState.ASKED,), CorrectionState.REFUSED)
TAKE_CORRECTION_BACK = _move(
    "take back", (CorrectionState.ASKED,), CorrectionState.TAKEN_BACK
)
CORRECTION_TRANSITIONS = (GRANT_CORRECTION, REFUSE_CORRECTION, TAKE_CORRECTION_BACK)
"""Another month of birth: a member asks, the coordination decides (P31)."""


ACCEPT_INVITATION = _move(
    "accept", (InvitationState.PENDING,), InvitationState.ACCEPTED
)
DECLINE_INVITATION = _move(
    "decline", (InvitationState.PENDING,), InvitationState.DECLINED
)
WITHDRAW_INVITATION = _move(
    "withdraw", (InvitationState.PENDING,), InvitationState.WITHDRAWN
)
LET_INVITATION_EXPIRE = _move(
    "expire", (InvitationState.PENDING,), InvitationState.EXPIRED
)
INVITATION_TRANSITIONS = (
    ACCEPT_INVITATION,
    DECLINE_INVITATION,
    WITHDRAW_INVITATION,
    LET_INVITATION_EXPIRE,
)
"""The life of an invitation, whatever it leads to (CO47)."""


REVIEW_CASE = _move("review", (CaseState.RECEIVED,), CaseState.IN_REVIEW)
DECIDE_CASE = _move(
    "decide", (CaseState.RECEIVED, CaseState.IN_REVIEW), CaseState.DECIDED
)
APPEAL_CASE = _move("appeal", (CaseState.DECIDED,), CaseState.APPEALED)
DECIDE_APPEAL = _move("decide again", (CaseState.APPEALED,), CaseState.CLOSED)
CLOSE_CASE = _move("close", (CaseState.DECIDED,), CaseState.CLOSED)
CASE_TRANSITIONS = (
    REVIEW_CASE,
    DECIDE_CASE,
    APPEAL_CASE,
    DECIDE_APPEAL,
    CLOSE_CASE,
)
"""What becomes of notices about one item (CO50)."""


HOLD_POST = _move("hold", (PostState.VISIBLE,), PostState.HELD)
HIDE_POST = _move("hide", (PostState.VISIBLE, PostState.HELD), PostState.HIDDEN)
SHOW_POST = _move("show", (PostState.HELD, PostState.HIDDEN), PostState.VISIBLE)
POST_TRANSITIONS = (HOLD_POST, HIDE_POST, SHOW_POST)
"""Who reads a post: held by a rule, hidden and shown again by moderators (CO51, CO55)."""


ACCEPT_TO_GROUP = _move(
    "accept", (GroupMembershipState.ASKED,), GroupMembershipState.ACTIVE
)
DECLINE_TO_GROUP = _move(
    "decline", (GroupMembershipState.ASKED,), GroupMembershipState.DECLINED
)
END_GROUP = _move(
    "end",
    (GroupMembershipState.ASKED, GroupMembershipState.ACTIVE),
    GroupMembershipState.ENDED,
)
ASK_GROUP_AGAIN = _move(
    "ask again",
    (GroupMembershipState.DECLINED, GroupMembershipState.ENDED),
    GroupMembershipState.ASKED,
)
COME_BACK_TO_GROUP = _move(
    "come back", (GroupMembershipState.ENDED,), GroupMembershipState.ACTIVE
)
BAN_FROM_GROUP = _move(
    "shut out",
    (
        GroupMembershipState.ASKED,
        GroupMembershipState.ACTIVE,
        GroupMembershipState.DECLINED,
        GroupMembershipState.ENDED,
    ),
    GroupMembershipState.BANNED,
)
LIFT_GROUP_BAN = _move(
    "lift", (GroupMembershipState.BANNED,), GroupMembershipState.ENDED
)
GROUP_MEMBERSHIP_TRANSITIONS = (
    ACCEPT_TO_GROUP,
    DECLINE_TO_GROUP,
    END_GROUP,
    ASK_GROUP_AGAIN,
    COME_BACK_TO_GROUP,
    BAN_FROM_GROUP,
    LIFT_GROUP_BAN,
)
"""Belonging to a group (CO29, CO30)."""


ARCHIVE_GROUP = _move("archive", (GroupState.ACTIVE,), GroupState.ARCHIVED)
OPEN_GROUP_AGAIN = _move("open again", (GroupState.ARCHIVED,), GroupState.ACTIVE)
GROUP_TRANSITIONS = (ARCHIVE_GROUP, OPEN_GROUP_AGAIN)
"""The life of a group; archived, it can only be read (CO30)."""


APPROVE_CLEARANCE = _move("approve", (ClearanceState.ENTERED,), ClearanceState.APPROVED)
REFUSE_CLEARANCE = _move("refuse", (ClearanceState.ENTERED,), ClearanceState.REFUSED)
END_CLEARANCE = _move(
    "end", (ClearanceState.ENTERED, ClearanceState.APPROVED), ClearanceState.ENDED
)
CLEARANCE_TRANSITIONS = (APPROVE_CLEARANCE, REFUSE_CLEARANCE, END_CLEARANCE)
"""Entered by one, approved or refused by another (ME15); that it ran out is computed."""


TRIAGE_SAFEGUARDING = _move(
    "look at", (SafeguardingState.RECEIVED,), SafeguardingState.TRIAGED
)
CLARIFY_SAFEGUARDING = _move(
    "clarify",
    (SafeguardingState.TRIAGED, SafeguardingState.MEASURES),
    SafeguardingState.CLARIFYING,
)
TAKE_SAFEGUARDING_MEASURES = _move(
    "take measures",
    (SafeguardingState.TRIAGED, SafeguardingState.CLARIFYING),
    SafeguardingState.MEASURES,
)
CLOSE_SAFEGUARDING = _move(
    "close",
    (
        SafeguardingState.TRIAGED,
        SafeguardingState.CLARIFYING,
        SafeguardingState.MEASURES,
    ),
    SafeguardingState.CLOSED,
)
REOPEN_SAFEGUARDING = _move(
    "reopen", (SafeguardingState.CLOSED,), SafeguardingState.CLARIFYING
)
SAFEGUARDING_TRANSITIONS = (
    TRIAGE_SAFEGUARDING,
    CLARIFY_SAFEGUARDING,
    TAKE_SAFEGUARDING_MEASURES,
    CLOSE_SAFEGUARDING,
    REOPEN_SAFEGUARDING,
)
"""A case of child protection (ME39); why stands in the log of the case, never here."""


HOLD_MESSAGE = _move("hold", (MessageState.DELIVERED,), MessageState.HELD)
RELEASE_MESSAGE = _move("release", (MessageState.HELD,), MessageState.DELIVERED)
REDACT_MESSAGE = _move("redact", (MessageState.HELD,), MessageState.REDACTED)
RETURN_MESSAGE = _move("return", (MessageState.HELD,), MessageState.RETURNED)
REMOVE_MESSAGE = _move(
    "remove", (MessageState.DELIVERED, MessageState.REDACTED), MessageState.REMOVED
)
RESTORE_MESSAGE = _move("restore", (MessageState.REMOVED,), MessageState.DELIVERED)
RESTORE_REDACTED = _move(
    "restore in part", (MessageState.REMOVED,), MessageState.REDACTED
)
MESSAGE_TRANSITIONS = (
    HOLD_MESSAGE,
    RELEASE_MESSAGE,
    REDACT_MESSAGE,
    RETURN_MESSAGE,
    REMOVE_MESSAGE,
    RESTORE_MESSAGE,
    RESTORE_REDACTED,
)
"""The life of a message; it is held in the transaction that writes it (CO35)."""


SEND_CIRCULAR = _move("send", (CircularState.DRAFT,), CircularState.SCHEDULED)
TAKE_CIRCULAR_BACK = _move("take back", (CircularState.SCHEDULED,), CircularState.DRAFT)
BEGIN_CIRCULAR = _move("begin", (CircularState.SCHEDULED,), CircularState.SENDING)
END_CIRCULAR = _move("end", (CircularState.SENDING,), CircularState.SENT)
DISCARD_CIRCULAR = _move("discard", (CircularState.DRAFT,), CircularState.DISCARDED)
CIRCULAR_TRANSITIONS = (
    SEND_CIRCULAR,
    TAKE_CIRCULAR_BACK,
    BEGIN_CIRCULAR,
    END_CIRCULAR,
    DISCARD_CIRCULAR,
)
"""What staff write to many (CO39); once begun it cannot be called back."""


HOLD_ENQUIRY = _move("hold", (EnquiryState.UNCONFIRMED,), EnquiryState.HELD)
DELIVER_ENQUIRY = _move(
    "deliver", (EnquiryState.UNCONFIRMED, EnquiryState.HELD), EnquiryState.DELIVERED
)
HIDE_ENQUIRY = _move(
    "hide", (EnquiryState.HELD, EnquiryState.DELIVERED), EnquiryState.HIDDEN
)
SHOW_ENQUIRY = _move("show", (EnquiryState.HIDDEN,), EnquiryState.DELIVERED)
ENQUIRY_TRANSITIONS = (HOLD_ENQUIRY, DELIVER_ENQUIRY, HIDE_ENQUIRY, SHOW_ENQUIRY)
"""What somebody wrote through a contact form (CO38); members need not confirm an address."""
