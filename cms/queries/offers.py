"""Offers as visitors find them: the list with its filters, and their cards (ED27, ED26)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.enums import Availability, State
from cms.geo import (
    PREFIX_BY_STATE,
    STATE_BY_PREFIX,
    get_districts,
    get_districts_of,
    sort_key,
)
from cms.models import OfferIndexPage, OfferPage, PageDistrict, PageTerm
from cms.queries.cards import (
    Badge,
    Card,
    Meta,
    get_network_name,
    label_network,
    name_ages,
)
from cms.queries.distance import (
    Distance,
    build_circle_rule,
    build_reach_rule,
    make_distance_form,
    read_distance,
)
from cms.queries.facets import KEPT_PARAMETERS
from cms.queries.filtered_lists import EVERY, Filter, Listing, Narrowing
from cms.queries.lists import ListKind, ThingList, make_network_filter, read_for_cards
from cms.queries.pictures import get_picture
from cms.queries.terms import LabelledTerm, list_filter_terms
from cms.queries.thing_map import (
    MAP,
    VIEW,
    get_thing_map,
    read_cell_narrowing,
    wants_map,
)
from cms.registry import Label

PLACES: Mapping[str, tuple[str, Label]] = {
    "on-site": ("is_on_site", gettext_lazy("at the provider's")),
    "mobile": ("is_mobile", gettext_lazy("comes to the school")),
    "online": ("is_online", gettext_lazy("online")),
}
"""Where an offer takes place: value of the filter, column and words; a row can be several."""

OWN_DISTRICTS = PageDistrict.objects.filter(page__cms_offerpage__offer=OuterRef("pk"))
"""The districts of an offer's pages, for each row."""

TERM_FILTERS = ("stage", "class", "topic", "format", "promotion", "target")
ASKED = ("class", "place")
"""Filters that the form for the distance asks for too: a teacher's three questions (ED68)."""

FREE = "yes"
MINUTES_OF_A_DAY = 480
"""A day of an offer, as the form of the editors says."""


def list_offers(*, index: OfferIndexPage, request: HttpRequest) -> Listing:
    """Return one page of an index with filters and counts, as a list or with a map above it.

    Raises:
        Http404: where the address asks for a page beyond the last.
    """
    distance = read_distance(request.GET)
    things = make_offer_list(index, request.GET, request.path, distance)
    listing = things.get_listing(request)
    is_map = wants_map(request.GET)
    return replace(
        listing,
        views=things.make_views(VIEW, [("", _("List")), (MAP, _("Map"))]),
        distance=make_distance_form(
            distance, things, [g for g in listing.panel.groups if g.name in ASKED]
        ),
        map=get_thing_map(things=things, panel=listing.panel, request=request)
        if is_map
        else None,
    )


def make_offer_list(
    index: OfferIndexPage,
    params: QueryDict,
    path: str,
    distance: Distance | None = None,
) -> ThingList:
    """Return the offers of an index under the filters of an address."""
    distance = distance or read_distance(params)
    return ThingList(
        get_offer_kind(params),
        index=index,
        params=params,
        path=path,
        narrowings=[make_distance_narrowing(distance), read_cell_narrowing(params)],
        keep=(*KEPT_PARAMETERS, VIEW),
    )


def make_distance_narrowing(distance: Distance) -> Narrowing:
    """Return the condition that one gets there, or that the offer comes here.

    At the provider's it lies in the circle; a mobile one comes as far as it says, into the
    districts that it names, or everywhere; what is online is everywhere.
    """
    spot = distance.spot
    if spot is None:
        return Narrowing()
    point = (spot.latitude, spot.longitude)
    named = OfferPage.objects.filter(cms_page_districts__ags=spot.district)
    comes = (
        build_reach_rule(*point, "travel_km")
        | Q(pk__in=named.values("offer"))
        | (Q(travel_km__isnull=True) & ~Q(Exists(OWN_DISTRICTS)))
    )
    rule = (
        Q(is_on_site=True) & build_circle_rule(*point, distance.radius_km)
        | Q(is_mobile=True) & comes
        | Q(is_online=True)
    )
    return replace(distance.narrowing, rule=rule)


# --- cards ------------------------------------------------------------------------------------


def make_offer_cards(
    ids: list[int], pages: QuerySet[OfferPage], request: HttpRequest | None
) -> list[Card]:
    """Return the cards of rows in their order: pages, their terms and pictures, three queries."""
    found = read_for_cards(select_for_cards(pages), "offer", ids)
    terms = find_terms(page.pk for page in found)
    return [make_offer_card(page, terms.get(page.pk, ()), request) for page in found]


def select_for_cards(pages: QuerySet[OfferPage]) -> QuerySet[OfferPage]:
    """Join what a card shows and leave the long texts behind."""
    return pages.select_related("lead_image", "network", "offer").defer(
        "body", "dates", "materials", "next_steps", "preparation", "directions"
    )


def find_terms(page_ids: Iterable[int]) -> dict[int, list[LabelledTerm]]:
    """Return the terms of several pages in their order, one query."""
    rows = PageTerm.objects.filter(page__in=list(page_ids))
    return label_terms(rows.values_list("page", "term"))


def label_terms(rows: Iterable[tuple[int, int]]) -> dict[int, list[LabelledTerm]]:
    """Return the terms by page out of pairs of page and term, in their order."""
    held: dict[int, set[int]] = {}
    for page, term in rows:
        held.setdefault(page, set()).add(term)
    known = list_filter_terms()
    return {
        page: [term for term in known if term.pk in keys] for page, keys in held.items()
    }


def make_offer_card(
    page: OfferPage, terms: Sequence[LabelledTerm], request: HttpRequest | None
) -> Card:
    """Return the card of a page whose row, network and picture are there."""
    offer = page.offer
    meta = [Meta(page.provider_name, "building-2")]
    if places := name_places(offer):
        meta.append(Meta(places, "map-pin"))
    if audience := name_audience(terms, offer):
        meta.append(Meta(audience, "users"))
    if network := get_network_name(page):
        meta.append(Meta(network, "network"))
    return Card(
        title=page.title,
        url=page.get_url(request) or "",
        summary=page.summary,
        kicker=", ".join(pick_labels(terms, "format")[:2]),
        meta=tuple(meta),
        badge=Badge(_("free of charge"), "success") if offer.is_free else None,
        picture=get_picture(page.lead_image, "card", alt=page.lead_image_alt),
    )


def pick_labels(terms: Iterable[LabelledTerm], parameter: str) -> list[str]:
    """Return the labels of those terms that one filter is about."""
    return [term.label for term in terms if term.parameter == parameter]


def name_places(offer: Any) -> str:
    """Say where it takes place: “at the provider's, online”."""
    held = [str(label) for column, label in PLACES.values() if getattr(offer, column)]
    return ", ".join(held)


def name_audience(terms: Sequence[LabelledTerm], offer: Any) -> str:
    """Say for whom it is, as exactly as it is known: years, else ages, else stages."""
    return (
        name_classes(terms)
        or name_ages(offer)
        or ", ".join(pick_labels(terms, "stage"))
    )


def name_classes(terms: Iterable[LabelledTerm]) -> str:
    """Say the years of school in runs: “Years 5 to 7, 9”."""
    slugs = [
        term.slug.removeprefix("class-") for term in terms if term.parameter == "class"
    ]
    numbers = sorted(int(slug) for slug in slugs if slug.isdecimal())
    if not numbers:
        return ""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [
        str(run[0])
        if len(run) == 1
        else _("%(first)d to %(last)d") % {"first": run[0], "last": run[-1]}
        for run in runs
    ]
    return ngettext("Year %(years)s", "Years %(years)s", len(numbers)) % {
        "years": ", ".join(parts)
    }


def name_length(minutes: int) -> str:
    """Say a length in the unit that fits: 90 minutes, 3 hours, 2 days."""
    days, rest = divmod(minutes, MINUTES_OF_A_DAY)
    if not rest:
        return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}
    hours, rest = divmod(minutes, 60)
    if minutes < 120:  # noqa: PLR2004 -- one says 90 minutes, not 1 h 30
        return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {
            "number": minutes
        }
    words = {"number": hours, "minutes": rest}
    if rest:
        return _("%(number)d hours %(minutes)d minutes") % words
    return ngettext("%(number)d hour", "%(number)d hours", hours) % words


# --- filters ----------------------------------------------------------------------------------


def get_offer_kind(params: QueryDict) -> ListKind:
    """Return how offers are listed; districts are offered once a state is chosen."""
    return ListKind(
        name="offers",
        page_model=OfferPage,
        row_attribute="offer",
        order=lambda rows: rows.order_by("title_key", "pk"),
        make_cards=make_offer_cards,
        first=(PLACE_FILTER,),
        term_filters=TERM_FILTERS,
        last=(
            FREE_FILTER,
            AVAILABILITY_FILTER,
            _make_state_filter(),
            _make_district_filter(_list_districts(params)),
            NETWORK_FILTER,
        ),
    )


def _read_columns(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Read what four filters need at once."""
    columns = [column for column, _label in PLACES.values()]
    return rows.values(
        "pk", "is_free", "availability", "network__slug", "network__name", *columns
    )


def _read_districts(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Read the districts of each offer's source page, a line for each; none is a line too."""
    source = Q(offer_pages__locale=F("source_locale"), offer_pages__alias_of=None)
    return (
        rows.filter(source)
        .annotate(
            ags=F("offer_pages__cms_page_districts__ags"),
            is_everywhere=Case(
                When(build_everywhere_rule(), then=Value(value=True)),
                default=Value(value=False),
                output_field=BooleanField(),
            ),
        )
        .values_list("pk", "ags", "is_everywhere")
    )


def _build_place_rule(values: Iterable[str]) -> Q:
    rule = Q()
    for value in values:
        column, _label = PLACES[value]
        rule |= Q(**{column: True})
    return rule


PLACE_FILTER = Filter(
    name="place",
    label=gettext_lazy("Where"),
    build_rule=_build_place_rule,
    read=_read_columns,
    list_values=lambda found: (
        (row["pk"], value, "")
        for row in found
        for value, (column, _label) in PLACES.items()
        if row[column]
    ),
    options=[(value, label) for value, (_column, label) in PLACES.items()],
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
AVAILABILITY_FILTER = Filter(
    name="when",
    label=gettext_lazy("When"),
    build_rule=lambda values: Q(availability__in=values),
    read=_read_columns,
    list_values=lambda found: ((row["pk"], row["availability"], "") for row in found),
    options=[(value.value, value.label) for value in Availability],
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


def _list_districts(params: QueryDict) -> list[str]:
    """Return the districts of the chosen states, and those that are chosen themselves."""
    states = [value for value in params.getlist("state") if value in PREFIX_BY_STATE]
    keys = [row.ags for state in states for row in get_districts_of(state)]
    chosen = [ags for ags in params.getlist("district") if ags in get_districts()]
    return list(dict.fromkeys([*keys, *chosen]))


def build_served_rule(districts: Q) -> Q:
    """Return the condition that an offer serves districts: it names them, or comes everywhere."""
    named = OfferPage.objects.filter(districts).values("offer")
    return Q(pk__in=named) | (build_everywhere_rule() & ~Q(Exists(OWN_DISTRICTS)))


def build_everywhere_rule() -> Q:
    """Return the condition that nothing but districts bounds how far an offer reaches."""
    return Q(is_mobile=True, travel_km__isnull=True) | Q(is_online=True)


def _build_state_rule(values: Iterable[str]) -> Q:
    rule = Q()
    for value in values:
        rule |= Q(cms_page_districts__ags__startswith=PREFIX_BY_STATE[value])
    return build_served_rule(rule)


def _list_served(found: Iterable[Any], length: int) -> Iterable[tuple[int, str]]:
    """Return rows with so much of the keys of their districts, or with `EVERY`."""
    for pk, ags, is_everywhere in found:
        if ags:
            yield pk, ags[:length]
        elif is_everywhere:
            yield pk, EVERY


def _make_state_filter() -> Filter:
    names = {state.value: str(state.label) for state in State}
    states = sorted(names.items(), key=lambda pair: sort_key(pair[1]))
    return Filter(
        name="state",
        label=_("Offered in: state"),
        build_rule=_build_state_rule,
        read=_read_districts,
        list_values=lambda found: (
            (pk, EVERY if key == EVERY else str(STATE_BY_PREFIX[key]), "")
            for pk, key in _list_served(found, 2)
        ),
        options=states,
    )


def _make_district_filter(districts: Sequence[str]) -> Filter:
    return Filter(
        name="district",
        label=_("Offered in: district"),
        build_rule=lambda values: build_served_rule(
            Q(cms_page_districts__ags__in=values)
        ),
        read=_read_districts,
        list_values=lambda found: ((pk, key, "") for pk, key in _list_served(found, 5)),
        options=[(ags, get_districts()[ags].label) for ags in districts],
    )
