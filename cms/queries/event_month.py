"""The month view of events: days with what takes place on them (ED26)."""

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.enums import EventStatus
from cms.models.event import EventDate, build_period_rule
from cms.queries.cards import Badge
from cms.queries.event_dates import get_midnight, get_next_month
from cms.queries.facets import build_url
from cms.queries.filtered_lists import Narrowing
from cms.queries.lists import ThingList
from cms.validators.times import BERLIN

VIEW = "view"
MONTH = "month"
MAX_DATES = 300
YEARS = range(2000, 2101)
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True)
class MonthEntry:
    """An event on one day; the time only where it begins there."""

    title: str
    url: str
    time: str
    badge: Badge | None = None


@dataclass(frozen=True)
class MonthDay:
    """A day of the month with its entries; ``column`` is 1 for Monday."""

    number: int
    name: str
    iso: str
    column: int
    is_today: bool
    entries: tuple[MonthEntry, ...]


@dataclass(frozen=True)
class EventMonth:
    """What cms/_event_month.html draws; ``is_cut`` where there is more than is shown."""

    title: str
    days: tuple[MonthDay, ...]
    previous_url: str
    next_url: str
    sentence: str = ""
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        return not any(day.entries for day in self.days)


@dataclass(frozen=True)
class AskedMonth:
    """The month of an address, and a sentence where it names none."""

    first: dt.date
    sentence: str = ""

    @property
    def narrowing(self) -> Narrowing:
        start, end = self.bounds
        return Narrowing(
            build_period_rule(start, end), f"month-{self.first:%Y-%m}", (MONTH,)
        )

    @property
    def bounds(self) -> tuple[dt.datetime, dt.datetime]:
        return get_midnight(self.first), get_midnight(get_next_month(self.first))


def wants_month(params: QueryDict) -> bool:
    """Tell whether an address asks for a month."""
    return bool(params.get(VIEW) == MONTH)


def read_month(params: QueryDict, now: dt.datetime) -> AskedMonth:
    """Read ``month=2026-12``; the present one where nothing or nonsense is asked."""
    given = str(params.get(MONTH, ""))
    present = timezone.localtime(now, BERLIN).date().replace(day=1)
    match = _MONTH.fullmatch(given)
    if match and int(match[1]) in YEARS and 1 <= int(match[2]) <= 12:  # noqa: PLR2004 -- months of a year
        return AskedMonth(dt.date(int(match[1]), int(match[2]), 1))
    if not given:
        return AskedMonth(present)
    sentence = _("“%(text)s” is no month. This is the present one.")
    return AskedMonth(present, sentence % {"text": given[:20]})


def get_event_month(
    *, things: ThingList, asked: AskedMonth, request: HttpRequest, now: dt.datetime
) -> EventMonth:
    """Return the days of a month with the dates of all events that the list holds."""
    start, end = asked.bounds
    dates = EventDate.objects.filter(
        event__in=things.get_rows().values("pk"), ends_at__gt=start, starts_at__lt=end
    ).order_by("starts_at", "pk")
    found = list(dates.select_related("event")[: MAX_DATES + 1])
    pages = {
        page.event_id: page
        for page in things.pages.filter(
            event__in={row.event_id for row in found}
        ).defer("body", "programme", "documents", "more_dates", "exceptions")
    }
    entries: dict[dt.date, list[MonthEntry]] = defaultdict(list)
    for row in found[:MAX_DATES]:
        page = pages.get(row.event_id)
        if page is None:
            continue
        url = page.get_url(request) or ""
        for day, time in _list_days(row, asked.first):
            entries[day].append(MonthEntry(page.title, url, time, _make_badge(row)))
    today = timezone.localtime(now, BERLIN).date()
    return EventMonth(
        # Translators: a date format of Django, the month and its year.
        title=date_format(asked.first, _("F Y")),
        days=tuple(_make_days(asked.first, entries, today)),
        previous_url=_make_url(things, asked.first - dt.timedelta(days=1)),
        next_url=_make_url(things, get_next_month(asked.first)),
        sentence=asked.sentence,
        is_cut=len(found) > MAX_DATES,
    )


def _list_days(row: EventDate, first: dt.date) -> list[tuple[dt.date, str]]:
    """Return the days of a date that lie in the month, and the time of its beginning."""
    start = timezone.localtime(row.starts_at, BERLIN)
    # What ends at midnight is not on the day after.
    end = timezone.localtime(row.ends_at - dt.timedelta(microseconds=1), BERLIN)
    last = get_next_month(first) - dt.timedelta(days=1)
    day = max(start.date(), first)
    days = []
    while day <= min(end.date(), last):
        days.append((day, f"{start:%H:%M}" if day == start.date() else ""))
        day += dt.timedelta(days=1)
    return days


def _make_badge(row: EventDate) -> Badge | None:
    status = EventStatus.CANCELLED if row.is_cancelled else row.event.status
    if status == EventStatus.PLANNED:
        return None
    tone = "danger" if status == EventStatus.CANCELLED else "warning"
    return Badge(str(EventStatus(status).label), tone)


def _make_days(
    first: dt.date, entries: dict[dt.date, list[MonthEntry]], today: dt.date
) -> list[MonthDay]:
    days = []
    day = first
    while day.month == first.month:
        days.append(
            MonthDay(
                number=day.day,
                # Translators: a date format of Django, weekday and day of the month.
                name=date_format(day, _("l, j F")),
                iso=day.isoformat(),
                column=day.isoweekday(),
                is_today=day == today,
                entries=tuple(entries.get(day, ())),
            )
        )
        day += dt.timedelta(days=1)
    return days


def _make_url(things: ThingList, day: dt.date) -> str:
    if day.year not in YEARS:
        return ""
    rest = things.get_pairs(without=[VIEW, MONTH])
    pairs = [(VIEW, MONTH), (MONTH, f"{day:%Y-%m}"), *rest]
    return build_url(things.path, pairs)
