"""What time does to cases: passed on, ended, closed, forgotten (CO50, P48)."""

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from cms.models import LinkToken, StateChange
from cms.transitions import TransitionError
from community.conf import get_days, get_setting
from community.enums import AccountState, CaseState, DecisionStage, Outcome
from community.models import CaseDecision, ModerationCase, Notice, Statement
from community.notifications.moderation import tell_about_lifting
from community.operations.accounts import close_account
from community.operations.moderation import close_case, pass_on
from community.operations.sanctions import lift_sanction
from community.reportables import reportables
from community.safeguarding import get_held_keys


def pass_on_overdue_cases(now: dt.datetime) -> int:
    """Ask others about what nobody has decided within the hours set for it, once each."""
    overdue = ModerationCase.objects.overdue(
        normal=now - dt.timedelta(hours=get_setting("CASE_HOURS")),
        urgent=now - dt.timedelta(hours=get_setting("URGENT_CASE_HOURS")),
    )
    return sum(pass_on(case=case, now=now) for case in overdue.order_by("pk"))


def end_sanctions(now: dt.datetime) -> int:
    """Give accounts back whose time is over, and tell the people."""
    keys = list(CaseDecision.objects.ended_by(now).values_list("pk", flat=True))
    return sum(_end_sanction(key, now) for key in keys)


def close_unappealed_cases(now: dt.datetime) -> int:
    """Close what nobody has objected to; who was shut out for good is erased then."""
    decided = ModerationCase.objects.filter(
        state=CaseState.DECIDED,
        decisions__stage=DecisionStage.FIRST,
        decisions__statement__appeal_until__lte=now,
    )
    return sum(_close_case(case, now) for case in decided.order_by("pk"))


def erase_banned_accounts(now: dt.datetime) -> int:
    """Close accounts that a final decision has shut; only the hash of the address stays."""
    banned = CaseDecision.objects.filter(
        outcome=Outcome.BAN,
        lifted_at__isnull=True,
        case__state=CaseState.CLOSED,
        member__state=AccountState.BLOCKED,
    )
    rows = banned.select_related("member__user").order_by("pk")
    for decision in rows:
        assert decision.member is not None  # noqa: S101 -- joined above
        close_account(member=decision.member, actor=None, reason="banned", now=now)
    return len(rows)


def remove_decided_items(now: dt.datetime) -> int:
    """Delete for good what a final decision removes, each by itself (CO50).

    What cannot go yet, since other pages stand below it, is tried again.
    """
    final = CaseDecision.objects.filter(
        outcome=Outcome.REMOVE,
        stage=DecisionStage.FIRST,
        case__state=CaseState.CLOSED,
        case__is_held=True,
    )
    keys = list(final.order_by("pk").values_list("case", flat=True))
    return sum(_remove_item(key) for key in keys)


def forget_cases(now: dt.datetime) -> int:
    """Delete notices, decisions and statements a year after the case was closed (P48).

    What holds for a time has ended by then: a year is the longest (`forms.moderation`). An
    open case of child protection keeps its evidence (ME40).
    """
    closed = ModerationCase.objects.filter(
        closed_at__lte=now - get_days("CASE_RETENTION_DAYS"), state=CaseState.CLOSED
    ).exclude(pk__in=get_held_keys(ModerationCase))
    keys = list(closed.order_by("pk").values_list("pk", flat=True))
    return sum(_forget_case(key) for key in keys)


@transaction.atomic
def _end_sanction(key: int, now: dt.datetime) -> bool:
    decision = (
        CaseDecision.objects.select_for_update(of=("self",))
        .select_related("case", "member__user")
        .filter(pk=key, lifted_at__isnull=True)
        .first()
    )
    if decision is None:
        return False
    lift_sanction(decision=decision, actor=None, now=now)
    member = decision.member
    if member is not None and member.user.email:
        tell_about_lifting(
            decision=decision, addresses=[member.user.email], language=member.language
        )
    return True


def _close_case(case: ModerationCase, now: dt.datetime) -> bool:
    try:
        close_case(case=case, now=now)
    except TransitionError:
        return False
    return True


@transaction.atomic
def _remove_item(key: int) -> bool:
    case = ModerationCase.objects.select_for_update(of=("self",)).get(pk=key)
    kind, row = reportables.get(case.kind), case.thing
    if not case.is_held or kind is None or kind.remove is None:
        return False
    # Without a row somebody else has deleted it before.
    if row is not None and not kind.remove(row, None):
        return False
    ModerationCase.objects.filter(pk=key).update(hidden=[], is_held=False)
    return True


@transaction.atomic
def _forget_case(key: int) -> bool:
    notices = Notice.objects.filter(case=key)
    statements = Statement.objects.filter(decision__case=key)
    for rows in (notices, statements, ModerationCase.objects.filter(pk=key)):
        found = {
            "content_type": ContentType.objects.get_for_model(rows.model),
            "object_id__in": list(rows.values_list("pk", flat=True)),
        }
        LinkToken.objects.filter(**found).delete()
        StateChange.objects.filter(**found).update(reason="", actor=None)
    deleted, _each = ModerationCase.objects.filter(pk=key).delete()
    return deleted > 0
