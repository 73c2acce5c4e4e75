"""What stands in a network's calendar, and what gets in each other's way (ED73)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from cms.models.school_holiday import SchoolHoliday
from cms.queries.cards import format_day

NO_TERMS: frozenset[int] = frozenset()
NO_DISTRICTS: frozenset[str] = frozenset()


class CollisionKind(StrEnum):
    """Why two events get in each other's way, the strongest reason first."""

    VENUE = "venue"
    AUDIENCE = "audience"
    HOLIDAYS = "holidays"
    TARGET_GROUP = "target-group"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One date of a thing; days are those of Berlin.

    ``districts``, ``audience`` (stages and class levels) and ``target_groups`` are empty
    where nothing was chosen, which means all. ``row`` tells dates of one thing.
    """

    kind: str
    row: tuple[str, int]
    title: str
    first_day: dt.date
    last_day: dt.date
    network: str = ""
    is_own: bool = True
    is_draft: bool = False
    time: str = ""
    url: str = ""
    venue: str = ""
    districts: frozenset[str] = NO_DISTRICTS
    audience: frozenset[int] = NO_TERMS
    target_groups: frozenset[int] = NO_TERMS
    ages: tuple[int | None, int | None] = (None, None)

    @property
    def monday(self) -> dt.date:
        return get_monday(self.first_day)


SENTENCES = {
    CollisionKind.VENUE: _(
        "On %(day)s, “%(title)s” (%(network)s) takes place at the same venue."
    ),
    CollisionKind.AUDIENCE: _(
        "On %(day)s, “%(title)s” (%(network)s) is for the same people in the same area."
    ),
    CollisionKind.HOLIDAYS: _(
        "In the same week of the holidays, on %(day)s, “%(title)s” (%(network)s) is for "
        "the same people in the same area."
    ),
    CollisionKind.TARGET_GROUP: _(
        "On %(day)s, “%(title)s” (%(network)s) is for the same target group."
    ),
}


@dataclass(frozen=True)
class Collision:
    """A hint: it hinders nobody from planning or publishing."""

    kind: CollisionKind
    entry: Entry
    other: Entry

    @property
    def sentence(self) -> str:
        """What takes place besides, when and why it matters."""
        return str(SENTENCES[self.kind]) % {
            "day": format_day(self.other.first_day),
            "title": self.other.title,
            "network": self.other.network,
        }


def get_monday(day: dt.date) -> dt.date:
    """Return the first day of the week."""
    return day - dt.timedelta(days=day.weekday())


def find_collisions(
    entries: Iterable[Entry], others: Iterable[Entry], holidays: Sequence[SchoolHoliday]
) -> list[Collision]:
    """Return which of the entries collide with which others, by day, each pair once.

    Deadlines collide with nothing, and dates of one thing not with each other.
    """
    by_week: dict[dt.date, list[Entry]] = {}
    for other in others:
        for monday in _list_mondays(other):
            by_week.setdefault(monday, []).append(other)
    found: dict[frozenset[tuple[tuple[str, int], dt.date]], Collision] = {}
    for entry in sorted(entries, key=lambda entry: (entry.first_day, entry.row)):
        for monday in _list_mondays(entry):
            for other in by_week.get(monday, ()):
                pair = frozenset(
                    {(entry.row, entry.first_day), (other.row, other.first_day)}
                )
                kind = find_kind(entry, other, holidays)
                if kind is not None and pair not in found:
                    found[pair] = Collision(kind, entry, other)
    return list(found.values())


def find_kind(
    entry: Entry, other: Entry, holidays: Sequence[SchoolHoliday]
) -> CollisionKind | None:
    """Return the strongest reason why two dates collide; None where there is none."""
    if entry.row == other.row or "call" in (entry.kind, other.kind):
        return None
    if _share_day(entry, other):
        venue = entry.venue.strip().casefold()
        if venue and venue == other.venue.strip().casefold():
            return CollisionKind.VENUE
        if _share_people(entry, other):
            return CollisionKind.AUDIENCE
        if entry.target_groups & other.target_groups:
            return CollisionKind.TARGET_GROUP
        return None
    is_holiday = any(
        holiday.covers_week(monday)
        for monday in set(_list_mondays(entry)) & set(_list_mondays(other))
        for holiday in holidays
    )
    if is_holiday and _share_people(entry, other):
        return CollisionKind.HOLIDAYS
    return None


def _list_mondays(entry: Entry) -> list[dt.date]:
    first, last = entry.monday, get_monday(entry.last_day)
    weeks = (last - first).days // 7
    return [first + dt.timedelta(weeks=number) for number in range(weeks + 1)]


def _share_day(entry: Entry, other: Entry) -> bool:
    return entry.first_day <= other.last_day and other.first_day <= entry.last_day


def _share_people(entry: Entry, other: Entry) -> bool:
    """Tell whether the same people could go to both: an empty choice means everybody."""
    pairs: tuple[tuple[frozenset[str] | frozenset[int], ...], ...] = (
        (entry.districts, other.districts),
        (entry.audience, other.audience),
        (entry.target_groups, other.target_groups),
    )
    has_terms = all(not a or not b or bool(set(a) & set(b)) for a, b in pairs)
    return has_terms and _share_ages(entry.ages, other.ages)


def _share_ages(
    ages: tuple[int | None, int | None], others: tuple[int | None, int | None]
) -> bool:
    youngest = max(ages[0] or 0, others[0] or 0)
    oldest = [age for age in (ages[1], others[1]) if age is not None]
    return not oldest or youngest <= min(oldest)
