"""Writing to each other: every message asks the gate again in its own transaction (CO33, P5)."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db import IntegrityError, transaction
from django.db.models.functions import Greatest
from django.utils import timezone

from cms.models import Network
from cms.transitions import apply_transition
from community.contact_data import find_contact_data
from community.enums import ThreadKind
from community.models import Consent, Member, Message, Thread, ThreadMember
from community.models.message import FEWEST_PEOPLE, MOST_PEOPLE, make_pair_key
from community.notifications.messages import tell_held, tell_written
from community.operations.notifications import mark_seen
from community.permissions.message_checks import find_checkers
from community.permissions.messages import (
    Way,
    can_start_thread,
    can_write_in_thread,
    find_reach,
    is_carer,
)
from community.permissions.trust import get_trust
from community.transitions import HOLD_MESSAGE


class NotReachableError(Exception):
    """The member may not write to one of these people, now or at all."""


class NewMemberError(NotReachableError):
    """Who is new and confirmed by nobody writes to the coordination only (CO54)."""


class TooManyThreadsError(NotReachableError):
    """On the first day only so many conversations are begun (CO54)."""


class WrongNumberError(Exception):
    """A conversation has 2 to 12 people."""


@transaction.atomic
def start_thread(
    *, starter: Member, others: Sequence[Member], text: str, now: dt.datetime
) -> Message:
    """Write to one member, or to several who then all write to each other.

    Two people have one thread only: whoever starts it again goes on in it, also after
    having left it. Several adults get a new one each time.

    Raises:
        WrongNumberError: nobody is named, or too many.
        NotReachableError: one of them cannot be written to.
        NewMemberError, TooManyThreadsError: the starter is too new for this.
    """
    keys = {member.pk for member in others} - {starter.pk}
    if not FEWEST_PEOPLE <= len(keys) + 1 <= MOST_PEOPLE:
        raise WrongNumberError
    _hold_consents([starter.pk, *keys])
    if not can_start_thread(starter, keys, now):
        raise NotReachableError
    _check_trust(starter, keys, now)
    if len(keys) == 1:
        thread = _find_pair(starter, keys.pop(), now)
    else:
        thread = Thread.objects.create(
            kind=ThreadKind.ROUND,
            network=Network.objects.get_site(),
            started_at=now,
            last_at=now,
        )
        _add_members(thread, [starter.pk, *sorted(keys)], now)
    return send_message(thread=thread, author=starter, text=text, now=now)


@transaction.atomic
def send_message(
    *, thread: Thread, author: Member, text: str, now: dt.datetime
) -> Message:
    """Write into a thread; with a minor in it contact data hold the message (CO35).

    Raises:
        NotReachableError: a condition is missing at this moment (P3, P5).
    """
    row = Thread.objects.select_for_update(of=("self",)).get(pk=thread.pk)
    _hold_consents(row.memberships.values_list("member_id", flat=True))
    if not can_write_in_thread(author, row, now):
        raise NotReachableError
    _supervise(row, author, now)
    message = Message.objects.create(
        thread=row, author=author, text=text, sent_at=now, shown_at=now
    )
    ThreadMember.objects.filter(thread=row, member=author).update(read_at=now)
    if row.is_supervised and find_contact_data(text):
        _hold(message, now)
    else:
        deliver(message, now)
    return message


@transaction.atomic
def leave_thread(*, thread: Thread, member: Member, now: dt.datetime) -> None:
    """Leave for good, or until one writes to the other again oneself; nothing is deleted."""
    rows = ThreadMember.objects.filter(thread=thread, member=member)
    rows.filter(left_at__isnull=True).update(left_at=now)
    mark_seen(member=member, things=[thread], now=now)


@transaction.atomic
def set_thread_muted(*, thread: Thread, member: Member, is_muted: bool) -> None:
    """Stop or start telling the member of new messages; they arrive all the same."""
    rows = ThreadMember.objects.filter(thread=thread, member=member)
    rows.update(is_muted=is_muted)


@transaction.atomic
def set_thread_starred(*, thread: Thread, member: Member, is_starred: bool) -> None:
    """Keep a thread at hand; nobody else sees it."""
    rows = ThreadMember.objects.filter(thread=thread, member=member)
    rows.update(is_starred=is_starred)


@transaction.atomic
def note_thread_read(*, thread: Thread, member: Member, now: dt.datetime) -> None:
    """Remember that the member has seen all there is; the others never learn it."""
    rows = ThreadMember.objects.filter(thread=thread, member=member, read_at__lt=now)
    rows.update(read_at=now)
    mark_seen(member=member, things=[thread], now=now)


def deliver(message: Message, now: dt.datetime) -> None:
    """Put a thread on top that has a new message, and tell the others."""
    Thread.objects.filter(pk=message.thread_id).update(last_at=Greatest("last_at", now))
    tell_written(message=message, now=now)


def _hold(message: Message, now: dt.datetime) -> None:
    author = message.author
    apply_transition(
        row=message,
        transition=HOLD_MESSAGE,
        actor=author.user if author else None,
        now=now,
    )
    message.shown_at = None
    people = list(find_checkers(message, timezone.localdate(now)))
    if not people:
        # Nobody of the network can decide: the portal is asked at once.
        message.escalated_at = now
        people = list(find_checkers(message, timezone.localdate(now)))
    message.save(update_fields=["shown_at", "escalated_at"])
    tell_held(message=message, people=people, now=now)


def _hold_consents(keys: Collection[int]) -> None:
    """Let a consent be withdrawn before or after this message, never while it is sent."""
    rows = Consent.objects.in_force().filter(member__in=list(keys)).order_by("pk")
    list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))


def _check_trust(starter: Member, keys: Collection[int], now: dt.datetime) -> None:
    trust = get_trust(starter, now)
    if not trust.may_message and not is_carer(starter, keys, timezone.localdate(now)):
        raise NewMemberError
    if trust.threads is not None:
        own = Thread.objects.filter(memberships__member=starter)
        if own.filter(started_at__gte=trust.since).count() >= trust.threads:
            raise TooManyThreadsError


def _find_pair(starter: Member, other: int, now: dt.datetime) -> Thread:
    key = make_pair_key(starter.pk, other)
    way = find_reach(starter, now, [other]).ways[other]
    try:
        with transaction.atomic():
            thread = Thread.objects.create(
                kind=ThreadKind.PAIR,
                pair_key=key,
                network=_find_network(way),
                is_supervised=way.is_supervised,
                started_at=now,
                last_at=now,
            )
    except IntegrityError:
        thread = Thread.objects.get(pair_key=key)
    _add_members(thread, sorted([starter.pk, other]), now)
    ThreadMember.objects.filter(thread=thread, member=starter).update(left_at=None)
    return thread


def _find_network(way: Way) -> Network:
    if way.network_id is None:
        return Network.objects.get_site()
    return Network.objects.get(pk=way.network_id)


def _add_members(thread: Thread, keys: Sequence[int], now: dt.datetime) -> None:
    # Just before the first message, so that it is news.
    before = now - dt.timedelta(microseconds=1)
    rows = [
        ThreadMember(thread=thread, member_id=key, joined_at=now, read_at=before)
        for key in keys
    ]
    ThreadMember.objects.bulk_create(rows, ignore_conflicts=True)


def _supervise(thread: Thread, author: Member, now: dt.datetime) -> None:
    """Set what is supervised, and by which network; it is never taken back (CO34)."""
    if not thread.is_pair:
        return
    others = thread.memberships.exclude(member=author).values_list(
        "member_id", flat=True
    )
    ways = find_reach(author, now, list(others)).ways
    for way in ways.values():
        if way.is_supervised and way.network_id is not None:
            thread.is_supervised, thread.network_id = True, way.network_id
            thread.save(update_fields=["is_supervised", "network"])
