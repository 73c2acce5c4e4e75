"""What links of community do: guardians answer (CO61, CO65), notices and appeals (CO49, P8)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from cms.links import LinkPurpose, UsedLinkError, link_purposes
from cms.models import LinkToken
from cms.registry import Label
from cms.transitions import WrongStateError
from community.conf import get_days
from community.enums import AccountState, AgeStep, ConsentScope, GuardianAnswer
from community.models import Guardian, Notice, Statement
from community.operations.guardians import (
    ASK_PURPOSE,
    PAGE_LIFETIME,
    PAGE_PURPOSE,
    answer_as_guardian,
    change_as_guardian,
)
from community.operations.moderation import (
    APPEAL_PURPOSE,
    PROGRESS_PURPOSE,
    TooLateError,
    appeal_decision,
)
from community.queries.moderation import list_notice_facts, list_statement_facts

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


PROGRESS_LIFETIME = dt.timedelta(days=3 * 366)
"""Longer than a case is kept: the link ends with it."""


def show_progress(
    request: HttpRequest, _token: LinkToken, notice: Notice
) -> HttpResponse:
    """Return how it stands with what somebody has reported; no person is named."""
    facts = [
        {"label": label, "value": value} for label, value in list_notice_facts(notice)
    ]
    context = {"facts": facts, "number": notice.case.number, "email": notice.email}
    return render(request, "community/moderation_progress.html", context)


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
