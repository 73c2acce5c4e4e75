"""Notices, the cases that they join, decisions and appeals (CO49–CO51, P7, P8)."""

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.links import make_link, revoke_links, use_up_links
from cms.models import LinkToken
from cms.page_cache import bump_site_version
from cms.permissions.roles import find_coordinators
from cms.transitions import WrongStateError, apply_transition
from community.conf import get_days
from community.enums import (
    Basis,
    CaseState,
    DecisionStage,
    NoticeReason,
    Outcome,
)
from community.models import (
    CaseDecision,
    CaseFigure,
    Member,
    ModerationCase,
    Notice,
    Statement,
)
from community.models.moderation import ON_PEOPLE, UNDECIDED
from community.notifications.moderation import (
    send_statement,
    tell_about_lifting,
    tell_deciders,
    tell_reporter,
)
from community.operations.sanctions import impose_sanction, lift_sanction
from community.permissions.moderation import find_deciders
from community.queries.moderation import (
    list_statement_lines,
    make_address_key,
    make_person_key,
)
from community.reportables import Reportable, Snapshot, reportables
from community.transitions import (
    APPEAL_CASE,
    CLOSE_CASE,
    DECIDE_APPEAL,
    DECIDE_CASE,
    REVIEW_CASE,
)

PROGRESS_PURPOSE = "moderation-progress"
APPEAL_PURPOSE = "moderation-appeal"
OBJECTION_PURPOSE = "moderation-objection"
NUMBER_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
NUMBER_LENGTH = 8
TRIES = 3
HOUR = dt.timedelta(hours=1)


class TooLateError(Exception):
    """Nobody can object any more: it was done, or its time is over."""


class BusyItemError(Exception):
    """The item's case was decided while a notice about it was written, again and again."""


@dataclass(frozen=True, kw_only=True)
class NoticeDetails:
    """What the form says; ``key`` stands for who gives neither account nor address."""

    reason: NoticeReason
    place: str
    words: str
    name: str
    email: str
    key: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What somebody decides; ``ends_at`` for what holds for a time."""

    outcome: Outcome
    basis: Basis | None = None
    provision: str = ""
    facts: str = ""
    ends_at: dt.datetime | None = None


@transaction.atomic
def report_item(
    *,
    kind: Reportable,
    row: Any,
    details: NoticeDetails,
    reporter: Member | None,
    language: str,
    now: dt.datetime,
) -> LinkToken:
    """Write a notice down, once a person and open case; return the link to its progress.

    Where a child is at risk the item goes out of sight in the same transaction.

    Raises:
        BusyItemError: the case of the item ended each time before the notice could join.
    """
    case, is_new = join_case(kind, row, now)
    notice, is_first = Notice.objects.get_or_create(
        case=case,
        reporter_key=_make_reporter_key(details, reporter),
        defaults={
            "reporter": reporter,
            "reason": details.reason,
            "place": details.place,
            "words": details.words,
            "name": details.name,
            "email": details.email,
            "language": language,
            "made_at": now,
        },
    )
    if details.reason == NoticeReason.CHILD and not case.is_urgent:
        case.is_urgent = True
        case.save(update_fields=["is_urgent"])
        _hide_at_once(case, kind, row, now)
    if is_new:
        ask_deciders(case, "case", now)
    link = make_link(purpose=PROGRESS_PURPOSE, thing=notice, now=now)
    if is_first:
        tell_reporter(notice=notice, event="receipt", link=link)
    return link


@transaction.atomic
def ask_for_check(
    *, kind: Reportable, row: Any, hidden: list[Any], now: dt.datetime
) -> ModerationCase:
    """Put an item before the moderators without a notice, because a rule found something.

    ``hidden`` is what brings it back, where it is out of sight already. An open case of
    the item is joined, and nobody is asked twice.

    Raises:
        BusyItemError: the case of the item ended each time before this could join.
    """
    case, is_new = join_case(kind, row, now)
    if hidden and not case.hidden:
        case.hidden = hidden
        case.save(update_fields=["hidden"])
    if is_new:
        ask_deciders(case, "case", now)
    return case


@transaction.atomic
def review_case(*, case: ModerationCase, actor: Any, now: dt.datetime) -> None:
    """Say that somebody looks into it.

    Raises:
        WrongStateError: somebody was quicker.
    """
    apply_transition(row=case, transition=REVIEW_CASE, actor=actor, now=now)


@transaction.atomic
def decide_case(
    *, case: ModerationCase, verdict: Verdict, actor: Any, now: dt.datetime
) -> CaseDecision:
    """Decide, with effect at once, and tell everybody whom it concerns.

    A restriction hides the item too, where it can be hidden; with a label it stays to be
    seen; without either it comes back and the case is closed.

    Raises:
        WrongStateError: somebody was quicker.
    """
    row = lock_case(case)
    apply_transition(
        row=row, transition=DECIDE_CASE, actor=actor, reason=verdict.outcome, now=now
    )
    decision = _write_decision(row, DecisionStage.FIRST, verdict, actor, now)
    _note_figure(row, decision, now)
    objection = None
    if decision.is_restricting:
        if row.objects_to_id is not None:
            CaseFigure.objects.filter(case=row.objects_to_id).update(is_reversed=True)
        if decision.outcome == Outcome.LABEL:
            _restore(row, actor)
            bump_site_version()
        else:
            _hide(row, actor)
        if decision.outcome in ON_PEOPLE:
            impose_sanction(decision=decision, actor=actor, now=now)
        _state_reasons(decision, now, until=now + get_days("APPEAL_DAYS"))
    else:
        _give_back(row, decision, actor)
        _close(row, actor, now)
        objection = now + get_days("APPEAL_DAYS")
    _tell_reporters(row, "result", now, objection=objection)
    return decision


@transaction.atomic
def appeal_decision(*, statement: Statement, words: str, now: dt.datetime) -> None:
    """Object to a decision; somebody else decides again (P8).

    Raises:
        TooLateError: it was done before, or the time for it is over.
    """
    case = lock_case(statement.decision.case)
    found = Statement.objects.get(pk=statement.pk)
    if case.state != CaseState.DECIDED or not found.can_be_appealed_at(now):
        raise TooLateError
    found.appeal, found.appealed_at = words, now
    found.save(update_fields=["appeal", "appealed_at"])
    use_up_links(purpose=APPEAL_PURPOSE, thing=found, now=now)
    actor = statement.decision.member.user if statement.decision.member else None
    apply_transition(row=case, transition=APPEAL_CASE, actor=actor, now=now)
    case.waiting_since, case.escalated_at = now, None
    case.save(update_fields=["waiting_since", "escalated_at"])
    ask_deciders(case, "appeal", now)


@transaction.atomic
def decide_appeal(
    *, case: ModerationCase, verdict: Verdict, actor: Any, now: dt.datetime
) -> CaseDecision:
    """Keep what was decided or take it back, and close the case.

    Raises:
        WrongStateError: somebody was quicker.
    """
    row = lock_case(case)
    row.closed_at = now
    row.save(update_fields=["closed_at"])
    apply_transition(
        row=row, transition=DECIDE_APPEAL, actor=actor, reason=verdict.outcome, now=now
    )
    first = CaseDecision.objects.get(case=row, stage=DecisionStage.FIRST)
    if verdict.outcome == Outcome.NOTHING:
        decision = _write_decision(row, DecisionStage.APPEAL, verdict, actor, now)
        CaseFigure.objects.filter(case=row).update(is_reversed=True)
        if first.outcome in ON_PEOPLE:
            lift_sanction(decision=first, actor=actor, now=now)
        elif first.outcome == Outcome.LABEL:
            CaseDecision.objects.filter(pk=first.pk).update(lifted_at=now)
            bump_site_version()
        _give_back(row, decision, actor)
    else:
        kept = Verdict(
            outcome=Outcome(first.outcome),
            basis=Basis(first.basis),
            provision=first.provision,
            facts=verdict.facts,
            ends_at=first.ends_at,
        )
        decision = _write_decision(row, DecisionStage.APPEAL, kept, actor, now)
        # The first decision goes on; this one only says so.
        CaseDecision.objects.filter(pk=decision.pk).update(lifted_at=now)
        _state_reasons(decision, now, until=None)
    _tell_reporters(row, "result", now)
    return decision


def join_case(
    kind: Reportable,
    row: Any,
    now: dt.datetime,
    *,
    before: ModerationCase | None = None,
) -> tuple[ModerationCase, bool]:
    """Return the item's undecided case, locked, and whether it is new.

    ``before``: the case that somebody objects to.
    """
    content_type = ContentType.objects.get_for_model(row)
    for _try in range(TRIES):
        case, is_new = ModerationCase.objects.get_or_create(
            content_type=content_type,
            object_id=row.pk,
            state__in=UNDECIDED,
            defaults=_describe(kind, row, now, before),
        )
        locked = lock_case(case)
        if locked.state in UNDECIDED:
            if before is not None and locked.objects_to_id is None:
                locked.objects_to = before
                locked.save(update_fields=["objects_to"])
            return locked, is_new
    raise BusyItemError


def _describe(
    kind: Reportable, row: Any, now: dt.datetime, before: ModerationCase | None
) -> dict[str, Any]:
    """Return what a new case holds; of what nobody sees any more, what was kept before."""
    seen = kind.take_snapshot(row)
    public_title, author = kind.get_public_title(row), kind.get_author(row)
    if before is not None and not public_title:
        seen = Snapshot(title=before.title, text=before.text, url=before.url)
        public_title, author = before.public_title, before.author
    return {
        "number": "".join(secrets.choice(NUMBER_SIGNS) for _ in range(NUMBER_LENGTH)),
        "kind": kind.name,
        "state": CaseState.RECEIVED,
        "network": kind.get_network(row),
        "author": author,
        "public_title": public_title[:300],
        "title": seen.title[:300],
        "text": seen.text,
        "url": seen.url[:500],
        "received_at": now,
        "waiting_since": now,
    }


def _make_reporter_key(details: NoticeDetails, reporter: Member | None) -> str:
    if reporter is not None:
        return make_person_key(f"member:{reporter.pk}")
    if details.email:
        return make_address_key(details.email)
    return make_person_key(f"form:{details.key}")


def _hide_at_once(
    case: ModerationCase, kind: Reportable, row: Any, now: dt.datetime
) -> None:
    if kind.hide is None:
        return
    case.hidden, case.is_held = kind.hide(row, None), True
    case.save(update_fields=["hidden", "is_held"])
    if not case.hidden:
        return
    verdict = Verdict(
        outcome=Outcome.HIDE, basis=Basis.CHILD, facts=str(NoticeReason.CHILD.label)
    )
    decision = _write_decision(case, DecisionStage.INTERIM, verdict, None, now)
    _state_reasons(decision, now, until=None)


def _hide(case: ModerationCase, actor: Any) -> None:
    kind = reportables.get(case.kind)
    if case.is_held or kind is None or kind.hide is None or case.thing is None:
        return
    # What waits for a check is out of sight already, and goes on to be hidden.
    more = [part for part in kind.hide(case.thing, actor) if part not in case.hidden]
    case.hidden, case.is_held = [*case.hidden, *more], True
    case.save(update_fields=["hidden", "is_held"])


def _give_back(case: ModerationCase, decision: CaseDecision, actor: Any) -> None:
    """Bring the item back and say so, where anything was restricted before."""
    _restore(case, actor)
    restricted = CaseDecision.objects.restricting().filter(case=case)
    if restricted.exists():
        tell_about_lifting(
            decision=decision,
            addresses=_list_addresses(case, decision.decided_at),
            language=_get_language(case),
        )


def _restore(case: ModerationCase, actor: Any) -> None:
    kind = reportables.get(case.kind)
    if case.hidden and kind is not None and kind.restore is not None:
        kind.restore(case.hidden, actor)
    case.hidden, case.is_held = [], False
    case.save(update_fields=["hidden", "is_held"])


def _write_decision(
    case: ModerationCase,
    stage: DecisionStage,
    verdict: Verdict,
    actor: Any,
    now: dt.datetime,
) -> CaseDecision:
    try:
        with transaction.atomic():
            return CaseDecision.objects.create(
                case=case,
                stage=stage,
                outcome=verdict.outcome,
                member=case.author,
                basis=verdict.basis or "",
                provision=verdict.provision,
                facts=verdict.facts,
                is_automated=stage == DecisionStage.INTERIM,
                decided_by=actor,
                decided_at=now,
                ends_at=verdict.ends_at,
            )
    except IntegrityError as error:
        raise WrongStateError(f"{case}: decided before") from error


def _state_reasons(
    decision: CaseDecision, now: dt.datetime, *, until: dt.datetime | None
) -> None:
    """Store and send the statement of reasons; without ``until`` it cannot be appealed."""
    case = decision.case
    statement = Statement.objects.create(
        decision=decision,
        language=_get_language(case),
        made_at=now,
        appeal_until=until,
    )
    link = None
    if until is not None:
        link = make_link(
            purpose=APPEAL_PURPOSE, thing=statement, now=now, lifetime=until - now
        )
    send_statement(
        statement=statement,
        addresses=_list_addresses(case, now),
        lines=list_statement_lines(statement),
        link=link,
    )


def _list_addresses(case: ModerationCase, now: dt.datetime) -> list[str]:
    """Return whom a decision concerns; a network answers for pages of nobody's."""
    if case.author is not None:
        return [case.author.user.email] if case.author.user.email else []
    people = find_coordinators(case.network, timezone.localdate(now))
    return [person.email for person in people if person.email]


def _get_language(case: ModerationCase) -> str:
    return case.author.language if case.author else settings.LANGUAGE_CODE


def _note_figure(
    case: ModerationCase, decision: CaseDecision, now: dt.datetime
) -> None:
    first = case.notices.order_by("made_at", "pk").first()
    CaseFigure.objects.create(
        case=case,
        year=timezone.localdate(now).year,
        reason=first.reason if first else NoticeReason.OTHER,
        outcome=decision.outcome,
        hours=max(0, round((now - case.received_at) / HOUR)),
    )


def _close(case: ModerationCase, actor: Any, now: dt.datetime) -> None:
    case.closed_at = now
    case.save(update_fields=["closed_at"])
    apply_transition(row=case, transition=CLOSE_CASE, actor=actor, now=now)


def close_case(*, case: ModerationCase, now: dt.datetime) -> None:
    """Close a decided case to which nobody objected in time.

    Raises:
        WrongStateError: somebody objected at the last moment.
    """
    with transaction.atomic():
        row = lock_case(case)
        _close(row, None, now)
        for statement in Statement.objects.filter(decision__case=row):
            revoke_links(purpose=APPEAL_PURPOSE, thing=statement, now=now)


def pass_on(*, case: ModerationCase, now: dt.datetime) -> bool:
    """Ask the substitutes and the portal's moderators, once; False where it was done."""
    with transaction.atomic():
        first = ModerationCase.objects.filter(pk=case.pk, escalated_at__isnull=True)
        if not first.update(escalated_at=now):
            return False
        row = ModerationCase.objects.select_related("network").get(pk=case.pk)
        people = find_deciders(row, timezone.localdate(now))
        tell_deciders(case=row, people=people, event="passed_on")
        return True


def ask_deciders(case: ModerationCase, event: str, now: dt.datetime) -> None:
    """Tell who decides; where the network has nobody for it, the case is passed on."""
    people = find_deciders(case, timezone.localdate(now))
    if not people:
        pass_on(case=case, now=now)
        return
    tell_deciders(case=case, people=people, event=event)


def _tell_reporters(
    case: ModerationCase,
    event: str,
    now: dt.datetime,
    *,
    objection: dt.datetime | None = None,
) -> None:
    """Tell the result; until ``objection`` each may ask for another look, once."""
    stage = case.state
    for notice in case.notices.order_by("pk"):
        other = None
        if objection is not None and notice.appealed_at is None:
            other = make_link(
                purpose=OBJECTION_PURPOSE,
                thing=notice,
                now=now,
                lifetime=objection - now,
            )
        if not notice.email:
            continue
        link = make_link(purpose=PROGRESS_PURPOSE, thing=notice, now=now)
        tell_reporter(
            notice=notice,
            event=f"{event}_{stage}",
            link=link,
            objection=other,
            until=objection if other else None,
        )


def lock_case(case: ModerationCase) -> ModerationCase:
    """Return the case as it is now, locked until the transaction ends."""
    return (
        ModerationCase.objects.select_for_update(of=("self",))
        .select_related("network", "author__user")
        .get(pk=case.pk)
    )
