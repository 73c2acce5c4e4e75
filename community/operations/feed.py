"""What happened reaches the feeds: written down, carried out by a job, forgotten (CO26, CO71).

The row of the delivery is the truth: killed at any point, the next run does the rest, and
nobody gets a line or a notification twice.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import override

from cms.audiences import VISITOR, find_viewer
from cms.jobs.rows import extend_lease, finish, work_off
from cms.models import Article, Call, Event, FundingEntry, Offer
from cms.models.article import NEWS_KINDS
from community.activity import (
    ActivityThing,
    Source,
    activity_kinds,
    find_thing_of,
    forget_activities,
    get_thing,
    list_followers,
    list_sources,
    record_activity,
)
from community.conf import get_days
from community.consent import find_participants
from community.models import FeedDelivery, FeedItem, FeedMute, Member
from community.notifications.followed import tell_follower, withdraw_told

LINES_A_MEMBER = 500
BATCH = 200
SECONDS_A_RUN = 25.0
NEW_FOR = dt.timedelta(days=30)
"""Older news are not new, whenever somebody puts them into the portal."""


def note_change(*, thing: Any, change: str, key: str, now: dt.datetime) -> None:
    """Write down what editors have done, once for all languages (CO71)."""
    if is_worth_telling(thing, now):
        record_activity(
            kind=change,
            actor=thing.network,
            thing=thing,
            now=now,
            event_key=f"{key}|{timezone.localdate(now)}" if key else change,
        )


def is_worth_telling(thing: Any, now: dt.datetime) -> bool:
    """Tell whether followers hear of it at all: kinds of CO71, and nothing that is over."""
    if isinstance(thing, Article):
        published = thing.published_at
        is_new = published is not None and published > now - NEW_FOR
        return thing.kind in NEWS_KINDS and (is_new or thing.updated_at is not None)
    if isinstance(thing, Event):
        return thing.ends_at is None or thing.ends_at > now
    if isinstance(thing, (Call, FundingEntry)):
        return thing.deadline_at is None or thing.deadline_at > now
    return isinstance(thing, Offer)


def deliver_due(now: dt.datetime) -> int:
    """Put what is due into the feeds, for half a minute at most; return how many."""
    return work_off(FeedDelivery, lambda row: deliver(row, now), seconds=SECONDS_A_RUN)


def deliver(row: FeedDelivery, now: dt.datetime) -> bool:
    """Put one thing that happened into the feeds of who follows, and tell them."""
    readers = find_readers(row)
    keys = sorted(readers)
    for start in range(0, len(keys), BATCH):
        chunk = {key: readers[key] for key in keys[start : start + BATCH]}
        _write_lines(row, chunk)
        extend_lease(row)
        _tell(row, chunk, now)
        extend_lease(row)
    finish(row)
    return True


def find_readers(row: FeedDelivery) -> dict[int, list[Source]]:
    """Return which members hear of it, and because of which sources."""
    sources = list_sources(row.action)
    pairs = list_followers(sources)
    by_user = dict(
        Member.objects.filter(user__in={user for user, _ in pairs}).values_list(
            "user_id", "pk"
        )
    )
    found: dict[int, list[Source]] = {}
    for user, source in pairs:
        if user in by_user:
            found.setdefault(by_user[user], []).append(source)
    for key, source in _list_belonging(sources):
        found.setdefault(key, []).append(source)
    if isinstance(row.action.actor, Member):
        found.pop(row.action.actor.pk, None)
    return found


def _list_belonging(sources: Iterable[Source]) -> Iterable[tuple[int, Source]]:
    for source in sources:
        thing = get_thing(source[0])
        if thing is not None and thing.list_readers is not None:
            yield from ((key, source) for key in thing.list_readers(source[1]))


@transaction.atomic
def _write_lines(row: FeedDelivery, readers: dict[int, list[Source]]) -> None:
    action = row.action
    there = set(
        Member.objects.select_for_update(of=("self",))
        .filter(pk__in=readers)
        .values_list("pk", flat=True)
    )
    FeedItem.objects.bulk_create(
        [
            FeedItem(
                member_id=key,
                action=action,
                happened_at=action.timestamp,
                kind=action.verb,
                source_type_id=kind,
                source_id=source,
            )
            for key, sources in readers.items()
            if key in there
            for kind, source in dict.fromkeys(sources)
        ],
        ignore_conflicts=True,
        batch_size=BATCH,
    )
    _drop_overflow(there)


def _drop_overflow(members: set[int]) -> None:
    """Keep the newest lines of each: a feed is not an archive."""
    counts = FeedItem.objects.filter(member__in=members).values("member").order_by()
    full = counts.annotate(count=Count("pk")).filter(count__gt=LINES_A_MEMBER)
    for key in full.values_list("member", flat=True):
        rows = FeedItem.objects.filter(member=key).newest_first()
        last = rows[LINES_A_MEMBER - 1 : LINES_A_MEMBER].get()
        FeedItem.objects.filter(member=key).older_than(
            last.happened_at, last.action_id
        ).delete()


def _tell(
    row: FeedDelivery, readers: dict[int, list[Source]], now: dt.datetime
) -> None:
    """Tell who follows, as each has chosen; what cannot be seen is told to nobody."""
    kind = activity_kinds.get(row.action.verb)
    thing = find_thing_of(type(row.action.action_object))
    if kind is None or thing is None or not kind.notification:
        return
    members = find_participants(timezone.localdate(now)).filter(pk__in=readers)
    muted = _find_muted(readers)
    shown: dict[str, Any] = {}
    for member in members.select_related("user").order_by("pk"):
        sources = [one for one in readers[member.pk] if (member.pk, one) not in muted]
        if not sources or (member.pk, row.action.verb) in muted:
            continue
        words = _find_words(row, thing, member, shown, now)
        if words is not None:
            tell_follower(
                member=member,
                kind=kind.notification,
                thing=row.action.action_object,
                event_key=f"action:{row.action_id}",
                title=words.title,
                url=words.url,
                now=now,
            )


def _find_words(
    row: FeedDelivery,
    thing: ActivityThing,
    member: Member,
    shown: dict[str, Any],
    now: dt.datetime,
) -> Any:
    """Return title and address in the member's language; what is public is asked once."""
    key = row.action.action_object.pk
    with override(member.language):
        if member.language not in shown:
            found = thing.find_shown([key], VISITOR, now)
            shown[member.language] = found.get(key)
        return shown[member.language] or thing.find_shown(
            [key], find_viewer(member.user), now
        ).get(key)


def _find_muted(members: Iterable[int]) -> set[tuple[int, Any]]:
    rows = FeedMute.objects.filter(member__in=members).values_list(
        "member", "kind", "source_type", "source_id"
    )
    return {(key, kind or (of, source)) for key, kind, of, source in rows}


def withdraw_hidden(*, thing: Any) -> None:
    """Take back what was told of a thing that visitors cannot open any more (CO71)."""
    registered = find_thing_of(type(thing))
    if registered is None or registered.find_shown([thing.pk], VISITOR, timezone.now()):
        return
    withdraw_told(thing=thing)


def forget_old_feed(now: dt.datetime) -> int:
    """Delete what happened long ago, with its lines."""
    return forget_activities(now - get_days("FEED_DAYS"))
