"""Asked right before a mail of the centre leaves: still wanted, still true, not at night (R6.4)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from cms.models import OutboxMail
from cms.outbox import MailGate, mail_gates
from community.consent import find_standing
from community.enums import Frequency
from community.models import Notification
from community.notifications.catalogue import get_kind, list_kind_names
from community.notifications.choices import find_choices
from community.notifications.mails import KIND


def is_wanted(mail: OutboxMail) -> bool | dt.timedelta:
    """Answer the outbox: send it, drop it, or how long it waits for the morning."""
    if mail.kind != KIND:
        return True
    now = timezone.now()
    rows = list_live(mail.context["notifications"], now)
    if not rows:
        return False
    if any(get_kind(row.kind).is_urgent for row in rows):
        return True
    choices = find_choices(rows[0].recipient, now)
    return choices.quiet_hours.get_wait(now) or True


def list_live(keys: Any, now: dt.datetime) -> list[Notification]:
    """Return what of these is still to be told by mail, newest first.

    Left out is what was read, withdrawn or muted since, and everything of somebody who
    takes no part at the moment, except what concerns the account itself.
    """
    rows = list(
        Notification.objects.filter(pk__in=keys)
        .unread()
        .unmuted()
        .of_kinds(list_kind_names())
        .exclude(mail=Frequency.NEVER)
        .select_related("recipient__user", "actor")
        .order_by("-pk")
    )
    if not rows or not rows[0].recipient.user.is_active:
        return []
    takes_part = find_standing(rows[0].recipient, now).takes_part
    rows = [row for row in rows if takes_part or get_kind(row.kind).is_service]
    false = find_false(rows)
    return [row for row in rows if row.pk not in false]


def find_false(rows: Sequence[Notification]) -> set[int]:
    """Return the keys of those that do not hold any more, as their kinds say."""
    false: set[int] = set()
    for name in {row.kind for row in rows}:
        find_true = get_kind(name).find_true
        if find_true is not None:
            asked = [row for row in rows if row.kind == name]
            false |= {row.pk for row in asked}.difference(find_true(asked))
    return false


def register_gate() -> None:
    """Let the outbox ask; called once, when the apps are ready."""
    mail_gates.register(MailGate(name="community.notifications", wants=is_wanted))
