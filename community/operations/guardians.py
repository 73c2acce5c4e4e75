"""Asking a guardian, the answers, and taking a yes back (P2, P34, CO61)."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.links import make_link, revoke_links, use_up_links
from cms.outbox import normalise_address
from cms.transitions import apply_transition
from community.conf import get_days
from community.consent import TEXT_VERSION
from community.enums import AccountState, ConsentScope, GuardianAnswer
from community.models import CaseDecision, Consent, Guardian, Member
from community.models.consent import GuardianQuerySet
from community.notifications.guardians import (
    tell_child_given,
    tell_child_refused,
    tell_guardian,
)
from community.operations.accounts import GRACE, close_account, reopen_account
from community.operations.sanctions import SHUTTING
from community.queries.addresses import list_own_addresses
from community.transitions import (
    AGREE,
    AGREE_AFTER_ALL,
    REFUSE,
    SEND_BACK,
    WITHDRAW,
)

ASK_PURPOSE = "guardian-consent"
PAGE_PURPOSE = "guardian-page"
REOPEN_PURPOSE = "guardian-reopen"
PAGE_LIFETIME = dt.timedelta(days=16 * 366)
"""Until the child is 16 at the latest; `is_allowed` ends the link before (P31)."""

ASKS_A_CHILD = 3
ENDINGS = {GuardianAnswer.NO: REFUSE, GuardianAnswer.STRANGER: SEND_BACK}


class OwnAddressError(Exception):
    """The address is that of the child (P2)."""


class AskedTooOftenError(Exception):
    """So many addresses were tried that somebody has to help."""


class AnsweredAlreadyError(Exception):
    """The guardian has answered; a new question needs a new account."""


@transaction.atomic
def ask_guardian(*, member: Member, email: str, now: dt.datetime) -> Guardian:
    """Send the guardian the link that answers; one sent before stops working.

    Raises:
        OwnAddressError: the address is the child's own.
        AnsweredAlreadyError: there is an answer.
        AskedTooOftenError: this would be one link too many.
    """
    Member.objects.select_for_update().get(pk=member.pk)
    address = normalise_address(email)
    if address in list_own_addresses(member.user):
        raise OwnAddressError
    guardian = Guardian.objects.filter(member=member).first()
    if guardian is None:
        guardian = Guardian(member=member)
    elif guardian.answer != GuardianAnswer.WAITING:
        raise AnsweredAlreadyError
    elif guardian.asked_count >= ASKS_A_CHILD:
        raise AskedTooOftenError
    guardian.email, guardian.asked_at = address, now
    guardian.asked_count += 1
    guardian.save()
    _send_question(guardian, "ask", now)
    return guardian


@transaction.atomic
def answer_as_guardian(
    *,
    guardian: Guardian,
    answer: GuardianAnswer,
    scopes: Iterable[ConsentScope],
    now: dt.datetime,
) -> None:
    """Open the account for these scopes, or close it in the same request (P34).

    Raises:
        WrongStateError: there is an answer.
    """
    row = _lock(guardian)
    row.answered_at = now
    row.save(update_fields=["answered_at"])
    use_up_links(purpose=ASK_PURPOSE, thing=row, now=now)
    if answer == GuardianAnswer.YES:
        apply_transition(row=row, transition=AGREE, actor=None, now=now)
        _open(row, {ConsentScope.ACCOUNT, *scopes}, now)
        return
    apply_transition(row=row, transition=ENDINGS[answer], actor=None, now=now)
    _close(row, now)


@transaction.atomic
def change_as_guardian(
    *, guardian: Guardian, scopes: Iterable[ConsentScope], now: dt.datetime
) -> None:
    """Give and withdraw single scopes; without that of the account it is closed (P3).

    Closed it is erased when the grace is over (P10, CO66); a mail to the guardian has the
    link that takes it back until then, and the child is told.

    Raises:
        WrongStateError: there was no yes before, or it was withdrawn.
    """
    row = _lock(guardian)
    wanted = set(scopes)
    if ConsentScope.ACCOUNT in wanted:
        _set_scopes(row, wanted, now)
        return
    apply_transition(row=row, transition=WITHDRAW, actor=None, now=now)
    _set_scopes(row, set(), now)
    _close(row, now)
    link = make_link(
        purpose=REOPEN_PURPOSE, thing=row, now=now, lifetime=get_days(GRACE)
    )
    tell_guardian(guardian=row, event="closed", link=link, now=now)


@transaction.atomic
def reopen_as_guardian(*, guardian: Guardian, now: dt.datetime) -> None:
    """Take the closing back within the grace; only the account is allowed again (CO66).

    A decision of moderation goes on, and so does a login that it has shut.

    Raises:
        GraceOverError: its time is over.
        WrongStateError: the account is not closed, or nobody has said no.
    """
    row = _lock(guardian)
    member = row.member
    reopen_account(member=member, actor=None, now=now)
    apply_transition(row=row, transition=AGREE_AFTER_ALL, actor=None, now=now)
    holding = CaseDecision.objects.holding(member, now)
    if not holding.filter(outcome__in=SHUTTING).exists():
        member.user.is_active = True
        member.user.save(update_fields=["is_active"])
    _open(row, {ConsentScope.ACCOUNT}, now)


def remind_guardians(now: dt.datetime) -> int:
    """Ask once more whom nobody has heard of for a week; the link stays the same kind."""
    silent = _list_silent(now, "GUARDIAN_REMINDER_DAYS").filter(reminded_at=None)
    return sum(_remind(key, now) for key in silent.values_list("pk", flat=True))


def close_unanswered(now: dt.datetime) -> int:
    """Close accounts of children to whom nobody said yes within the time of the link (P41)."""
    rows = _list_silent(now, "GUARDIAN_LINK_DAYS").select_related("member")
    for guardian in rows:
        close_account(member=guardian.member, actor=None, reason="no consent", now=now)
    return len(rows)


def _list_silent(now: dt.datetime, period: str) -> GuardianQuerySet:
    # From 16 on nobody needs to be asked: whoever came of that age meanwhile is left alone.
    children = Member.objects.under_consent_age_on(timezone.localdate(now))
    return Guardian.objects.silent_since(now - get_days(period)).filter(
        member__in=children.filter(state=AccountState.ACTIVE)
    )


@transaction.atomic
def _remind(key: int, now: dt.datetime) -> bool:
    first = Guardian.objects.filter(
        Q(pk=key, answer=GuardianAnswer.WAITING), reminded_at__isnull=True
    )
    if not first.update(reminded_at=now):
        return False
    guardian = Guardian.objects.select_related("member__user").get(pk=key)
    _send_question(guardian, "reminder", now)
    return True


def _send_question(guardian: Guardian, event: str, now: dt.datetime) -> None:
    revoke_links(purpose=ASK_PURPOSE, thing=guardian, now=now)
    end = guardian.asked_at + get_days("GUARDIAN_LINK_DAYS")
    link = make_link(purpose=ASK_PURPOSE, thing=guardian, now=now, lifetime=end - now)
    tell_guardian(guardian=guardian, event=event, link=link, now=now)


def _set_scopes(
    guardian: Guardian, wanted: set[ConsentScope], now: dt.datetime
) -> None:
    given = Consent.objects.in_force().filter(member=guardian.member, by_guardian=True)
    held = set(given.values_list("scope", flat=True))
    given.exclude(scope__in=wanted).update(withdrawn_at=now)
    Consent.objects.bulk_create(
        Consent(
            member=guardian.member,
            scope=scope,
            by_guardian=True,
            text_version=TEXT_VERSION,
            given_at=now,
        )
        for scope in sorted(wanted - held)
    )


def _open(guardian: Guardian, scopes: set[ConsentScope], now: dt.datetime) -> None:
    _set_scopes(guardian, scopes, now)
    page = make_link(
        purpose=PAGE_PURPOSE, thing=guardian, now=now, lifetime=PAGE_LIFETIME
    )
    tell_guardian(guardian=guardian, event="page", link=page, now=now)
    tell_child_given(member=guardian.member, now=now)


def _close(guardian: Guardian, now: dt.datetime) -> None:
    close_account(member=guardian.member, actor=None, reason=guardian.answer, now=now)
    revoke_links(purpose=PAGE_PURPOSE, thing=guardian, now=now)
    tell_child_refused(member=guardian.member, now=now)


def _lock(guardian: Guardian) -> Guardian:
    return (
        Guardian.objects.select_for_update(of=("self",))
        .select_related("member__user")
        .get(pk=guardian.pk)
    )
