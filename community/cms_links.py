"""What links of community do: guardians answer, claims, invitations, notices, appeals."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from cms.links import (
    LinkPurpose,
    UsedLinkError,
    find_working_links,
    get_link_path,
    link_purposes,
)
from cms.models import LinkToken
from cms.registry import Label
from cms.transitions import WrongStateError
from community.conf import get_days
from community.consent import find_standing
from community.enums import (
    AccountState,
    AgeStep,
    ConsentScope,
    EnquiryState,
    GuardianAnswer,
    GuardianWish,
    InvitationAnswer,
    InvitationState,
    RefusalAnswer,
)
from community.exports.personal_data import hand_out
from community.models import (
    AddressChange,
    DataExport,
    Enquiry,
    Group,
    Guardian,
    Invitation,
    Member,
    Notice,
    NotificationPreference,
    NotificationSettings,
    Organisation,
    OrganisationClaim,
    Statement,
)
from community.notifications.accounts import get_language_of
from community.notifications.catalogue import notification_kinds
from community.notifications.mails import LINK_LIFETIME, MUTE_PURPOSE, STOP_PURPOSE
from community.notifications.organisations import get_entry_language
from community.operations.accounts import GraceOverError
from community.operations.addresses import (
    UNDO_DAYS,
    UNDO_PURPOSE,
    AddressTakenError,
    undo_address_change,
)
from community.operations.data_exports import (
    FILE_PURPOSE,
    can_get_file,
    request_export_as_guardian,
)
from community.operations.enquiries import (
    CONFIRM_PURPOSE,
    LINK_DAYS,
    EnquiryRefusedError,
    confirm_enquiry,
)
from community.operations.groups import LINK_PURPOSE
from community.operations.guardians import (
    ASK_PURPOSE,
    PAGE_LIFETIME,
    PAGE_PURPOSE,
    REOPEN_PURPOSE,
    answer_as_guardian,
    change_as_guardian,
    reopen_as_guardian,
)
from community.operations.inactivity import STAY_PURPOSE, UNUSED, stay_member
from community.operations.invitations import REFUSE_PURPOSE, refuse_by_link
from community.operations.moderation import (
    APPEAL_PURPOSE,
    OBJECTION_PURPOSE,
    PROGRESS_PURPOSE,
    TooLateError,
    appeal_decision,
)
from community.operations.moderation_objections import object_to_refusal
from community.operations.notifications import mute_kind, stop_letters
from community.operations.organisation_claims import (
    PROOF_PURPOSE,
    HasAdminError,
    accept_claim,
)
from community.operations.organisation_refusals import (
    REFUSAL_PURPOSE,
    can_be_refused,
    refuse_entry,
)
from community.permissions.enquiries import can_be_passed_on
from community.permissions.groups import can_invite_to_group
from community.permissions.moderation import can_be_objected_to
from community.queries.invitations import describe_invitation, name_inviter
from community.queries.moderation import list_notice_facts, list_statement_facts

STAY_LIFETIME = dt.timedelta(days=60)
REFUSAL_LIFETIME = dt.timedelta(days=366)
"""An entry may stand for long before somebody there reads the mail."""

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
    wish = answers["wish"]
    ticked = [] if wish == GuardianWish.ERASE else answers["scopes"]
    scopes = [ConsentScope(scope) for scope in ticked]
    try:
        change_as_guardian(guardian=guardian, scopes=scopes, now=now)
    except WrongStateError as error:
        raise UsedLinkError from error
    if ConsentScope.ACCOUNT not in scopes:
        return THANKS[GuardianAnswer.NO]
    if wish == GuardianWish.FILE:
        request_export_as_guardian(guardian=guardian, now=now)
        return gettext(
            "Saved. We put the file together and write to you when it is ready, once a "
            "day at most."
        )
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


def can_still_reopen(_token: LinkToken, guardian: Guardian) -> bool:
    """Return whether the guardian can take the closing back: a child, within the grace."""
    member = guardian.member
    is_child = member.step_on(timezone.localdate()) == AgeStep.CHILD
    return is_child and member.state == AccountState.CLOSED


def reopen_by_link(_token: LinkToken, guardian: Guardian, now: dt.datetime) -> Label:
    """Open the account again; say what holds."""
    try:
        reopen_as_guardian(guardian=guardian, now=now)
    except (GraceOverError, WrongStateError) as error:
        raise UsedLinkError from error
    return gettext(
        "The account is open again, and nothing is deleted. You allow only the account; "
        "a mail brings the link by which you can allow more."
    )


def can_still_fetch(_token: LinkToken, export: DataExport) -> bool:
    """Return whether the file is there and its guardian still speaks for the child."""
    now = timezone.now()
    is_ready = DataExport.objects.ready_at(now).filter(pk=export.pk).exists()
    guardian = export.guardian
    return is_ready and guardian is not None and can_get_file(guardian, now)


def hand_file_out(
    _request: HttpRequest, _token: LinkToken, export: DataExport
) -> HttpResponse:
    return hand_out(export)


link_purposes.register(
    LinkPurpose(
        name=REOPEN_PURPOSE,
        sentence=gettext_lazy("Open the account of your child again?"),
        button=gettext_lazy("Open the account again"),
        lifetime=get_days("ERASURE_GRACE_DAYS"),
        act=reopen_by_link,
        list_facts=list_child_facts,
        get_language=get_child_language,
        is_allowed=can_still_reopen,
    )
)
link_purposes.register(
    LinkPurpose(
        name=FILE_PURPOSE,
        sentence=gettext_lazy("What we hold on your child"),
        lifetime=get_days("DATA_EXPORT_DAYS"),
        is_single_use=False,
        show=hand_file_out,
        get_language=lambda export: export.language,
        is_allowed=can_still_fetch,
    )
)


def list_claim_facts(claim: OrganisationClaim) -> Sequence[tuple[Label, str]]:
    """Return what whoever reads the mail must know to recognise the person."""
    return [
        (gettext_lazy("Organisation"), claim.organisation.name),
        (gettext_lazy("Who wants to look after it"), claim.member.display_name),
    ]


def get_claim_language(claim: OrganisationClaim) -> str:
    return claim.member.language


def can_still_be_proved(_token: LinkToken, claim: OrganisationClaim) -> bool:
    """Return whether the claim is open and its member an adult who takes part."""
    standing = find_standing(claim.member, timezone.now())
    return claim.is_open and standing.takes_part and not standing.is_minor


def prove_claim(_token: LinkToken, claim: OrganisationClaim, now: dt.datetime) -> Label:
    """Accept the claim; say what it means."""
    try:
        accept_claim(claim=claim, actor=None, now=now)
    except (WrongStateError, HasAdminError) as error:
        raise UsedLinkError from error
    return gettext("Thank you. This person looks after the entry from now on.")


link_purposes.register(
    LinkPurpose(
        name=PROOF_PURPOSE,
        sentence=gettext_lazy("Does this person speak for your organisation?"),
        button=gettext_lazy("Yes, that is right"),
        lifetime=get_days("CLAIM_DAYS"),
        act=prove_claim,
        list_facts=list_claim_facts,
        get_language=get_claim_language,
        is_allowed=can_still_be_proved,
    )
)


def list_muted_facts(
    preference: NotificationPreference,
) -> Sequence[tuple[Label, str]]:
    """Return which mails the link ends."""
    kind = notification_kinds.get(preference.kind)
    return [(gettext_lazy("What it is about"), str(kind.title))] if kind else []


def get_recipient_language(row: NotificationPreference | NotificationSettings) -> str:
    return row.member.language


def mute_by_link(
    _token: LinkToken, preference: NotificationPreference, _now: dt.datetime
) -> Label:
    """End the mails of one kind."""
    mute_kind(preference=preference)
    return gettext(
        "We send you no more mails about this. You still find it in your notifications, "
        "and you can change it there at any time."
    )


def stop_by_link(
    _token: LinkToken, settings: NotificationSettings, _now: dt.datetime
) -> Label:
    """End the letters that sum up."""
    stop_letters(settings=settings)
    return gettext(
        "We send you no more letters that sum up. You still find all of it in your "
        "notifications, and you can change it there at any time."
    )


link_purposes.register(
    LinkPurpose(
        name=MUTE_PURPOSE,
        sentence=gettext_lazy("No more mails about this?"),
        button=gettext_lazy("Send me no more of these mails"),
        lifetime=LINK_LIFETIME,
        is_single_use=False,
        is_one_click=True,
        act=mute_by_link,
        list_facts=list_muted_facts,
        get_language=get_recipient_language,
    )
)
link_purposes.register(
    LinkPurpose(
        name=STOP_PURPOSE,
        sentence=gettext_lazy("No more letters that sum up?"),
        button=gettext_lazy("Send me no more letters"),
        lifetime=LINK_LIFETIME,
        is_single_use=False,
        is_one_click=True,
        act=stop_by_link,
        get_language=get_recipient_language,
    )
)


def stay_by_link(_token: LinkToken, member: Member, now: dt.datetime) -> Label:
    """Keep the account."""
    stay_member(member=member, now=now)
    return gettext("Your account stays. You need do nothing else.")


def can_stay(_token: LinkToken, member: Member) -> bool:
    return member.state in UNUSED


link_purposes.register(
    LinkPurpose(
        name=STAY_PURPOSE,
        sentence=gettext_lazy("Do you want to keep your account?"),
        button=gettext_lazy("Keep my account"),
        lifetime=STAY_LIFETIME,
        act=stay_by_link,
        get_language=lambda member: member.language,
        is_allowed=can_stay,
    )
)


def undo_address_by_link(
    _token: LinkToken, change: AddressChange, now: dt.datetime
) -> Label:
    """Put the old address back; say how to get in again."""
    try:
        undo_address_change(change=change, now=now)
    except AddressTakenError:
        return gettext(
            "This address belongs to another account meanwhile. Please write to the "
            "coordination of your network."
        )
    return gettext(
        "Your old address counts again, and every device is logged out. The password no "
        "longer works: choose “Forgotten your password?” at the login and set a new one."
    )


def can_undo_address(_token: LinkToken, change: AddressChange) -> bool:
    return bool(change.user.is_active) and change.undone_at is None


link_purposes.register(
    LinkPurpose(
        name=UNDO_PURPOSE,
        sentence=gettext_lazy("Put your old address back?"),
        button=gettext_lazy("Undo the change"),
        lifetime=get_days(UNDO_DAYS),
        act=undo_address_by_link,
        list_facts=lambda change: [(gettext_lazy("Old address"), change.old_address)],
        get_language=lambda change: get_language_of(change.user),
        is_allowed=can_undo_address,
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


PROGRESS_LIFETIME = dt.timedelta(days=3 * 366)
"""Longer than a case is kept: the link ends with it."""


def show_progress(
    request: HttpRequest, _token: LinkToken, notice: Notice
) -> HttpResponse:
    """Return how it stands with what somebody has reported; no person is named."""
    facts = [
        {"label": label, "value": value} for label, value in list_notice_facts(notice)
    ]
    context = {
        "facts": facts,
        "number": notice.case.number,
        "email": notice.email,
        "objection_url": find_objection_path(notice),
    }
    return render(request, "community/moderation_progress.html", context)


def find_objection_path(notice: Notice) -> str:
    """Return where the reporter can object to the result, empty where that is over."""
    now = timezone.now()
    links = find_working_links(purpose=OBJECTION_PURPOSE, thing=notice, now=now)
    link = links.last() if can_be_objected_to(notice.case, now) else None
    return get_link_path(link) if link else ""


def can_still_object(_token: LinkToken, notice: Notice) -> bool:
    """Tell whether the result stands and what was reported is still there."""
    is_open = can_be_objected_to(notice.case, timezone.now())
    return is_open and notice.case.thing is not None


def object_by_link(
    _token: LinkToken, notice: Notice, answers: Mapping[str, Any], now: dt.datetime
) -> Label:
    """Take the reporter's objection; say who decides now."""
    try:
        object_to_refusal(notice=notice, words=answers["words"], now=now)
    except TooLateError as error:
        raise UsedLinkError from error
    return gettext(
        "Your objection has arrived. Somebody else looks at it now; if you gave an "
        "address, you get a mail with the result."
    )


def get_notice_language(notice: Notice) -> str:
    return notice.language


def get_statement_language(statement: Statement) -> str:
    return statement.language


def appeal_by_link(
    _token: LinkToken,
    statement: Statement,
    answers: Mapping[str, Any],
    now: dt.datetime,
) -> Label:
    """Take the objection; say who decides now."""
    try:
        appeal_decision(statement=statement, words=answers["words"], now=now)
    except TooLateError as error:
        raise UsedLinkError from error
    return gettext(
        "Your objection has arrived. Somebody else decides now, and you get a mail."
    )


link_purposes.register(
    LinkPurpose(
        name=PROGRESS_PURPOSE,
        sentence=gettext_lazy("Your notice"),
        lifetime=PROGRESS_LIFETIME,
        is_single_use=False,
        show=show_progress,
        get_language=get_notice_language,
    )
)
link_purposes.register(
    LinkPurpose(
        name=APPEAL_PURPOSE,
        sentence=gettext_lazy("Object to a decision"),
        button=gettext_lazy("Send the objection"),
        lifetime=get_days("APPEAL_DAYS"),
        form="community.forms.moderation.AppealForm",
        answer=appeal_by_link,
        list_facts=list_statement_facts,
        get_language=get_statement_language,
    )
)
link_purposes.register(
    LinkPurpose(
        name=OBJECTION_PURPOSE,
        sentence=gettext_lazy("Object to the result of your notice"),
        button=gettext_lazy("Send the objection"),
        lifetime=get_days("APPEAL_DAYS"),
        form="community.forms.moderation.ObjectionForm",
        answer=object_by_link,
        list_facts=list_notice_facts,
        get_language=get_notice_language,
        is_allowed=can_still_object,
    )
)


def refuse_entry_by_link(
    _token: LinkToken,
    organisation: Organisation,
    answers: Mapping[str, Any],
    now: dt.datetime,
) -> Label:
    """Take the entry away; say what was done."""
    answer = RefusalAnswer(answers["answer"])
    try:
        refuse_entry(organisation=organisation, answer=answer, now=now)
    except WrongStateError as error:
        raise UsedLinkError from error
    return gettext("Done. Nobody sees the entry any more, and it does not come back.")


link_purposes.register(
    LinkPurpose(
        name=REFUSAL_PURPOSE,
        sentence=gettext_lazy("Take the entry of your organisation away?"),
        button=gettext_lazy("Take the entry away"),
        lifetime=REFUSAL_LIFETIME,
        form="community.forms.organisation_parts.RefusalForm",
        answer=refuse_entry_by_link,
        list_facts=lambda organisation: [
            (gettext_lazy("Organisation"), organisation.name),
            (gettext_lazy("Town"), organisation.town),
            (gettext_lazy("Source"), organisation.source_url),
        ],
        get_language=get_entry_language,
        is_allowed=lambda _token, organisation: can_be_refused(organisation),
    )
)


def lead_to_group(
    _request: HttpRequest, token: LinkToken, _group: Group
) -> HttpResponse:
    """Lead to the page with the button; who is not known logs in or signs up first (CO2)."""
    signed = get_link_path(token).strip("/").rpartition("/")[2]
    return redirect("community_groups:group_join_by_link", signed)


def may_still_let_in(token: LinkToken, group: Group) -> bool:
    """Return whether adults join by a link there, and who has made it still leads."""
    maker = token.created_by
    if maker is None or group.admits_minors:
        return False
    return can_invite_to_group(maker, group)


link_purposes.register(
    LinkPurpose(
        name=LINK_PURPOSE,
        sentence=gettext_lazy("Would you like to join this group?"),
        lifetime=dt.timedelta(days=7),
        is_single_use=False,
        show=lead_to_group,
        is_allowed=may_still_let_in,
    )
)


def list_enquiry_facts(enquiry: Enquiry) -> Sequence[tuple[Label, str]]:
    """Return to whom it goes and what it says, for whoever wrote it."""
    return [
        (gettext_lazy("To"), str(enquiry.receiver)),
        (gettext_lazy("Your message"), enquiry.text),
    ]


def confirm_enquiry_by_link(
    _token: LinkToken, enquiry: Enquiry, now: dt.datetime
) -> Label:
    """Pass the message on; say how it goes on."""
    try:
        row = confirm_enquiry(enquiry=enquiry, now=now)
    except (WrongStateError, EnquiryRefusedError) as error:
        raise UsedLinkError from error
    if row.state == EnquiryState.HELD:
        return gettext(
            "Thank you. Your message is being checked before it is passed on."
        )
    return gettext("Thank you. Your message is on its way. The answer comes by mail.")


link_purposes.register(
    LinkPurpose(
        name=CONFIRM_PURPOSE,
        sentence=gettext_lazy("Send your message"),
        button=gettext_lazy("Yes, send it"),
        lifetime=get_days(LINK_DAYS),
        act=confirm_enquiry_by_link,
        list_facts=list_enquiry_facts,
        get_language=lambda enquiry: enquiry.language,
        is_allowed=lambda _token, enquiry: can_be_passed_on(enquiry, timezone.now()),
    )
)
