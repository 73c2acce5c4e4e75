"""Conversations as their members read them, and as staff do who have said why."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Exists,
    OuterRef,
    QuerySet,
)
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.audiences import Viewer, list_keys
from community.consent import find_participants
from community.models import Member, Message, Thread, ThreadAccess, ThreadMember

THREADS_A_PAGE, MESSAGES_A_PAGE = 20, 30
CONTEXT_MESSAGES = 3
"""Before and after a message that was reported."""

MOST_CHOICES = 200
FILTERS = ("unread", "starred", "supervised")

Judge = Callable[[Thread, Sequence[ThreadMember]], Any]


@dataclass(frozen=True)
class ThreadEntry:
    """A thread in the list; where it rests for the viewer it names nobody."""

    thread: Thread
    mine: ThreadMember
    title: str
    can_read: bool
    is_unread: bool


@dataclass(frozen=True)
class ThreadPage:
    """One page of the own threads; ``older`` is the number of the next, or None."""

    entries: tuple[ThreadEntry, ...]
    older: int | None


@dataclass(frozen=True)
class MessageLine:
    """A message as one reader sees it."""

    message: Message
    is_own: bool
    author_name: str


@dataclass(frozen=True)
class MessagePage:
    """Messages in the order of their time; ``older`` is the key before which others lie."""

    lines: tuple[MessageLine, ...]
    older: int | None

    @property
    def newest_of_others(self) -> Message | None:
        """Return what whoever feels that something is wrong most likely means (CO36)."""
        theirs = [line.message for line in self.lines if not line.is_own]
        return theirs[-1] if theirs else None


def list_threads(
    *,
    viewer: Viewer,
    member: Member,
    judge: Judge,
    chosen: str,
    words: str,
    page: int,
) -> ThreadPage:
    """Return the own threads, those with the newest message first.

    ``judge`` says of each what may be read; in what may not, no word is searched.
    """
    threads = _filter(Thread.objects.visible_to(viewer), viewer, member, chosen)
    if words:
        readable = [
            thread.pk
            for thread, rows in _load(Thread.objects.visible_to(viewer)).values()
            if judge(thread, rows).can_read
        ]
        found = (
            Message.objects.visible_to(viewer)
            .shown()
            .filter(thread__in=readable, text__icontains=words)
        )
        threads = threads.filter(pk__in=found.values("thread"))
    first = (page - 1) * THREADS_A_PAGE
    ordered = threads.order_by("-last_at", "-pk")
    keys = list(
        ordered.values_list("pk", flat=True)[first : first + THREADS_A_PAGE + 1]
    )
    shown = keys[:THREADS_A_PAGE]
    blocked = list_keys(viewer.blocked, "owner")
    loaded = _load(Thread.objects.filter(pk__in=shown))
    unread = set(
        Thread.objects.filter(pk__in=shown)
        .unread_by(member, blocked)
        .values_list("pk", flat=True)
    )
    entries = []
    for key in shown:
        thread, rows = loaded[key]
        can_read = judge(thread, rows).can_read
        entries.append(
            ThreadEntry(
                thread=thread,
                mine=next(row for row in rows if row.member_id == member.pk),
                title=get_thread_title(rows, member, blocked, can_read=can_read),
                can_read=can_read,
                is_unread=can_read and key in unread,
            )
        )
    return ThreadPage(
        entries=tuple(entries), older=page + 1 if len(keys) > len(shown) else None
    )


def count_unread_threads(viewer: Viewer) -> int:
    """Return in how many threads there is news; none for who takes no part.

    Threads without supervision rest for who is protected.
    """
    news = (
        Message.objects.shown()
        .filter(thread=OuterRef("thread"), shown_at__gt=OuterRef("read_at"))
        .exclude(author=OuterRef("member"))
        .exclude(author__in=list_keys(viewer.blocked, "owner"))
    )
    rows = ThreadMember.objects.filter(
        Exists(news), member__in=viewer.list_keys("acting"), left_at__isnull=True
    )
    if not viewer.holds("adult"):
        rows = rows.filter(thread__is_supervised=True)
    return rows.count()


def get_thread_title(
    rows: Sequence[ThreadMember],
    member: Member,
    blocked: Sequence[int],
    *,
    can_read: bool,
) -> str:
    """Return the names of the others, as far as the reader may know them now."""
    if not can_read:
        return _("A conversation that rests")
    names = [
        row.member.display_name
        for row in rows
        if row.member_id != member.pk and row.member_id not in blocked
    ]
    return ", ".join(names) or _("Somebody who is not here any more")


def get_thread_rows(thread: Thread) -> list[ThreadMember]:
    """Return who takes or took part, in the order of their coming."""
    rows = ThreadMember.objects.filter(thread=thread).select_related("member")
    return list(rows.order_by("pk"))


def get_message_page(
    *, viewer: Viewer, member: Member, thread: Thread, before: int | None
) -> MessagePage:
    """Return the newest messages of a thread, or those before one of them."""
    rows = Message.objects.visible_to(viewer).filter(thread=thread)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return _make_page(rows, member)


def get_message_context(message: Message) -> list[MessageLine]:
    """Return a message with those just before and after it that the others saw."""
    rows = Message.objects.shown().filter(thread=message.thread_id)
    before = rows.filter(pk__lt=message.pk).order_by("-pk")[:CONTEXT_MESSAGES]
    after = rows.filter(pk__gt=message.pk).order_by("pk")[:CONTEXT_MESSAGES]
    keys = [row.pk for row in (*before, message, *after)]
    found = Message.objects.filter(pk__in=keys)
    return list(_make_page(found, None).lines)


def get_staff_page(thread: Thread, before: int | None) -> MessagePage:
    """Return what staff see who have said why: all messages, held ones too."""
    rows = Message.objects.filter(thread=thread)
    return _make_page(rows if before is None else rows.filter(pk__lt=before), None)


def list_accesses(thread: Thread) -> list[dict[str, Any]]:
    """Return who of the staff looked, when and why, newest first; a name is that of a member."""
    rows = ThreadAccess.objects.filter(thread=thread).select_related(
        "reader__community_member"
    )
    return [
        {
            "name": _get_reader_name(row),
            "seen_at": row.seen_at,
            "reason": row.reason,
        }
        for row in rows.order_by("-seen_at", "-pk")
    ]


def list_reachable(keys: Sequence[int], day: dt.date, words: str = "") -> list[Member]:
    """Return the people with these keys, by last name, as many as a form can show."""
    people = find_participants(day).filter(pk__in=list(keys))
    if words:
        people = people.filter(display_name__icontains=words)
    return list(people.order_by("sort_name", "pk")[:MOST_CHOICES])


def say_reachable(count: int) -> str:
    """Return with how many people somebody can write, in a sentence."""
    if not count:
        return _(
            "Nobody yet: ask people for a contact, or join a group. Then you can write to "
            "each other."
        )
    return ngettext(
        "You can write with one person at the moment.",
        "You can write with %(count)d people at the moment.",
        count,
    ) % {"count": count}


def _filter(
    threads: Any, viewer: Viewer, member: Member, chosen: str
) -> QuerySet[Thread]:
    if chosen == "unread":
        return threads.unread_by(member, list_keys(viewer.blocked, "owner"))
    if chosen == "starred":
        mine = ThreadMember.objects.filter(member=member, is_starred=True)
        threads = threads.filter(pk__in=mine.values("thread"))
    if chosen == "supervised":
        threads = threads.filter(is_supervised=True)
    return threads


def _load(threads: Any) -> Mapping[int, tuple[Thread, list[ThreadMember]]]:
    found: dict[int, tuple[Thread, list[ThreadMember]]] = {
        thread.pk: (thread, []) for thread in threads
    }
    rows = ThreadMember.objects.filter(thread__in=list(found)).select_related("member")
    for row in rows.order_by("pk"):
        found[row.thread_id][1].append(row)
    return found


def _make_page(rows: QuerySet[Message], member: Member | None) -> MessagePage:
    found = list(rows.select_related("author").order_by("-pk")[: MESSAGES_A_PAGE + 1])
    shown = found[:MESSAGES_A_PAGE]
    lines = tuple(
        MessageLine(
            message=row,
            is_own=member is not None and row.author_id == member.pk,
            author_name=row.author.display_name
            if row.author
            else _("Somebody who is not here any more"),
        )
        for row in reversed(shown)
    )
    return MessagePage(
        lines=lines, older=shown[-1].pk if len(found) > len(shown) else None
    )


def _get_reader_name(row: ThreadAccess) -> str:
    member = getattr(row.reader, "community_member", None) if row.reader else None
    return member.display_name if member else _("Somebody of the staff")
