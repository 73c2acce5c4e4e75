"""One event in full, as visitors read it: dates, place, programme, parts (ED18, ED20, ED25)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.enums import EventKind, EventMode, EventStatus, RegistrationKind
from cms.models import Event, EventPage, PageTerm
from cms.queries.bodies import prefetch_card_pictures
from cms.queries.cards import (
    Badge,
    Card,
    Fact,
    Link,
    Tag,
    format_day,
    get_network_name,
    name_ages,
    name_zone,
)
from cms.queries.event_dates import format_span
from cms.queries.events import (
    TERM_FILTERS,
    has_place,
    make_event_card,
    make_status_badge,
    select_for_cards,
)
from cms.queries.lists import make_tags
from cms.queries.maps import DrawnMap, draw_place
from cms.queries.terms import LabelledTerm, list_page_terms
from cms.recurrence import RecurrenceError, Span
from cms.validators.times import BERLIN

RELATED_COUNT = 3
DATES_SHOWN = 8


@dataclass(frozen=True)
class DateLine:
    """One date in words; ``badge`` where it does not take place."""

    text: str
    iso: str
    badge: Badge | None = None
    is_over: bool = False


@dataclass(frozen=True)
class ProgrammeEntry:
    """One part of the programme; the day only where it differs from the one before."""

    day: str
    time: str
    iso: str
    title: str
    text: str
    person: str


@dataclass(frozen=True)
class Registration:
    """Whether and how one registers at the moment; without a link only the sentence."""

    sentence: str
    url: str = ""


@dataclass(frozen=True)
class EventDetail:
    """``dates`` come first, ``more_dates`` behind a click; conference only in a preview."""

    kicker: str
    badge: Badge | None
    status_title: str
    status_reason: str
    status_reason_lang: str
    is_past: bool
    dates: tuple[DateLine, ...]
    more_dates: tuple[DateLine, ...]
    facts: tuple[Fact, ...]
    programme: tuple[ProgrammeEntry, ...]
    registration: Registration | None
    locator: DrawnMap | None
    zip_url: str
    network_name: str
    parent: Link | None
    children: tuple[Card, ...]
    related: tuple[Card, ...]
    tags: tuple[Tag, ...]
    calendar_url: str = ""
    conference_url: str = ""
    conference_code: str = ""


def get_event_detail(
    *, page: EventPage, request: HttpRequest, now: dt.datetime
) -> EventDetail:
    """Return what stands around an event's text; facts from the row, of a preview the draft."""
    is_preview = bool(getattr(request, "is_preview", False))
    facts: Any = page if is_preview else page.event
    terms = list_page_terms(page.pk)
    index_url = (page.get_url(request) or "").removesuffix(f"{page.slug}/")
    lines = [make_line(span, off, now) for span, off in list_spans(page, is_preview)]
    ahead = [line for line in lines if not line.is_over] or lines
    children = _find_children(page, now)
    related = _find_related(page, terms, now, [child.event_id for child in children])
    prefetch_card_pictures((*children, *related))
    is_past = bool(lines) and all(line.is_over for line in lines)
    reason, reason_lang = find_reason(page)
    return EventDetail(
        kicker=", ".join(t.label for t in terms if t.parameter == "type")
        or str(EventMode(facts.mode).label),
        badge=make_status_badge(page.event.status),
        status_title=name_status(page.event, is_past=is_past),
        status_reason=reason,
        status_reason_lang=reason_lang,
        is_past=is_past,
        dates=tuple(ahead[:DATES_SHOWN]),
        more_dates=tuple(ahead[DATES_SHOWN:]),
        facts=tuple(list_facts(page, facts, terms)),
        programme=tuple(list_programme(page)),
        registration=get_registration(page, facts, now, is_past=is_past),
        locator=_draw_locator(facts),
        zip_url=get_zip_url(page),
        network_name=get_network_name(page),
        parent=_find_parent(page, request),
        children=tuple(make_event_card(child, request) for child in children),
        related=tuple(make_event_card(other, request) for other in related),
        tags=make_tags(terms, index_url, TERM_FILTERS),
        calendar_url=reverse(
            "cms:event_calendar",
            args=[page.locale.language_code, page.event.translation_key],
        ),
        conference_url=page.conference_url if is_preview else "",
        conference_code=page.conference_code if is_preview else "",
    )


OFF = (EventStatus.CANCELLED, EventStatus.POSTPONED)


def find_reason(page: Any) -> tuple[str, str]:
    """Return why a page's event does not take place, and its language if it is another."""
    if page.event.status not in OFF:
        return "", ""
    found: tuple[str, str] = page.event.get_status_reason(page.locale.language_code)
    return found


def name_status(event: Event, *, is_past: bool) -> str:
    """Say in a sentence that an event does not take place, or is over."""
    if event.status == EventStatus.CANCELLED:
        return _("This event is cancelled.")
    if event.status == EventStatus.POSTPONED:
        return _("This event is postponed. The new date is not fixed yet.")
    return _("This event is over.") if is_past else ""


def list_spans(page: Any, is_preview: bool) -> list[tuple[Span, bool]]:  # noqa: FBT001 -- one caller, named like its variable
    """Return the dates and whether each is cancelled: the rows, of a preview the draft's."""
    if is_preview:
        try:
            return list(page.list_dates())
        except RecurrenceError:
            return [(Span(page.starts_at, page.ends_at), False)]
    rows = page.event.dates.order_by("starts_at", "ends_at")
    return [
        (Span(start, end), off)
        for start, end, off in rows.values_list("starts_at", "ends_at", "is_cancelled")
    ]


def make_line(span: Span, is_cancelled: bool, now: dt.datetime) -> DateLine:  # noqa: FBT001 -- a pair of list_spans
    """Return one date in words, for the page of an event or webinar."""
    return DateLine(
        text=format_span(span.starts_at, span.ends_at),
        iso=timezone.localtime(span.starts_at, BERLIN).isoformat(),
        badge=make_status_badge(EventStatus.CANCELLED) if is_cancelled else None,
        is_over=span.ends_at <= now,
    )


def list_facts(page: Any, facts: Any, terms: Sequence[LabelledTerm]) -> Iterable[Fact]:
    """Return the lines of "At a glance" that hold something."""
    address = ", ".join(
        line.strip() for line in facts.venue_address.splitlines() if line.strip()
    )
    venue = ", ".join(part for part in (facts.venue_name, address) if part)
    classes = ", ".join(t.label for t in terms if t.parameter == "class")
    cost = page.cost or (_("free of charge") if facts.is_free else "")
    lines = [
        (_("Where"), str(EventMode(facts.mode).label), "map"),
        (_("Venue"), venue if has_place(facts) else "", "map-pin"),
        (_("Bus and train"), page.directions if has_place(facts) else "", "bus"),
        (_("Age"), name_ages(facts), "users"),
        (_("Class"), classes, "graduation-cap"),
        (_("Cost"), cost, "coins"),
        (_("Places"), str(facts.seats) if facts.seats else "", "armchair"),
        (_("Languages"), page.languages, "languages"),
        (_("Supervision"), page.supervision, "user-check"),
        (_("What to bring"), page.bring, "backpack"),
        (_("Accessibility"), page.accessibility_note, "accessibility"),
        (_("Data protection"), page.privacy_note, "shield"),
        (_("Organiser"), page.organiser or get_network_name(page), "network"),
    ]
    return (Fact(label, value, icon) for label, value, icon in lines if value)


def list_programme(page: Any) -> Iterable[ProgrammeEntry]:
    """Return the programme in its order, each day named once."""
    day_before = ""
    for child in page.programme:
        value = child.value
        start = value["starts_at"]
        local = timezone.localtime(start, BERLIN) if start else None
        day = format_day(local) if local else ""
        yield ProgrammeEntry(
            day=day if day != day_before else "",
            time=f"{local:%H:%M} {name_zone(local)}" if local else "",
            iso=local.isoformat() if local else "",
            title=value["title"],
            text=value["text"],
            person=value["person"],
        )
        day_before = day or day_before


def get_registration(
    page: Any, facts: Any, now: dt.datetime, *, is_past: bool
) -> Registration | None:
    """Return what one does to take part; nothing where it is over or does not take place."""
    if is_past or page.event.status in OFF:
        return None
    if facts.registration_kind == RegistrationKind.NONE:
        return Registration(_("No registration needed."))
    opens, closes = facts.registration_opens_at, facts.registration_closes_at
    if opens and opens > now:
        return Registration(
            _("Registration opens on %(day)s.") % {"day": format_day(opens)}
        )
    if closes and closes <= now:
        return Registration(_("Registration is closed."))
    sentence = ""
    if closes:
        days = (closes - now).days
        sentence = ngettext(
            "Registration until %(day)s, %(number)d day left.",
            "Registration until %(day)s, %(number)d days left.",
            days,
        ) % {"day": format_day(closes), "number": days}
    return Registration(sentence, page.registration_url)


def get_zip_url(page: Any) -> str:
    """Return where all documents come as one file; nothing for fewer than two."""
    if len([child for child in page.documents if child.value["document"]]) <= 1:
        return ""
    return reverse("cms:event_documents", args=[page.pk])


def _draw_locator(facts: Any) -> DrawnMap | None:
    if facts.latitude is None or facts.longitude is None or not has_place(facts):
        return None
    return draw_place(facts.latitude, facts.longitude, facts.venue_name)


def _find_parent(page: EventPage, request: HttpRequest) -> Link | None:
    if page.event.parent_id is None:
        return None
    pages = EventPage.objects.listed(page.locale).filter(event=page.event.parent_id)
    found = pages.first()
    return Link(found.title, found.get_url(request) or "") if found else None


def _find_children(page: EventPage, now: dt.datetime) -> list[Any]:
    pages = select_for_cards(EventPage.objects.listed(page.locale), now)
    own = pages.filter(event__parent=page.event_id)
    return list(own.order_by("event__starts_at", "event_id"))


def _find_related(
    page: EventPage,
    terms: list[LabelledTerm],
    now: dt.datetime,
    children: list[int],
) -> list[Any]:
    """Return what editors chose, else what comes next on the same topics, else next."""
    listed = EventPage.objects.listed(page.locale)
    chosen = [child["value"] for child in page.related.raw_data]
    if chosen:
        rows = EventPage.objects.filter(pk__in=chosen).values("event")
        own = select_for_cards(listed.exclude(event=page.event_id), now)
        if found := list(own.filter(event__in=rows)[:RELATED_COUNT]):
            return found
    topics = [term.pk for term in terms if term.parameter == "topic"]
    tagged = PageTerm.objects.filter(page=OuterRef("pk"), term__in=topics)
    for pages in (listed.filter(Exists(tagged)), listed) if topics else (listed,):
        # The rows first, along their index: joined with pages they would all be sorted.
        ahead = (
            Event.objects.filter(
                Exists(pages.filter(event=OuterRef("pk"))),
                kind=EventKind.EVENT,
                status=EventStatus.PLANNED,
                ends_at__gt=now,
            )
            .exclude(pk__in=[page.event_id, *children])
            .order_by("ends_at", "pk")
        )
        next_ones = ahead.values("pk")[:RELATED_COUNT]
        if found := list(select_for_cards(listed, now).filter(event__in=next_ones)):
            return sorted(found, key=lambda other: (other.event.ends_at, other.pk))
    return []
