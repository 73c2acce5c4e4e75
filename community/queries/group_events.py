"""The calendar of a group, and which events of the site can stand in it (CO30)."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import get_language

from cms.audiences import Viewer
from cms.models import Event, EventPage, WebinarPage
from cms.models.event import EventDate
from cms.queries.cards import Badge
from cms.queries.event_dates import annotate_next_date, format_days, format_span
from cms.queries.events import make_status_badge, name_place
from cms.queries.paging import Paging, get_paging
from community.models import Group, GroupEvent
from community.models.group_event import find_open_pages
from community.queries.bookmarks import find_pages

PAGE_MODELS: tuple[Any, ...] = (EventPage, WebinarPage)
PAST = "past"
WORDS_LENGTH = 500
FOUND = 20


@dataclass(frozen=True, kw_only=True)
class EventLine:
    """An event as a line; ``language`` where its page is in another than the reader's."""

    key: uuid.UUID
    title: str
    url: str
    language: str
    when: str
    where: str
    badge: Badge | None
    calendar_url: str
    entry: GroupEvent | None = None


@dataclass(frozen=True)
class GroupCalendar:
    """One page of what comes, or of what is past; so many ``others`` are in the other one."""

    lines: tuple[EventLine, ...]
    paging: Paging
    is_past: bool
    others: int


@dataclass(frozen=True)
class FoundEvents:
    """What words or an address lead to; ``is_more`` where not all of it is shown."""

    lines: tuple[EventLine, ...]
    is_more: bool


def get_group_calendar(
    *,
    group: Group,
    viewer: Viewer,
    is_past: bool,
    page: str | None,
    path: str,
    now: dt.datetime,
) -> GroupCalendar:
    """Return what comes, the next first, or what is past, the latest first.

    Raises:
        Http404: where the address asks for a page beyond the last.
    """
    shown = GroupEvent.objects.visible_to(viewer).filter(group=group)
    coming = Q(event__ends_at__gt=now)
    rows = shown.exclude(coming) if is_past else shown.filter(coming)
    total = rows.count()
    pairs = [("period", PAST)] if is_past else []
    paging = get_paging(page, total=total, path=path, pairs=pairs)
    dated = annotate_next_date(rows, now)
    order = ("-event__ends_at", "-pk") if is_past else ("next_starts_at", "pk")
    entries = list(dated.order_by(*order)[paging.rows])
    return GroupCalendar(
        lines=_make_lines({entry.event_id: entry for entry in entries}, now),
        paging=paging,
        is_past=is_past,
        others=shown.count() - total,
    )


def find_event(key: str) -> Event | None:
    """Return the event of this key that has an open page, or None."""
    try:
        translation_key = uuid.UUID(key)
    except ValueError:
        return None
    return _open_events().filter(translation_key=translation_key).first()


def find_events(*, words: str, group: Group, now: dt.datetime) -> FoundEvents:
    """Return events that an address or the words of a title name, those in the group too.

    Words find what is still to come, an address what is past as well.
    """
    events = _open_events()
    if "/" in words:
        events = events.filter(pk__in=_find_by_address(words))
    else:
        title = Q()
        for word in words.split():
            title &= Q(title__icontains=word)
        named = Q()
        for model in PAGE_MODELS:
            pages = model.objects.open_to_all().filter(title, event=OuterRef("pk"))
            named |= Q(Exists(pages))
        events = events.filter(named, ends_at__gt=now)
    found = list(
        events.order_by("starts_at", "pk").values_list("pk", flat=True)[: FOUND + 1]
    )
    entries = GroupEvent.objects.filter(group=group, event__in=found)
    by_event = {entry.event_id: entry for entry in entries}
    lines = _make_lines({key: by_event.get(key) for key in found[:FOUND]}, now)
    return FoundEvents(lines=lines, is_more=len(found) > FOUND)


def read_words(given: str) -> str:
    """Return what was typed or pasted, in one line and without letters that are none."""
    return " ".join(given.replace("\0", "").split())[:WORDS_LENGTH]


def _open_events() -> Any:
    return Event.objects.filter(
        find_open_pages(EventPage, "pk") | find_open_pages(WebinarPage, "pk")
    )


def _find_by_address(address: str) -> list[int]:
    """Return the events whose page stands at this path, whatever the host was called."""
    try:
        path = unquote(urlsplit(address).path).strip("/")
    except ValueError:
        return []
    slug = path.rpartition("/")[2]
    pages = [
        page
        for model in PAGE_MODELS
        for page in model.objects.open_to_all().filter(slug=slug)
    ]
    return [page.event_id for page in pages if _get_path(page) == path]


def _get_path(page: Any) -> str:
    return unquote(urlsplit(page.get_url() or "").path).strip("/")


def _make_lines(
    entries: dict[int, GroupEvent | None] | dict[int, GroupEvent], now: dt.datetime
) -> tuple[EventLine, ...]:
    """Return the lines of events by key, in this order; two queries, however many there are."""
    dates = EventDate.objects.filter(event=OuterRef("pk"), ends_at__gt=now)
    coming = dates.order_by("is_cancelled", "starts_at")
    events = Event.objects.annotate(
        next_starts_at=Subquery(coming.values("starts_at")[:1]),
        next_ends_at=Subquery(coming.values("ends_at")[:1]),
    ).in_bulk(list(entries))
    pages = find_pages({event.translation_key for event in events.values()})
    return tuple(
        _make_line(event, entry, page)
        for key, entry in entries.items()
        if (event := events.get(key)) is not None
        if (page := pages.get(event.translation_key)) is not None
    )


def _make_line(event: Any, entry: GroupEvent | None, page: Any) -> EventLine:
    language = page.locale.language_code
    return EventLine(
        key=event.translation_key,
        title=page.title,
        url=page.get_url() or "",
        language="" if language == get_language() else language,
        when=_name_dates(event),
        where=name_place(event),
        badge=make_status_badge(event.status),
        calendar_url=reverse(
            "cms:event_calendar", args=[language, event.translation_key]
        ),
        entry=entry,
    )


def _name_dates(event: Any) -> str:
    """Say the next date; of what is over, its days."""
    if event.next_starts_at is not None:
        return format_span(event.next_starts_at, event.next_ends_at)
    if event.starts_at is None:
        return ""
    return format_days(event.starts_at, event.ends_at)
