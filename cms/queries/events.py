"""Events as visitors find them: the list with its filters, and their cards (ED20, ED26)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.enums import EventMode, EventStatus, State
from cms.geo import (
    PREFIX_BY_STATE,
    STATE_BY_PREFIX,
    get_districts,
    get_districts_of,
    sort_key,
)
from cms.models import (
    EventIndexPage,
    EventPage,
    NetworkDistrict,
    NetworkState,
)
from cms.models.base import BasePage
from cms.models.event import build_period_rule
from cms.queries.bodies import prefetch_card_pictures
from cms.queries.cards import Badge, Card, Link, Meta, get_network_name, label_network
from cms.queries.distance import make_distance_form, read_distance
from cms.queries.event_dates import (
    FROM_TODAY,
    PAST,
    PERIODS,
    annotate_next_date,
    format_days,
    format_span,
    get_bounds,
    order_by_next_date,
)
from cms.queries.event_month import MONTH, get_event_month, read_month, wants_month
from cms.queries.facets import build_url
from cms.queries.filtered_lists import Filter, FoundValue, Listing
from cms.queries.lists import ListKind, ThingList, make_network_filter, read_for_cards
from cms.queries.paging import get_paging
from cms.queries.pictures import get_picture
from cms.queries.thing_map import get_thing_map, read_cell_narrowing, wants_map

TERM_FILTERS = ("topic", "stage", "target", "type", "class")
PERIOD = "period"
FREE = "yes"
AGES = {
    "0-5": (0, 5),
    "6-9": (6, 9),
    "10-12": (10, 12),
    "13-15": (13, 15),
    "16-19": (16, 19),
}
BADGES = {
    EventStatus.CANCELLED: ("danger", "ban"),
    EventStatus.POSTPONED: ("warning", "calendar-clock"),
}


def list_events(
    *, index: EventIndexPage, request: HttpRequest, now: dt.datetime
) -> Listing:
    """Return one page of an index: what lies ahead by its next date, or the past.

    Raises:
        Http404: where the address asks for a page beyond the last.
    """
    params = request.GET
    if wants_month(params):
        return _list_month(index, request, now)
    distance = read_distance(params)
    things = ThingList(
        get_event_kind(now, params),
        index=index,
        params=params,
        path=request.path,
        narrowings=(distance.narrowing, read_cell_narrowing(params)),
        keep=("view",),
    )
    listing = things.get_listing(request)
    shown_map = None
    if wants_map(params):
        shown_map = get_thing_map(things=things, panel=listing.panel, request=request)
    is_archive = is_past(params)
    rest = things.get_pairs(without=[PERIOD])
    return replace(
        listing,
        is_archive=is_archive,
        distance=make_distance_form(distance, things),
        views=_make_views(things),
        map=shown_map,
        other_view_url=build_url(
            request.path, rest if is_archive else [*rest, (PERIOD, PAST)]
        ),
        other_view_count=things.counts.by_filter[PERIOD].get(
            FROM_TODAY if is_archive else PAST, 0
        ),
    )


def _list_month(
    index: EventIndexPage, request: HttpRequest, now: dt.datetime
) -> Listing:
    """Return the days of a month under the same filters, instead of a page of the list."""
    params = request.GET
    distance, asked = read_distance(params), read_month(params, now)
    kind = get_event_kind(now, params)
    things = ThingList(
        # The month stands in the place of the period.
        replace(kind, name=f"{kind.name}:month", first=kind.first[1:]),
        index=index,
        params=params,
        path=request.path,
        narrowings=(asked.narrowing, distance.narrowing),
        keep=("view",),
    )
    panel = things.build_panel()
    return Listing(
        cards=(),
        total=things.counts.total,
        paging=get_paging(None, total=0, path=request.path),
        panel=panel,
        distance=make_distance_form(distance, things),
        views=_make_views(things),
        month=get_event_month(things=things, asked=asked, request=request, now=now),
    )


def _make_views(things: ThingList) -> tuple[Link, ...]:
    options = [("", _("List")), (MONTH, _("Month")), ("map", _("Map"))]
    return things.make_views("view", options)


def is_past(params: Any) -> bool:
    """Tell whether an address asks for past events alone."""
    return set(params.getlist(PERIOD)) == {PAST}


def list_next_events(
    *, home: BasePage, request: HttpRequest, now: dt.datetime, limit: int
) -> list[Card]:
    """Return cards of what comes next: of the portal all, of a network its own."""
    pages = EventPage.objects.listed(home.locale)
    if not home.network.is_site:
        pages = pages.filter(event__network=home.network_id)
    found = list_next_pages(pages, now, limit)
    prefetch_card_pictures(found)
    return [make_event_card(page, request) for page in found]


def list_next_pages(pages: QuerySet[Any], now: dt.datetime, limit: int) -> list[Any]:
    """Return the pages of what takes place next, in one query, for cards beside others."""
    planned = pages.filter(event__status=EventStatus.PLANNED, event__ends_at__gt=now)
    return list(
        select_for_cards(planned, now).order_by("next_starts_at", "event_id")[:limit]
    )


# --- cards ------------------------------------------------------------------------------------


def make_event_cards(
    ids: list[int],
    pages: QuerySet[EventPage],
    request: HttpRequest | None,
    now: dt.datetime,
) -> list[Card]:
    """Return the cards of rows in their order: their pages, one query, and pictures, one."""
    found = read_for_cards(select_for_cards(pages, now), "event", ids)
    return [make_event_card(page, request) for page in found]


def select_for_cards(pages: QuerySet[Any], now: dt.datetime) -> Any:
    """Join what a card shows, its next date too, and leave the long texts behind."""
    return annotate_next_date(
        pages.select_related("lead_image", "network", "event").defer(
            "body", "programme", "documents", "more_dates", "exceptions"
        ),
        now,
    )


def make_event_card(page: Any, request: HttpRequest | None) -> Card:
    """Return the card of a page that `select_for_cards` has read."""
    event = page.event
    meta = [Meta(name_when(page), "calendar")]
    if page.dates_left > 1:
        others = page.dates_left - 1
        text = ngettext("%(number)d more date", "%(number)d more dates", others) % {
            "number": others
        }
        meta.append(Meta(text, "calendar-plus"))
    meta.append(Meta(name_place(event), "map-pin" if has_place(event) else "monitor"))
    if event.is_free:
        meta.append(Meta(_("free of charge"), "coins"))
    if network := get_network_name(page):
        meta.append(Meta(network, "network"))
    return Card(
        title=page.title,
        url=page.get_url(request) or "",
        summary=page.summary or page.subline,
        kicker=str(EventMode(event.mode).label),
        meta=tuple(meta),
        badge=make_status_badge(event.status),
        picture=get_picture(page.lead_image, "card", alt=page.lead_image_alt),
    )


def name_when(page: Any) -> str:
    """Say the next date; of what is over, its days."""
    if page.next_starts_at is not None:
        return format_span(page.next_starts_at, page.next_ends_at)
    if page.event.starts_at is None:
        return ""
    return format_days(page.event.starts_at, page.event.ends_at)


def has_place(event: Any) -> bool:
    """Tell whether one can go there."""
    return bool(event.mode != EventMode.ONLINE)


def name_place(event: Any) -> str:
    """Say where: the venue, the town of its address, or online."""
    if not has_place(event):
        return str(EventMode.ONLINE.label)
    lines = [line.strip() for line in event.venue_address.splitlines() if line.strip()]
    parts = [event.venue_name, lines[-1] if lines else ""]
    return ", ".join(dict.fromkeys(part for part in parts if part)) or str(
        EventMode(event.mode).label
    )


def make_status_badge(status: str) -> Badge | None:
    """Return what became of an event as a word; nothing of one that takes place."""
    if status not in BADGES:
        return None
    tone, icon = BADGES[EventStatus(status)]
    return Badge(str(EventStatus(status).label), tone, icon)


# --- filters ----------------------------------------------------------------------------------


def get_event_kind(now: dt.datetime, params: QueryDict) -> ListKind:
    """Return how events are listed at a moment.

    What is past begins with the latest; districts are offered once a state is chosen.
    """

    def order(events: Any) -> Any:
        if is_past(params):
            return events.order_by("-ends_at", "-pk")
        return order_by_next_date(events, now)

    districts = _list_districts(params)
    return ListKind(
        # What rows have is kept for a minute: with which districts, and of which hour.
        name=f"events:{','.join(districts)}",
        page_model=EventPage,
        row_attribute="event",
        order=order,
        make_cards=lambda ids, pages, request: make_event_cards(
            ids, pages, request, now
        ),
        first=(
            Filter(
                name=PERIOD,
                label=gettext_lazy("When"),
                build_rule=lambda values: build_periods_rule(values, now),
                read=_read_dates,
                list_values=lambda found: _list_periods(found, now),
                options=list(PERIODS.items()),
                default=(FROM_TODAY,),
            ),
            MODE_FILTER,
        ),
        term_filters=TERM_FILTERS,
        last=(
            AGE_FILTER,
            FREE_FILTER,
            STATE_FILTER,
            *([_make_district_filter(districts)] if districts else []),
            NETWORK_FILTER,
        ),
    )


def _read_columns(events: QuerySet[Any]) -> QuerySet[Any]:
    """Read what five filters need at once."""
    return events.values(
        "pk",
        "ends_at",
        "mode",
        "is_free",
        "age_from",
        "age_to",
        "network__slug",
        "network__name",
    )


def _read_dates(events: QuerySet[Any]) -> QuerySet[Any]:
    return events.values_list("pk", "ends_at", "dates__starts_at", "dates__ends_at")


def _read_areas(events: QuerySet[Any]) -> QuerySet[Any]:
    """Read the districts that pages name and those of their network, a line for each pair."""
    return events.values_list(
        "pk",
        "event_pages__cms_page_districts__ags",
        "network__states__state",
        "network__districts__ags",
    )


def build_periods_rule(values: Iterable[str], now: dt.datetime) -> Q:
    """Return the condition on rows that one of their dates lies in one of the periods."""
    bounds = get_bounds(now)
    rule = Q()
    for value in values:
        if value == FROM_TODAY:
            rule |= Q(ends_at__gt=now)
        elif value == PAST:
            rule |= Q(ends_at__lte=now)
        else:
            rule |= build_period_rule(bounds[value].start, bounds[value].end)
    return rule


def _list_periods(found: Iterable[Any], now: dt.datetime) -> Iterable[FoundValue]:
    bounds = get_bounds(now)
    values: set[tuple[int, str]] = set()
    for pk, ends_at, date_start, date_end in found:
        if ends_at is None:
            continue
        values.add((pk, FROM_TODAY if ends_at > now else PAST))
        for name, one in bounds.items():
            if date_start and date_end > one.start and date_start < one.end:
                values.add((pk, name))
    return ((pk, value, "") for pk, value in values)


MODE_FILTER = Filter(
    name="mode",
    label=gettext_lazy("Where"),
    build_rule=lambda values: Q(mode__in=values),
    read=_read_columns,
    list_values=lambda found: ((row["pk"], row["mode"], "") for row in found),
    options=[(mode.value, mode.label) for mode in EventMode],
)


def build_age_rule(values: Iterable[str]) -> Q:
    """Return the condition that an event says ages, and that they meet one of these."""
    rule = Q()
    for value in values:
        first, last = AGES[value]
        begins = Q(age_from__lte=last) | Q(age_from__isnull=True)
        goes_on = Q(age_to__gte=first) | Q(age_to__isnull=True)
        rule |= begins & goes_on
    return rule & (Q(age_from__isnull=False) | Q(age_to__isnull=False))


def _list_ages(found: Iterable[Any]) -> Iterable[FoundValue]:
    for row in found:
        first, last = row["age_from"], row["age_to"]
        if first is None and last is None:
            continue
        for value, (low, high) in AGES.items():
            if (first is None or first <= high) and (last is None or last >= low):
                yield row["pk"], value, ""


AGE_FILTER = Filter(
    name="age",
    label=gettext_lazy("Age"),
    build_rule=build_age_rule,
    read=_read_columns,
    list_values=_list_ages,
    options=[
        (
            value,
            format_lazy(gettext_lazy("{first} to {last} years"), first=low, last=high),
        )
        for value, (low, high) in AGES.items()
    ],
)
FREE_FILTER = Filter(
    name="free",
    label=gettext_lazy("Cost"),
    build_rule=lambda _values: Q(is_free=True),
    read=_read_columns,
    list_values=lambda found: (
        (row["pk"], FREE, "") for row in found if row["is_free"]
    ),
    options=[(FREE, gettext_lazy("free of charge"))],
)
NETWORK_FILTER = replace(
    make_network_filter(),
    read=_read_columns,
    list_values=lambda found: (
        (
            row["pk"],
            row["network__slug"],
            label_network(row["network__slug"], row["network__name"]),
        )
        for row in found
    ),
)


# --- states and districts: those of the page, else those of its network -----------------------


def _list_districts(params: QueryDict) -> list[str]:
    """Return the districts of the chosen states, and those that are chosen themselves."""
    states = [value for value in params.getlist("state") if value in PREFIX_BY_STATE]
    keys = [row.ags for state in states for row in get_districts_of(state)]
    chosen = [ags for ags in params.getlist("district") if ags in get_districts()]
    return list(dict.fromkeys([*keys, *chosen]))


def _build_area_rule(own: Q, networks: QuerySet[Any]) -> Q:
    named = EventPage.objects.filter(cms_page_districts__isnull=False)
    held = Q(pk__in=EventPage.objects.filter(own).values("event"))
    unnamed = ~Q(pk__in=named.values("event"))
    return held | (Q(network__in=networks.values("network")) & unnamed)


def _build_state_rule(values: Iterable[str]) -> Q:
    own = Q()
    for value in values:
        own |= Q(cms_page_districts__ags__startswith=PREFIX_BY_STATE[value])
    return _build_area_rule(own, NetworkState.objects.filter(state__in=list(values)))


def _build_district_rule(values: Iterable[str]) -> Q:
    keys = list(values)
    return _build_area_rule(
        Q(cms_page_districts__ags__in=keys),
        NetworkDistrict.objects.filter(ags__in=keys),
    )


def _list_states(found: Iterable[Any]) -> Iterable[FoundValue]:
    named = _find_named(found)
    values = {
        (pk, str(STATE_BY_PREFIX.get(ags[:2], "")) if ags else state)
        for pk, ags, state, _district in found
        if ags or pk not in named
    }
    return ((pk, value, "") for pk, value in values if value)


def _list_areas(found: Iterable[Any]) -> Iterable[FoundValue]:
    named = _find_named(found)
    values = {
        (pk, ags or district)
        for pk, ags, _state, district in found
        if ags or pk not in named
    }
    return ((pk, value, "") for pk, value in values if value)


def _find_named(found: Iterable[Any]) -> set[int]:
    """Return the events of which one page names districts."""
    return {pk for pk, ags, _state, _district in found if ags}


STATE_FILTER = Filter(
    name="state",
    label=gettext_lazy("State"),
    build_rule=_build_state_rule,
    read=_read_areas,
    list_values=_list_states,
    options=sorted(
        ((state.value, state.label) for state in State),
        key=lambda pair: sort_key(str(pair[1])),
    ),
    is_wide=True,
)


def _make_district_filter(districts: list[str]) -> Filter:
    return Filter(
        name="district",
        label=gettext_lazy("District"),
        build_rule=_build_district_rule,
        read=_read_areas,
        list_values=_list_areas,
        options=[(ags, get_districts()[ags].label) for ags in districts],
        is_wide=True,
    )
