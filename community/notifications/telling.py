"""The one door: who wants to tell a member something calls `notify`."""

import datetime as dt
from collections.abc import Mapping

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from community.enums import Frequency
from community.models import Group, Member, Notification
from community.notifications.catalogue import NotificationKind, get_kind
from community.notifications.choices import find_choices
from community.notifications.mails import mail_at_once
from community.notifications.muting import has_muted, is_muted

Value = str | int


class WrongPayloadError(ValueError):
    """The values are not those that the sentence of the kind needs."""


@transaction.atomic
def notify(
    *,
    recipient: Member,
    kind: str,
    event_key: str,
    now: dt.datetime,
    thing: models.Model | None = None,
    actor: Member | None = None,
    group_key: str = "",
    payload: Mapping[str, Value] | None = None,
    words: str = "",
    group: Group | None = None,
) -> Notification | None:
    """Tell a member something, once for each event, in the transaction of its cause.

    Called again for the same event it changes nothing (R12.1). ``thing`` is what reading
    clears; events with the same ``group_key`` are one line. A mail leaves at once or with
    the next letter, as the person has chosen. Returns the row, or None where the person
    wants to hear of this kind neither here nor by mail, or has muted ``group`` (CO32) or
    ``actor`` (P17).

    Raises:
        UnknownKindError: no app has declared the kind.
        WrongPayloadError: ``payload`` holds other values than the kind names.
    """
    declared = get_kind(kind)
    values = dict(payload or {})
    if values.keys() != declared.fields:
        raise WrongPayloadError(f"{kind} needs {sorted(declared.fields)}")
    if group is not None and is_muted(recipient, group):
        return None
    if has_muted(recipient, actor):
        return None
    choices = find_choices(recipient, now)
    mail, is_listed = choices.get_mail(declared), choices.is_listed(declared)
    if mail == Frequency.NEVER and not is_listed:
        return None
    row, is_new = Notification.objects.get_or_create(
        recipient=recipient,
        kind=kind,
        event_key=event_key,
        defaults={
            "actor": actor,
            "content_type": ContentType.objects.get_for_model(thing) if thing else None,
            "object_id": thing.pk if thing else None,
            "group_key": group_key or event_key,
            "payload": values,
            "words": words,
            "is_listed": is_listed,
            "mail": mail,
            "created_at": now,
        },
    )
    if is_new and mail == Frequency.AT_ONCE:
        _mail(row, declared, now)
    return row


def withdraw(*, kind: str, thing: models.Model) -> int:
    """Take back what nobody has read yet, in the centre and in mails still to leave.

    Returns how many people are not told any more.
    """
    rows = Notification.objects.about(thing).unread().filter(kind=kind)
    count, _by_model = rows.delete()
    return count


def _mail(row: Notification, kind: NotificationKind, now: dt.datetime) -> None:
    user = row.recipient.user
    if not user.email or not user.is_active:
        return
    mail_at_once(notification=row, kind=kind, now=now)
    row.mailed_at = now
    row.save(update_fields=["mailed_at"])
