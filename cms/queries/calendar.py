"""The dates of events for calendars (ED64)."""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from email.utils import parseaddr
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language_info
from wagtail.models import Locale

from cms.enums import EventMode, EventStatus
from cms.models.event import EventDate, choose_reason
from cms.queries.addresses import get_root_paths, resolve_address
from cms.validators.times import BERLIN

KEPT_DAYS = 31
"""How long a date that is over stays in a feed."""
BATCH_SIZE = 500
STATUSES = {
    EventStatus.PLANNED: "CONFIRMED",
    EventStatus.POSTPONED: "TENTATIVE",
    EventStatus.CANCELLED: "CANCELLED",
}
COLUMNS = (
    "event_id",
    "title",
    "summary",
    "url_path",
    "last_published_at",
    "organiser",
    "contact_email",
    "network__name",
    "event__translation_key",
    "event__sequence",
    "event__changed_at",
    "event__status",
    "event__status_reason",
    "event__status_reason_translations",
    "event__mode",
    "event__venue_name",
    "event__venue_address",
    "event__latitude",
    "event__longitude",
)
"""All that leaves the site: no conference link, no phone, no name of a person."""


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """One date of an event as calendars take it over; ``status`` in the words of iCal."""

    uid: str
    sequence: int
    changed_at: dt.datetime
    starts_at: dt.datetime
    ends_at: dt.datetime
    status: str
    title: str
    description: str
    url: str
    location: str
    point: tuple[Decimal, Decimal] | None
    organiser: str
    organiser_email: str


def list_calendar_pages(model: Any, locale: Locale, now: dt.datetime) -> QuerySet[Any]:
    """Return the pages of events, or of webinars, that lie ahead or are just over."""
    pages: QuerySet[Any] = model.objects.listed(locale)
    since = now - dt.timedelta(days=KEPT_DAYS)
    return pages.filter(event__ends_at__gt=since).order_by(
        "event__starts_at", "event_id"
    )


def iterate_entries(
    pages: QuerySet[Any], language: str, *, since: dt.datetime | None = None
) -> Iterator[CalendarEntry]:
    """Yield the dates of these pages that are not over at ``since``, batch by batch.

    A series is no rule (RRULE) here but one entry a date: programs differ in what they
    make of free dates, of cancelled ones and of the 31st, and none errs over single dates.
    """
    roots = get_root_paths()
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    rows = pages.values(*COLUMNS).iterator(chunk_size=BATCH_SIZE)
    while batch := list(islice(rows, BATCH_SIZE)):
        dates = _read_dates([row["event_id"] for row in batch])
        for row in batch:
            url = resolve_address(roots, language, row["url_path"])
            shared = _describe(row, language, url, sender)
            for uid, date in _name_dates(
                row["event__translation_key"], dates[row["event_id"]]
            ):
                if since is None or date.ends_at > since:
                    yield _make_entry(uid, date, shared)


def _read_dates(event_ids: Sequence[int]) -> dict[int, list[EventDate]]:
    dates: dict[int, list[EventDate]] = defaultdict(list)
    for date in EventDate.objects.filter(event__in=event_ids).order_by(
        "starts_at", "ends_at"
    ):
        dates[date.event_id].append(date)
    return dates


def _name_dates(
    key: uuid.UUID, dates: Sequence[EventDate]
) -> Iterator[tuple[str, EventDate]]:
    """Give each date an id that lasts.

    The first has the event's own: an event that is put off moves in calendars instead of
    standing there twice. The others have one of their day, so that another hour moves
    them too; more dates of one day are numbered.
    """
    days: Counter[dt.date] = Counter()
    for position, date in enumerate(dates):
        day = date.starts_at.astimezone(BERLIN).date()
        days[day] += 1
        name = f"{day.isoformat()}/{days[day]}"
        yield str(uuid.uuid5(key, name) if position else key), date


def mark_language(text: str, lang: str) -> str:
    """Say the language of a text that is another one's, where no attribute can."""
    if not text or not lang:
        return text
    return f"{str(get_language_info(lang)['name_local']).capitalize()}: {text}"


def _describe(
    row: dict[str, Any], language: str, url: str, sender: str
) -> dict[str, Any]:
    """Return what all dates of an event have in common."""
    published_at = row["last_published_at"] or row["event__changed_at"]
    is_online = row["event__mode"] == EventMode.ONLINE
    place = [row["event__venue_name"], *row["event__venue_address"].splitlines()]
    point = (row["event__latitude"], row["event__longitude"])
    reason, lang = choose_reason(
        row["event__status_reason"], row["event__status_reason_translations"], language
    )
    words = (mark_language(reason, lang), row["summary"], url)
    return {
        "sequence": row["event__sequence"],
        "changed_at": max(published_at, row["event__changed_at"]),
        "status": STATUSES[row["event__status"]],
        "title": row["title"],
        "description": "\n\n".join(filter(None, words)),
        "url": url,
        "location": "" if is_online else ", ".join(filter(None, place)),
        "point": None if is_online or None in point else point,
        "organiser": row["organiser"] or row["network__name"],
        # An address must stand there (RFC 5546, 3.2.1); without a contact it is ours.
        "organiser_email": row["contact_email"] or sender,
    }


def _make_entry(uid: str, date: EventDate, shared: dict[str, Any]) -> CalendarEntry:
    if date.is_cancelled:
        shared = shared | {"status": STATUSES[EventStatus.CANCELLED]}
    return CalendarEntry(
        uid=uid, starts_at=date.starts_at, ends_at=date.ends_at, **shared
    )
