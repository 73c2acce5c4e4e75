"""Writing entries anew: all of them, those that time changes, and those of who is erased."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community.enums import AccountState
from community.models import Member
from community.models.member import ADULT_AGE
from community.personal_data import Person
from search.backends.database import index_entries, list_unindexed, prune_words
from search.indexing.batches import split
from search.indexing.marks import follow_marks
from search.indexing.writing import BATCH_SIZE, refresh_things
from search.models import Entry
from search.registry import SearchKind, search_kinds

RECENT = dt.timedelta(days=3)
"""How long after a day that changes something it is looked at again, should a run fail."""


def refresh_kind(
    *,
    kind: SearchKind,
    now: dt.datetime,
    tell: Callable[[int], None] = lambda _count: None,
) -> int:
    """Write all entries of a kind anew, in batches that commit by themselves.

    ``tell`` gets the number of things after each batch. Returns how many entries changed.
    """
    count = seen = 0
    for batch in split(_merge(kind.list_all(), list_known(kind)), BATCH_SIZE):
        count += refresh_things(kind, batch, now=now)
        seen += len(batch)
        tell(seen)
    return count


def list_known(kind: SearchKind) -> Iterable[int]:
    """Yield the keys of things that have entries, those that are no more among them."""
    things = Entry.objects.filter(kind=kind.name).order_by("thing").distinct()
    for thing in things.values_list("thing", flat=True).iterator():
        yield int(thing.rpartition(":")[2])


def _merge(wanted: Iterable[int], known: Iterable[int]) -> list[int]:
    return sorted({*wanted, *known})


def refresh_all(now: dt.datetime) -> int:
    """Write all entries anew: what upkeep has missed, if anything, is put right (F16)."""
    return sum(refresh_kind(kind=kind, now=now) for kind in search_kinds.entries())


def forget_words(_now: dt.datetime) -> int:
    """Make the words that a bulk write by hand has left out, and forget those of no entry."""
    index_entries(list_unindexed())
    return prune_words()


def follow_left_marks(now: dt.datetime) -> int:
    """Follow what was written past Django, or between a statement and a crash."""
    return follow_marks(now)


def follow_dates(now: dt.datetime) -> int:
    """Write anew the members whom a day has changed: who is 18 now, what is offered no more."""
    kind = search_kinds.get("member")
    if kind is None:
        return 0
    day = timezone.localdate(now)
    since = day - RECENT
    ended = Q(profile__offers_until__range=(since, day)) | Q(
        profile__seeks_until__range=(since, day)
    )
    # The age counts from the first of the month after the birth month.
    born = day.replace(year=day.year - ADULT_AGE, day=1) - dt.timedelta(days=1)
    grown = Q(birth_year=born.year, birth_month=born.month)
    rows = Member.objects.filter(ended | grown, state=AccountState.ACTIVE)
    return refresh_things(kind, rows.values_list("pk", flat=True), now=now)


@transaction.atomic
def forget_member(person: Person, now: dt.datetime) -> None:
    """Leave nothing of a person in search, at once: what is left says only that it is gone."""
    keys = Member.objects.filter(user=person.user_id).values_list("pk", flat=True)
    for key in keys:
        for entry in Entry.objects.filter(owner=f"owner:{key}"):
            _make_tombstone(entry, now)
    # A word that stood in the profile alone is known no more either.
    prune_words()


def _make_tombstone(entry: Entry, now: dt.datetime) -> None:
    entry.values.all().delete()
    if entry.sent_version == 0:
        entry.delete()
        return
    for name in ("title", "summary", "body", "names", "url", "owner"):
        setattr(entry, name, "")
    entry.is_gone = True
    entry.version = max(entry.version + 1, int(now.timestamp() * 1_000_000))
    entry.changed_at = now
    entry.save()
    index_entries([entry])
