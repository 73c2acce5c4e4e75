"""What is told about messages: that there is one, never its text (CO37, P19)."""

import datetime as dt
from collections.abc import Iterable

from community.models import Block, Member, Message, Notification, Thread, ThreadMember
from community.notifications.message_kinds import (
    MESSAGE_CHECKED,
    MESSAGE_HELD,
    MESSAGE_SUPERVISED,
    MESSAGE_WRITTEN,
)
from community.notifications.muting import has_muted
from community.notifications.telling import notify, withdraw


def tell_written(*, message: Message, now: dt.datetime) -> None:
    """Tell the others in the thread, unless they mute it or the author, or one blocks the other."""
    thread, author = message.thread, message.author
    rows = ThreadMember.objects.filter(
        thread=thread, left_at__isnull=True, is_muted=False
    ).select_related("member__user")
    kind = MESSAGE_SUPERVISED if thread.is_supervised else MESSAGE_WRITTEN
    for row in rows.exclude(member=author).order_by("pk"):
        if author and Block.objects.between(author, row.member).exists():
            continue
        if has_muted(row.member, author):
            continue  # asked here, too: in supervised ones the name is not told
        notify(
            recipient=row.member,
            kind=kind.name,
            event_key=f"message:{message.pk}",
            group_key=get_group_key(thread),
            thing=thread,
            actor=None if thread.is_supervised else author,
            now=now,
        )


def tell_held(*, message: Message, people: Iterable[Member], now: dt.datetime) -> None:
    """Ask these people to look at a message; once each, whoever was asked before."""
    for member in people:
        notify(
            recipient=member,
            kind=MESSAGE_HELD.name,
            event_key=f"message:{message.pk}",
            group_key=f"network:{message.thread.network_id}",
            thing=message,
            payload={"network": message.thread.network.display_name},
            now=now,
        )


def tell_checked(*, message: Message, now: dt.datetime) -> None:
    """Tell the author that somebody has decided; nobody has to look any more."""
    withdraw(kind=MESSAGE_HELD.name, thing=message)
    if message.author:
        notify(
            recipient=message.author,
            kind=MESSAGE_CHECKED.name,
            event_key=f"message:{message.pk}",
            group_key=get_group_key(message.thread),
            thing=message.thread,
            now=now,
        )


def forget_between(*, one: Member, other: Member) -> None:
    """Take back what two have told each other and nobody has read yet (P17)."""
    both = [one.pk, other.pk]
    rows = Notification.objects.of_kinds([MESSAGE_WRITTEN.name]).unread()
    rows.filter(recipient__in=both, actor__in=both).delete()


def get_group_key(thread: Thread) -> str:
    """Name the line in which all messages of a thread stand."""
    return f"thread:{thread.pk}"
