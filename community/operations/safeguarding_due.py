"""What time does to cases of child protection: passed on, forgotten (ME39, ME40, P49)."""

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from cms.models import OutboxMail, StateChange
from community.conf import get_days, get_setting
from community.enums import SafeguardingState
from community.models import SafeguardingCase, SafeguardingRead
from community.notifications.safeguarding import KIND
from community.operations.safeguarding import ask_officers


def pass_on_unseen_cases(now: dt.datetime) -> int:
    """Ask deputies and the portal's officers about what nobody has looked at, once each."""
    overdue = SafeguardingCase.objects.overdue(
        normal=now - dt.timedelta(hours=get_setting("SAFEGUARDING_HOURS")),
        critical=now - dt.timedelta(hours=get_setting("SAFEGUARDING_CRITICAL_HOURS")),
    )
    return sum(_pass_on(case, now) for case in overdue.order_by("pk"))


def forget_safeguarding_cases(now: dt.datetime) -> int:
    """Delete closed cases on their day, with entries, people, evidence and mails (ME40)."""
    over = SafeguardingCase.objects.filter(
        state=SafeguardingState.CLOSED, delete_on__lte=timezone.localdate(now)
    )
    keys = list(over.order_by("pk").values_list("pk", flat=True))
    return sum(_forget(key, now) for key in keys)


def forget_safeguarding_reads(now: dt.datetime) -> int:
    """Delete lines of the log a year after what was read is gone (P49)."""
    old = SafeguardingRead.objects.filter(delete_on__lte=timezone.localdate(now))
    return old.delete()[0]


@transaction.atomic
def _pass_on(case: SafeguardingCase, now: dt.datetime) -> bool:
    rows = SafeguardingCase.objects.filter(
        pk=case.pk, escalated_at__isnull=True, state=SafeguardingState.RECEIVED
    )
    if not rows.update(escalated_at=now):
        return False
    case.escalated_at = now
    ask_officers(case=case, event="passed_on", now=now)
    return True


@transaction.atomic
def _forget(key: int, now: dt.datetime) -> bool:
    rows = SafeguardingCase.objects.select_for_update(of=("self",))
    case = rows.filter(pk=key, state=SafeguardingState.CLOSED).first()
    if case is None:
        return False
    StateChange.objects.filter(
        content_type=ContentType.objects.get_for_model(SafeguardingCase), object_id=key
    ).delete()
    OutboxMail.objects.filter(
        kind=KIND, event_key__startswith=f"{KIND}:{key}:"
    ).delete()
    SafeguardingRead.objects.filter(what=case.number).update(
        delete_on=timezone.localdate(now) + get_days("SAFEGUARDING_LOG_DAYS")
    )
    case.delete()
    return True
