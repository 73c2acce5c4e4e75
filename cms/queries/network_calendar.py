"""The calendar of a network for its staff: own things, neighbours' events, free weeks (ED73)."""

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format

from cms.enums import Availability, EventMode, EventStatus, Taxonomy
from cms.geo import get_state_of
from cms.models import Call, CallPage, Event, EventDate, Network, OfferPage
from cms.models.network import NetworkDistrict, NetworkState
from cms.models.school_holiday import SchoolHoliday
from cms.models.term import PageDistrict, PageTerm
from cms.queries.collisions import Collision, Entry, find_collisions, get_monday
from cms.queries.translations import find_urls
from cms.recurrence import RecurrenceError, Span
from cms.validators.times import BERLIN

WEEKS_AHEAD = 12
"""For so many weeks from the month shown it says which are free."""

LONGEST_SERIES = dt.timedelta(days=400)
AUDIENCE = (Taxonomy.STAGE, Taxonomy.CLASS_LEVEL)


@dataclass(frozen=True)
class Day:
    date: dt.date
    is_in_month: bool
    entries: tuple[Entry, ...]
    holidays: tuple[SchoolHoliday, ...]


@dataclass(frozen=True)
class Week:
    monday: dt.date
    days: tuple[Day, ...]


@dataclass(frozen=True)
class FreeWeek:
    """A week without anything of one's own or the neighbours'."""

    monday: dt.date
    sunday: dt.date
    holidays: tuple[SchoolHoliday, ...]


@dataclass(frozen=True)
class NetworkCalendar:
    weeks: tuple[Week, ...]
    entries: tuple[Entry, ...]
    collisions: tuple[Collision, ...]
    free_weeks: tuple[FreeWeek, ...]
    has_holidays: bool


def get_network_calendar(network: Network, month: dt.date) -> NetworkCalendar:
    """Return what stands in a network's month; ``month`` is its first day.

    The number of queries does not grow with what stands there.
    """
    last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    first_monday = get_monday(month)
    ahead = first_monday + dt.timedelta(weeks=WEEKS_AHEAD) - dt.timedelta(days=1)
    end = max(ahead, get_monday(last) + dt.timedelta(days=6))
    states = list_states(network)
    own = list_own_entries(network, first_monday, end)
    others = list_neighbours_entries(network, states, first_monday, end)
    holidays = list_holidays(states, first_monday, end)
    entries = sorted(own + others, key=lambda entry: (entry.first_day, entry.time))
    in_month = [
        entry
        for entry in entries
        if entry.first_day <= last and entry.last_day >= month
    ]
    own_in_month = [entry for entry in in_month if entry.is_own]
    return NetworkCalendar(
        weeks=tuple(_make_weeks(month, last, entries, holidays)),
        entries=tuple(in_month),
        collisions=tuple(find_collisions(own_in_month, entries, holidays)),
        free_weeks=tuple(_find_free_weeks(first_monday, entries, holidays)),
        has_holidays=bool(holidays),
    )


def find_page_collisions(page: Any) -> list[Collision]:
    """Return what the dates of a page being edited collide with; [] without dates."""
    spans = _list_page_spans(page)
    if not spans:
        return []
    first, last = _get_day(spans[0].starts_at), _get_day(spans[-1].ends_at)
    start, end = get_monday(first), get_monday(last) + dt.timedelta(days=6)
    states = list_states(page.network)
    planned = _make_entries(
        page, spans, EntryTerms.of_page(page), _get_fallback(page.network), is_own=True
    )
    others = list_own_entries(page.network, start, end)
    others += list_neighbours_entries(page.network, states, start, end)
    return find_collisions(planned, others, list_holidays(states, start, end))


def list_states(network: Network) -> set[str]:
    """Return the states in which a network works, by itself or by its districts."""
    own = NetworkState.objects.filter(network=network).values_list("state", flat=True)
    districts = NetworkDistrict.objects.filter(network=network)
    keys = districts.values_list("ags", flat=True)
    return {*own, *(get_state_of(ags) for ags in keys)} - {""}


def list_holidays(
    states: Iterable[str], first: dt.date, last: dt.date
) -> list[SchoolHoliday]:
    """Return the school holidays of these states in the period."""
    return list(SchoolHoliday.objects.between(first, last).filter(state__in=states))


def find_neighbours(network: Network, states: Iterable[str]) -> QuerySet[Network]:
    """Return the networks that share a district or a state with this one."""
    keys = NetworkDistrict.objects.filter(network=network).values("ags")
    shared = Q(districts__ags__in=keys) | Q(states__state__in=list(states))
    return Network.objects.filter(shared).exclude(pk=network.pk).distinct()


def list_own_entries(network: Network, first: dt.date, last: dt.date) -> list[Entry]:
    """Return a network's events and offers, drafts too, and its deadlines."""
    networks = Network.objects.filter(pk=network.pk)
    period = (first, last)
    pages = [
        (page, spans)
        for model in _get_event_models()
        for page, spans in _read_drafts(model, network, period)
    ]
    pages += _read_offers(network, period)
    terms = _read_terms([page.pk for page, _spans in pages])
    fallback = _get_fallback(network)
    entries = _list_events(networks, period, is_own=True)
    for page, spans in pages:
        own = terms.get(page.pk, EntryTerms())
        entries += _make_entries(page, spans, own, fallback, is_own=True)
    return entries + _list_deadlines(network, period)


def list_neighbours_entries(
    network: Network, states: Iterable[str], first: dt.date, last: dt.date
) -> list[Entry]:
    """Return the public events of networks that share a district or a state."""
    neighbours = find_neighbours(network, states)
    return _list_events(neighbours, (first, last), is_own=False)


@dataclass(frozen=True)
class EntryTerms:
    """Whom a page is about."""

    audience: frozenset[int] = frozenset()
    target_groups: frozenset[int] = frozenset()
    districts: frozenset[str] = frozenset()

    @classmethod
    def of_page(cls, page: Any) -> "EntryTerms":
        """Read a page as it stands in the editor, saved or not."""
        terms = [row.term for row in page.cms_page_terms.all()]
        return cls(
            audience=frozenset(t.pk for t in terms if t.taxonomy in AUDIENCE),
            target_groups=frozenset(
                t.pk for t in terms if t.taxonomy == Taxonomy.TARGET_GROUP
            ),
            districts=frozenset(row.ags for row in page.cms_page_districts.all()),
        )


def _read_terms(page_keys: Sequence[int]) -> dict[int, EntryTerms]:
    audience: dict[int, set[int]] = defaultdict(set)
    groups: dict[int, set[int]] = defaultdict(set)
    rows = PageTerm.objects.filter(
        page__in=page_keys, term__taxonomy__in=[*AUDIENCE, Taxonomy.TARGET_GROUP]
    )
    for page, term, taxonomy in rows.values_list("page", "term", "term__taxonomy"):
        (audience if taxonomy in AUDIENCE else groups)[page].add(term)
    districts = defaultdict(set)
    places = PageDistrict.objects.filter(page__in=page_keys)
    for page, ags in places.values_list("page", "ags"):
        districts[page].add(ags)
    return {
        key: EntryTerms(
            frozenset(audience[key]), frozenset(groups[key]), frozenset(districts[key])
        )
        for key in page_keys
    }


def _get_fallback(network: Network) -> frozenset[str]:
    """Return the districts of a network, which a page without any is about."""
    rows = NetworkDistrict.objects.filter(network=network)
    return frozenset(rows.values_list("ags", flat=True))


def _get_event_models() -> list[Any]:
    return [Event._meta.get_field(name).related_model for name in Event.page_accessors]


def _list_events(
    networks: QuerySet[Network], period: tuple[dt.date, dt.date], *, is_own: bool
) -> list[Entry]:
    """Return the dates of published events, each with its page in the source language."""
    start, end = _get_moments(period)
    dates = list(
        EventDate.objects.filter(
            ends_at__gt=start,
            starts_at__lt=end,
            is_cancelled=False,
            event__network__in=networks,
        )
        .exclude(event__status=EventStatus.CANCELLED)
        .select_related("event__network")
        .order_by("starts_at", "pk")
    )
    pages = _find_live_pages({date.event_id for date in dates})
    terms = _read_terms([page.pk for page in pages.values()])
    fallbacks = defaultdict(set)
    for key, ags in NetworkDistrict.objects.filter(
        network__in={date.event.network_id for date in dates}
    ).values_list("network", "ags"):
        fallbacks[key].add(ags)
    urls = {} if is_own else find_urls([str(page.pk) for page in pages.values()])
    entries = []
    for date in dates:
        page = pages.get(date.event_id)
        if page is None:
            continue
        entries += _make_entries(
            page,
            [Span(date.starts_at, date.ends_at)],
            terms[page.pk],
            frozenset(fallbacks[date.event.network_id]),
            is_own=is_own,
            url="" if is_own else urls[str(page.pk)],
        )
    return entries


def _find_live_pages(events: set[int]) -> dict[int, Any]:
    """Return one public page of each event, that of the source language where it is live."""
    found: dict[int, Any] = {}
    for model in _get_event_models():
        pages = model.objects.public().filter(
            event__in=events, live=True, alias_of__isnull=True
        )
        for page in pages.select_related("event", "network").order_by("pk"):
            if page.event_id not in found or page.is_fact_source:
                found[page.event_id] = page
    return found


def _read_drafts(
    model: Any, network: Network, period: tuple[dt.date, dt.date]
) -> list[tuple[Any, list[Span]]]:
    """Return pages that were never published, with their dates in the period."""
    start, end = _get_moments(period)
    drafts = model.objects.filter(
        network=network,
        live=False,
        alias_of__isnull=True,
        starts_at__lt=end,
        starts_at__gt=start - LONGEST_SERIES,
    )
    return [
        (page, _cut(_list_page_spans(page), start, end))
        for page in drafts.select_related("event", "network")
        if page.is_fact_source
    ]


def _read_offers(
    network: Network, period: tuple[dt.date, dt.date]
) -> list[tuple[Any, list[Span]]]:
    start, end = _get_moments(period)
    pages = OfferPage.objects.filter(
        network=network, alias_of__isnull=True, availability=Availability.DATES
    )
    return [
        (page, _cut(_list_page_spans(page), start, end))
        for page in pages.select_related("offer", "network")
        if page.is_fact_source
    ]


def _list_page_spans(page: Any) -> list[Span]:
    """Return the dates that a page says, in order; [] where it says none that can be."""
    if isinstance(page, OfferPage):
        if page.availability != Availability.DATES:
            return []
        return sorted(
            Span(child.value["starts_at"], child.value["ends_at"])
            for child in page.dates
        )
    if getattr(page, "starts_at", None) is None or page.ends_at is None:
        return []
    try:
        return [span for span, is_cancelled in page.list_dates() if not is_cancelled]
    except RecurrenceError:
        return [Span(page.starts_at, page.ends_at)]


def _make_entries(
    page: Any,
    spans: Iterable[Span],
    terms: EntryTerms,
    fallback: frozenset[str],
    *,
    is_own: bool,
    url: str = "",
) -> list[Entry]:
    is_online = getattr(page, "mode", "") == EventMode.ONLINE
    if is_own and page.pk:
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return [
        Entry(
            kind="offer" if isinstance(page, OfferPage) else "event",
            row=(page.thing_attribute, page.thing.pk),
            title=page.title,
            first_day=_get_day(span.starts_at),
            last_day=_get_last_day(span),
            network=page.network.display_name,
            is_own=is_own,
            is_draft=not page.live,
            time=_say_time(span.starts_at),
            url=url,
            venue="" if is_online else page.venue_name,
            districts=terms.districts or fallback,
            audience=terms.audience,
            target_groups=terms.target_groups,
            ages=(page.age_from, page.age_to),
        )
        for span in spans
    ]


def _list_deadlines(network: Network, period: tuple[dt.date, dt.date]) -> list[Entry]:
    start, end = _get_moments(period)
    calls = Call.objects.filter(
        network=network, deadline_at__gte=start, deadline_at__lt=end
    )
    pages = CallPage.objects.filter(
        call__in=calls, live=True, alias_of__isnull=True
    ).select_related("call", "network")
    return [
        Entry(
            kind="call",
            row=("call", page.call_id),
            title=page.title,
            first_day=_get_day(page.call.deadline_at),
            last_day=_get_day(page.call.deadline_at),
            network=page.network.display_name,
            time=_say_time(page.call.deadline_at),
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        )
        for page in pages
        if page.is_fact_source
    ]


def _make_weeks(
    month: dt.date,
    last: dt.date,
    entries: Sequence[Entry],
    holidays: Sequence[SchoolHoliday],
) -> list[Week]:
    weeks, monday = [], get_monday(month)
    while monday <= last:
        dates = [monday + dt.timedelta(days=number) for number in range(7)]
        days = [
            Day(
                date=date,
                is_in_month=date.month == month.month,
                entries=tuple(e for e in entries if e.first_day <= date <= e.last_day),
                holidays=tuple(
                    row for row in holidays if row.start_date <= date <= row.end_date
                ),
            )
            for date in dates
        ]
        weeks.append(Week(monday, tuple(days)))
        monday += dt.timedelta(weeks=1)
    return weeks


def _find_free_weeks(
    first_monday: dt.date, entries: Sequence[Entry], holidays: Sequence[SchoolHoliday]
) -> list[FreeWeek]:
    free = []
    for number in range(WEEKS_AHEAD):
        monday = first_monday + dt.timedelta(weeks=number)
        sunday = monday + dt.timedelta(days=6)
        if not any(e.first_day <= sunday and e.last_day >= monday for e in entries):
            here = tuple(row for row in holidays if row.covers_week(monday))
            free.append(FreeWeek(monday, sunday, here))
    return free


def _cut(spans: Iterable[Span], start: dt.datetime, end: dt.datetime) -> list[Span]:
    return [span for span in spans if span.ends_at > start and span.starts_at < end]


def _get_moments(period: tuple[dt.date, dt.date]) -> tuple[dt.datetime, dt.datetime]:
    """Return from when to when two days last in Berlin, the last one included."""
    first, last = period
    after = last + dt.timedelta(days=1)
    return (
        dt.datetime.combine(first, dt.time(), BERLIN),
        dt.datetime.combine(after, dt.time(), BERLIN),
    )


def _get_day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(BERLIN).date()


def _get_last_day(span: Span) -> dt.date:
    # What ends at midnight does not reach into the next day.
    return _get_day(span.ends_at - dt.timedelta(seconds=1))


def _say_time(moment: dt.datetime) -> str:
    return date_format(moment.astimezone(BERLIN), "H:i")
