"""What links of community do: a guardian answers (CO61, CO65), an invited person refuses (CO48)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from cms.links import LinkPurpose, UsedLinkError, link_purposes
from cms.models import LinkToken
from cms.registry import Label
from cms.transitions import WrongStateError
from community.conf import get_days
from community.enums import (
    AccountState,
    AgeStep,
    ConsentScope,
    GuardianAnswer,
    InvitationAnswer,
    InvitationState,
)
from community.models import Guardian, Invitation
from community.operations.guardians import (
    ASK_PURPOSE,
    PAGE_LIFETIME,
    PAGE_PURPOSE,
    answer_as_guardian,
    change_as_guardian,
)
from community.operations.invitations import REFUSE_PURPOSE, refuse_by_link
from community.queries.invitations import describe_invitation, name_inviter

THANKS = {
    GuardianAnswer.YES: gettext_lazy(
        "Thank you. The account is open now. A mail with a link is on its way to you: "
        "there you can see and change at any time what you allow."
    ),
    GuardianAnswer.NO: gettext_lazy(
        "The account is closed, and everything in it is deleted after seven days."
    ),
    GuardianAnswer.STRANGER: gettext_lazy(
        "Sorry for the mail. The account is closed, and we write to you no more."
    ),
}


def list_child_facts(guardian: Guardian) -> Sequence[tuple[Label, str]]:
    """Return what the guardian must know to recognise the child."""
    member = guardian.member
    networks = ", ".join(str(network) for network in member.networks.order_by("pk"))
    facts = [
        (gettext_lazy("Name shown"), member.display_name),
        (gettext_lazy("Born"), f"{member.birth_month}/{member.birth_year}"),
    ]
    return [*facts, (gettext_lazy("Region"), networks)] if networks else facts


def get_child_language(guardian: Guardian) -> str:
    return guardian.member.language


def can_still_decide(_token: LinkToken, guardian: Guardian) -> bool:
    """Return whether the guardian decides: the child has an account and is under 16."""
    member = guardian.member
    is_child = member.step_on(timezone.localdate()) == AgeStep.CHILD
    return is_child and member.state != AccountState.CLOSED


def answer_by_link(
    _token: LinkToken, guardian: Guardian, answers: Mapping[str, Any], now: dt.datetime
) -> Label:
    """Write the answer down; say what it means."""
    answer = GuardianAnswer(answers["answer"])
    scopes = [ConsentScope(scope) for scope in answers["scopes"]]
    try:
        answer_as_guardian(guardian=guardian, answer=answer, scopes=scopes, now=now)
    except WrongStateError as error:
        raise UsedLinkError from error
    return THANKS[answer]


def change_by_link(
    _token: LinkToken, guardian: Guardian, answers: Mapping[str, Any], now: dt.datetime
) -> Label:
    """Give and take back; say what holds now."""
    scopes = [ConsentScope(scope) for scope in answers["scopes"]]
    try:
        change_as_guardian(guardian=guardian, scopes=scopes, now=now)
    except WrongStateError as error:
        raise UsedLinkError from error
    if ConsentScope.ACCOUNT not in scopes:
        return THANKS[GuardianAnswer.NO]
    return gettext("Saved. What you allow, and what not, counts from now on.")


link_purposes.register(
    LinkPurpose(
        name=ASK_PURPOSE,
        sentence=gettext_lazy("May your child take part?"),
        button=gettext_lazy("Send the answer"),
        lifetime=get_days("GUARDIAN_LINK_DAYS"),
        form="community.forms.guardians.GuardianForm",
        answer=answer_by_link,
        list_facts=list_child_facts,
        get_language=get_child_language,
        is_allowed=can_still_decide,
    )
)
link_purposes.register(
    LinkPurpose(
        name=PAGE_PURPOSE,
        sentence=gettext_lazy("What you allow your child"),
        button=gettext_lazy("Save"),
        lifetime=PAGE_LIFETIME,
        is_single_use=False,
        form="community.forms.guardians.GuardianPageForm",
        answer=change_by_link,
        list_facts=list_child_facts,
        get_language=get_child_language,
        is_allowed=can_still_decide,
    )
)


def list_invitation_facts(invitation: Invitation) -> Sequence[tuple[Label, str]]:
    """Return to what one is invited and by whom."""
    return [
        (gettext_lazy("Invited to"), describe_invitation(invitation)),
        (gettext_lazy("By"), name_inviter(invitation)),
    ]


def get_invitation_language(invitation: Invitation) -> str:
    return invitation.language


def can_still_refuse(_token: LinkToken, invitation: Invitation) -> bool:
    """Return whether there is something to refuse: it waits, and its thing exists."""
    is_pending = invitation.state == InvitationState.PENDING
    return is_pending and invitation.thing is not None


def answer_invitation(
    _token: LinkToken,
    invitation: Invitation,
    answers: Mapping[str, Any],
    now: dt.datetime,
) -> Label:
    """Take the no down; say what it means."""
    answer = InvitationAnswer(answers["answer"])
    try:
        refuse_by_link(invitation=invitation, answer=answer, now=now)
    except WrongStateError as error:
        raise UsedLinkError from error
    if answer == InvitationAnswer.NEVER:
        return gettext("Done. We send no more invitations to this address.")
    return gettext("Done. Whoever invited you is told that you do not want to.")


link_purposes.register(
    LinkPurpose(
        name=REFUSE_PURPOSE,
        sentence=gettext_lazy("You do not want this invitation?"),
        button=gettext_lazy("Send the answer"),
        lifetime=get_days("INVITATION_DAYS"),
        form="community.forms.invitations.RefuseForm",
        answer=answer_invitation,
        list_facts=list_invitation_facts,
        get_language=get_invitation_language,
        is_allowed=can_still_refuse,
    )
)
