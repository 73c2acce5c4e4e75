"""Reading, choosing, muting, and the letter that sums up (CO41–CO43)."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from community.conf import get_days
from community.consent import find_standing
from community.enums import AccountState, Frequency
from community.models import (
    Member,
    Notification,
    NotificationPreference,
    NotificationSettings,
)
from community.models.notification import FOR_A_LETTER, LETTER_FREQUENCIES, MORNING
from community.notifications.catalogue import get_kind, list_kind_names
from community.notifications.mails import mail_letter

BATCH = 200
LINES_A_LETTER = 200
WEEK = dt.timedelta(days=7)


class NothingUnreadError(Exception):
    """There was nothing to be marked as read, or nothing that this would take back."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What somebody wants of one kind."""

    mail: Frequency
    is_listed: bool


def mark_seen(
    *, member: Member, things: Iterable[models.Model], now: dt.datetime
) -> int:
    """Clear what these things have told this person, in every channel (CO42).

    Called where the things are shown. Returns how many notifications were unread.
    """
    rows = Notification.objects.filter(recipient=member).about(*things)
    return rows.unread().update(read_at=now)


@transaction.atomic
def read_line(*, member: Member, notification: Notification, now: dt.datetime) -> None:
    """Mark a line as read, up to the notification that was shown.

    Raises:
        NothingUnreadError: all of it was read already.
    """
    rows = Notification.objects.told_to(member).filter(
        kind=notification.kind,
        group_key=notification.group_key,
        pk__lte=notification.pk,
    )
    if not rows.unread().update(read_at=now):
        raise NothingUnreadError


@transaction.atomic
def read_all(*, member: Member, until: int, now: dt.datetime) -> None:
    """Mark everything as read that was there when the page was shown.

    Raises:
        NothingUnreadError: there was nothing.
    """
    rows = Notification.objects.told_to(member).filter(pk__lte=until)
    if not rows.unread().update(read_at=now):
        raise NothingUnreadError


@transaction.atomic
def take_reading_back(*, member: Member, read_at: dt.datetime) -> None:
    """Make unread again what was marked at this moment.

    Raises:
        NothingUnreadError: nothing was.
    """
    rows = Notification.objects.told_to(member).filter(read_at=read_at)
    if not rows.update(read_at=None):
        raise NothingUnreadError


@transaction.atomic
def save_choices(
    *,
    member: Member,
    choices: Mapping[str, Choice],
    quiet_hours: tuple[int, int] | None,
) -> None:
    """Keep what somebody chose for each kind; it counts for what still waits, too.

    ``quiet_hours``: first and last hour, None where they are fixed. Whoever asks for a
    letter gets letters again.
    """
    values: dict[str, int | bool] = {}
    if any(choice.mail in LETTER_FREQUENCIES for choice in choices.values()):
        values["has_letters"] = True
    if quiet_hours is not None:
        values["quiet_from"], values["quiet_until"] = quiet_hours
    if values:
        NotificationSettings.objects.update_or_create(member=member, defaults=values)
    for kind, choice in choices.items():
        NotificationPreference.objects.update_or_create(
            member=member,
            kind=kind,
            defaults={"mail": choice.mail, "is_listed": choice.is_listed},
        )
        _change_waiting(member, Q(kind=kind), choice.mail)


@transaction.atomic
def mute_kind(*, preference: NotificationPreference) -> None:
    """Send no mail of this kind any more; in the centre it stays."""
    preference.mail = Frequency.NEVER
    preference.save(update_fields=["mail"])
    kind = Q(kind=preference.kind)
    _mute(preference.member, kind)


@transaction.atomic
def stop_letters(*, settings: NotificationSettings) -> None:
    """Send no letter any more; mails that come at once go on."""
    settings.has_letters = False
    settings.save(update_fields=["has_letters"])
    _mute(settings.member, Q(mail__in=LETTER_FREQUENCIES))


def send_due_letters(now: dt.datetime) -> int:
    """Write to everybody for whom something waits since this morning or this Monday.

    Member by member, each in a transaction of its own: killed at any point, the next run
    goes on, and nobody gets a letter twice. Returns how many letters were written.
    """
    count, last = 0, 0
    while keys := _list_waiting(now, last):
        count += sum(send_letter(member_id=key, now=now) for key in keys)
        last = keys[-1]
    return count


@transaction.atomic
def send_letter(*, member_id: int, now: dt.datetime) -> bool:
    """Write one letter about all that waits, if anything does; one a day at most."""
    members = Member.objects.select_for_update(of=("self",)).select_related("user")
    member = members.filter(pk=member_id).first()
    if member is None or not _is_reachable(member, now):
        return False
    midnight = timezone.localtime(now).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    letters = Notification.objects.filter(
        recipient=member, mail__in=LETTER_FREQUENCIES, mailed_at__gte=midnight
    )
    if letters.exists():
        return False
    waiting = _find_waiting(now).filter(recipient=member).order_by("pk")
    rows = dict(waiting.values_list("pk", "kind")[:LINES_A_LETTER])
    # Whoever was quicker has put them into a letter: the condition is asked again.
    claimed = Notification.objects.filter(FOR_A_LETTER, pk__in=rows)
    if claimed.update(mailed_at=now) == 0:
        return False
    kinds = [get_kind(name) for name in sorted(set(rows.values()))]
    mail_letter(member=member, keys=list(rows), kinds=kinds, now=now)
    return True


def forget_old_notifications(now: dt.datetime) -> int:
    """Delete what was told long ago, read or not."""
    old = Notification.objects.filter(
        created_at__lte=now - get_days("NOTIFICATION_DAYS")
    )
    count = 0
    while keys := list(old.values_list("pk", flat=True)[:BATCH]):
        count += _delete(keys)
    return count


def _is_reachable(member: Member, now: dt.datetime) -> bool:
    has_address = bool(member.user.is_active and member.user.email)
    return has_address and find_standing(member, now).takes_part


def _delete(keys: Collection[int]) -> int:
    count, _by_model = Notification.objects.filter(pk__in=keys).delete()
    return count


def _mute(member: Member, which: Q) -> None:
    waiting = Notification.objects.filter(which, recipient=member).unread()
    waiting.update(mail=Frequency.NEVER)


def _change_waiting(member: Member, which: Q, mail: Frequency) -> None:
    """Let what has not been mailed yet follow a new choice; what was at once has left."""
    if mail == Frequency.NEVER:
        _mute(member, which)
    elif mail in LETTER_FREQUENCIES:
        waiting = Notification.objects.filter(which, FOR_A_LETTER, recipient=member)
        waiting.update(mail=mail)


def _list_waiting(now: dt.datetime, last: int) -> list[int]:
    rows = _find_waiting(now).filter(
        recipient_id__gt=last, recipient__state=AccountState.ACTIVE
    )
    keys = rows.order_by("recipient_id").values_list("recipient_id", flat=True)
    return list(keys.distinct()[:BATCH])


def _find_waiting(now: dt.datetime) -> models.QuerySet[Notification]:
    """Return what is due: told before this morning, or before the morning of Monday."""
    local = timezone.localtime(now)
    morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    if morning > local:
        morning -= dt.timedelta(days=1)
    monday = morning - dt.timedelta(days=morning.weekday())
    rows = Notification.objects.of_kinds(list_kind_names())
    return rows.due_for_letter(daily_until=morning, weekly_until=monday)
