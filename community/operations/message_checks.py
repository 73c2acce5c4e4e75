"""Staff and messages: looking in, openly; deciding on what is held; what time does (CO34, CO35)."""

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from cms.models import StateChange
from cms.transitions import apply_transition
from community.conf import get_days, get_setting
from community.contact_data import leave_out_contact_data
from community.contact_reasons import contact_freezes
from community.enums import MessageState
from community.models import Member, Message, Thread, ThreadAccess
from community.notifications.messages import tell_checked, tell_held
from community.operations.messages import deliver
from community.permissions.message_checks import find_checkers
from community.permissions.messages import ask_gate
from community.safeguarding import get_held_keys
from community.transitions import (
    REDACT_MESSAGE,
    RELEASE_MESSAGE,
    REMOVE_MESSAGE,
    RESTORE_MESSAGE,
    RESTORE_REDACTED,
    RETURN_MESSAGE,
)

BATCH = 200


class NoReasonError(Exception):
    """Nobody looks into other people's messages without saying why."""


@transaction.atomic(durable=True)
def note_look(
    *,
    thread: Thread,
    reader: Any,
    reason: str,
    now: dt.datetime,
    message: Message | None = None,
) -> ThreadAccess:
    """Write down that somebody of the staff looks, and why, before any text is shown (P16).

    Durable: when this returns, the entry stands, whatever becomes of the answer.

    Raises:
        NoReasonError: no reason was given.
    """
    if not reason.strip():
        raise NoReasonError
    return ThreadAccess.objects.create(
        thread=thread, message=message, reader=reader, reason=reason, seen_at=now
    )


@transaction.atomic
def release_message(*, message: Message, actor: Any, now: dt.datetime) -> None:
    """Deliver a held message as it is.

    Raises:
        WrongStateError: somebody was quicker.
    """
    row = _lock(message)
    _show(row, now)
    apply_transition(row=row, transition=RELEASE_MESSAGE, actor=actor, now=now)
    _finish(row, now)


@transaction.atomic
def redact_message(*, message: Message, actor: Any, now: dt.datetime) -> None:
    """Deliver a held message without the contact data; they are nowhere afterwards.

    Raises:
        WrongStateError: somebody was quicker.
    """
    row = _lock(message)
    _show(row, now)
    apply_transition(row=row, transition=REDACT_MESSAGE, actor=actor, now=now)
    row.text = leave_out_contact_data(row.text)
    row.save(update_fields=["text"])
    _finish(row, now)


@transaction.atomic
def return_message(
    *, message: Message, reason: str, actor: Any, now: dt.datetime
) -> None:
    """Give a held message back to its author, with a reason; nobody else ever sees it.

    Raises:
        NoReasonError: no reason was given.
        WrongStateError: somebody was quicker.
    """
    if not reason.strip():
        raise NoReasonError
    row = _lock(message)
    apply_transition(row=row, transition=RETURN_MESSAGE, actor=actor, now=now)
    row.reason = reason
    row.save(update_fields=["reason"])
    tell_checked(message=row, now=now)


def remove_message(message: Message, actor: Any) -> list[Any]:
    """Take a reported message out of sight; return what `restore_message` needs."""
    if not message.has_text_for_others:
        return []
    before = message.state
    apply_transition(
        row=message, transition=REMOVE_MESSAGE, actor=actor, now=timezone.now()
    )
    return [[message.pk, before]]


def restore_message(hidden: list[Any], actor: Any) -> None:
    """Show again what was removed."""
    for key, before in hidden:
        message = Message.objects.filter(pk=key, state=MessageState.REMOVED).first()
        is_whole = before == MessageState.DELIVERED
        move = RESTORE_MESSAGE if is_whole else RESTORE_REDACTED
        if message is not None:
            apply_transition(
                row=message, transition=move, actor=actor, now=timezone.now()
            )


def pass_on_held_messages(now: dt.datetime) -> int:
    """Ask the portal about what nobody has decided in a day, once each (CO35)."""
    hours = dt.timedelta(hours=get_setting("HELD_MESSAGE_HOURS"))
    due = Message.objects.held().filter(
        sent_at__lte=now - hours, escalated_at__isnull=True
    )
    return sum(_pass_on(key, now) for key in due.values_list("pk", flat=True))


def note_resting_threads(now: dt.datetime) -> int:
    """Note since when nobody can write in a supervised thread, or that somebody can again."""
    changed = 0
    for thread in Thread.objects.filter(is_supervised=True).iterator(BATCH):
        is_resting = not _is_in_use(thread, now)
        if is_resting != (thread.rests_since is not None):
            thread.rests_since = now if is_resting else None
            thread.save(update_fields=["rests_since"])
            changed += 1
    return changed


def forget_threads(now: dt.datetime) -> int:
    """Delete supervised threads a year after nobody could write any more, and empty ones (P46).

    Where two are frozen, or a case holds a message as evidence, it stays until the case is
    closed.
    """
    old = Thread.objects.filter(is_supervised=True).resting_since(
        now - get_days("SUPERVISED_THREAD_DAYS")
    )
    empty = Thread.objects.filter(memberships__isnull=True)
    kept = {thread.pk for thread in old if _is_frozen(thread, now)}
    held = Message.objects.filter(pk__in=get_held_keys(Message))
    kept |= set(held.values_list("thread_id", flat=True))
    keys = {*old.values_list("pk", flat=True), *empty.values_list("pk", flat=True)}
    return sum(_forget_thread(key) for key in sorted(keys - kept))


def _lock(message: Message) -> Message:
    rows = Message.objects.select_for_update(of=("self",))
    return rows.select_related("thread__network", "author__user").get(pk=message.pk)


def _show(message: Message, now: dt.datetime) -> None:
    if message.shown_at is None:
        message.shown_at = now
        message.save(update_fields=["shown_at"])


def _finish(message: Message, now: dt.datetime) -> None:
    deliver(message, now)
    tell_checked(message=message, now=now)


@transaction.atomic
def _pass_on(key: int, now: dt.datetime) -> int:
    rows = Message.objects.held().filter(pk=key, escalated_at__isnull=True)
    if not rows.update(escalated_at=now):
        return 0
    message = Message.objects.select_related("thread__network").get(pk=key)
    people = find_checkers(message, timezone.localdate(now))
    tell_held(message=message, people=people, now=now)
    return 1


def _is_in_use(thread: Thread, now: dt.datetime) -> bool:
    people = Member.objects.filter(thread_memberships__thread=thread)
    return any(ask_gate(member, thread, now).can_write for member in people)


def _is_frozen(thread: Thread, now: dt.datetime) -> bool:
    people = list(Member.objects.filter(thread_memberships__thread=thread))
    keys = {member.pk for member in people}
    return any(
        keys & set(freeze.list_frozen(member, now))
        for freeze in contact_freezes.entries()
        for member in people
    )


@transaction.atomic
def _forget_thread(key: int) -> int:
    messages = Message.objects.filter(thread=key).values_list("pk", flat=True)
    StateChange.objects.filter(
        content_type=ContentType.objects.get_for_model(Message),
        object_id__in=list(messages),
    ).update(actor=None, reason="")
    Thread.objects.filter(pk=key).delete()
    return 1
