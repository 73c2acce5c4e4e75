"""Lists of things: filters with counts, one page of cards, and the answer's shape.

A kind of list (`ListKind`) says what its rows are, which filters it has and how a card is
made; everything else is the same for news, calls, events, offers and the rest.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.geo import sort_key
from cms.models import PageTerm
from cms.queries.bodies import prefetch_card_pictures
from cms.queries.cards import Card, Link, Tag, label_network
from cms.queries.facets import (
    KEPT_PARAMETERS,
    ActiveFilter,
    Choices,
    FacetPanel,
    FacetSource,
    build_facets,
    build_url,
    get_kept_pairs,
    read_choices,
    remember_counts,
)
from cms.queries.paging import Paging, get_paging
from cms.queries.remembered import remember
from cms.queries.terms import (
    FILTER_LABELS,
    LabelledTerm,
    list_families,
    list_filter_terms,
    use_new_slugs,
)
from cms.registry import Label

COMMON_TERMS = ("topic", "stage", "target")
"""The filters by term that every list has."""


FoundValue = tuple[int, str, str]
"""Key of a row, one value that a filter finds on it, and the value's label, or ""."""

EVERY = "*"
DRAWN_LIVE_SECONDS = 15
"""Stands for all values of a filter."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One filter of a list besides those by term.

    ``build_rule`` makes the condition on rows out of the chosen values. ``list_values``
    gets rows and says, in one query, which values each of them has; both must agree: a
    row has the value exactly if the rule of that value holds for it. A row with the value
    `EVERY` has all of them. Without ``options`` the values are those that ``list_values``
    finds, by label. ``default`` holds where nothing is chosen. ``is_wide``: only on the
    lists of the portal.

    Filters that need the same columns share a query: ``read`` makes it, once for all
    that name the same function, and ``list_values`` gets its answers instead of rows.
    """

    name: str
    label: Label
    build_rule: Callable[[tuple[str, ...]], Q]
    list_values: Callable[[Any], Iterable[FoundValue]]
    read: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    options: Sequence[tuple[str, Label]] | None = None
    default: tuple[str, ...] = ()
    is_wide: bool = False
    keeps_empty: bool = False
    newest_first: bool = False
    """Order the found values backwards, as years are."""


@dataclass(frozen=True, kw_only=True)
class ListKind:
    """How the things of one kind are listed.

    ``row_attribute`` is the page's key to its row. ``first`` and ``last`` stand before and
    after the filters by term. ``make_cards`` gets the keys of rows, the pages that may be
    shown and the request, and returns the cards in that order.
    """

    name: str
    page_model: Any
    row_attribute: str
    order: Callable[[QuerySet[Any]], QuerySet[Any]]
    make_cards: Callable[[list[int], QuerySet[Any], HttpRequest], list[Card]]
    first: tuple[Filter, ...] = ()
    term_filters: tuple[str, ...] = COMMON_TERMS
    last: tuple[Filter, ...] = ()

    @property
    def row_model(self) -> Any:
        return self.page_model._meta.get_field(self.row_attribute).related_model


@dataclass(frozen=True)
class Narrowing:
    """A condition that is no facet, as a distance: with its text for the cache's key.

    ``parameters`` are those that the links of the list carry on for it, ``label`` names
    it among the active filters. Without a rule it narrows nothing.
    """

    rule: Q = field(default_factory=Q)
    key: str = ""
    parameters: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class FacetIndex:
    """Which values the rows of a list have: for each value a number, a bit for each row.

    All counts of all combinations of filters come from it without a further query; at
    20,000 rows and 150 values it is half a megabyte.
    """

    positions: Mapping[int, int]
    masks: Mapping[str, Mapping[str, int]]
    labels: Mapping[str, Mapping[str, str]]

    @property
    def everything(self) -> int:
        return (1 << len(self.positions)) - 1

    def make_mask(self, rows: Iterable[int]) -> int:
        return _make_mask(self.positions[pk] for pk in rows if pk in self.positions)

    def find(self, name: str, values: Iterable[str]) -> int:
        """Return the rows that have one of these values."""
        found = self.masks[name].get(EVERY, 0)
        for value in values:
            found |= self.masks[name].get(value, 0)
        return found


@dataclass(frozen=True)
class Counts:
    """Rows by filter and value, each under all other filters; ``without``: by filter alone."""

    total: int
    by_filter: Mapping[str, Mapping[str, int]]
    without: Mapping[str, int]


@dataclass(frozen=True)
class WayOut:
    """A filter of an empty list, and how much the list would hold without it."""

    label: str
    url: str
    number: int


@dataclass(frozen=True)
class Listing:
    """One page of a list: what the templates of index pages need."""

    cards: tuple[Card, ...]
    total: int
    paging: Paging
    panel: FacetPanel
    is_archive: bool = False
    other_view_url: str = ""
    other_view_count: int = 0
    views: tuple[Link, ...] = ()
    """The same things in other shapes: list, month, map."""
    distance: Any = None
    """A `cms.queries.distance.DistanceForm`, where the list has one."""
    month: Any = None
    """A `cms.queries.event_month.EventMonth`, where it is what the address asks for."""
    map: Any = None
    """A `cms.queries.thing_map.ThingMap`, where it is what the address asks for."""
    ways_out: tuple[WayOut, ...] = ()
    kept_as: str = ""
    """What tells it from other lists in the cache; "" for one that is drawn each time."""

    @property
    def kept_seconds(self) -> int:
        return DRAWN_LIVE_SECONDS if self.kept_as else 0


class ThingList:
    """The things of one index under the filters of an address.

    The portal's index holds those of all networks, a network's its own.
    """

    def __init__(
        self,
        kind: ListKind,
        *,
        index: Any,
        params: QueryDict,
        path: str,
        narrowings: Sequence[Narrowing] = (),
        keep: Sequence[str] = KEPT_PARAMETERS,
    ) -> None:
        self.kind = kind
        self.index = index
        self.params = params
        self.path = path
        self.narrowings = [one for one in narrowings if one.rule]
        narrowed_by = [name for one in self.narrowings for name in one.parameters]
        self.own_keep = tuple(keep)
        self.keep = (*keep, *narrowed_by)
        self.terms = [
            term
            for term in list_filter_terms()
            if term.parameter in self.kind.term_filters
        ]
        self.families = list_families(self.terms)
        self.pages = kind.page_model.objects.listed(index.locale)
        if not index.network.is_site:
            own = {f"{kind.row_attribute}__network": index.network_id}
            self.pages = self.pages.filter(**own)
        self.choices = self._read_choices()

    @property
    def filters(self) -> tuple[Filter, ...]:
        both = (*self.kind.first, *self.kind.last)
        return tuple(f for f in both if self.index.network.is_site or not f.is_wide)

    @property
    def key(self) -> str:
        """Everything that tells this list from another, for the cache."""
        return (
            f"{self.kind.name}:{self.index.pk}:{self.choices.get_key()}"
            f":{':'.join(one.key for one in self.narrowings)}"
        )

    def build_narrowing(self) -> Q:
        """Return the condition on rows of what is no filter, as a distance."""
        rule = Q()
        for narrowing in self.narrowings:
            rule &= narrowing.rule
        return rule

    def build_rule(self) -> Q:
        """Return the condition on rows that all chosen filters make."""
        rule = self.build_narrowing()
        for one in self.filters:
            values = self.choices.get(one.name) or one.default
            if values:
                rule &= one.build_rule(values)
        for name in self.kind.term_filters:
            slugs = self.choices.get(name)
            if slugs:
                ids = [
                    pk
                    for term in self.terms
                    if term.parameter == name and term.slug in slugs
                    for pk in self.families[term.pk]
                ]
                tagged = self.kind.page_model.objects.filter(
                    cms_page_terms__term__in=ids
                )
                rule &= Q(pk__in=tagged.values(self.kind.row_attribute))
        return rule

    def get_rows(self) -> Any:
        """Return the rows that the list holds, in no order."""
        own = self.pages.filter(**{self.kind.row_attribute: OuterRef("pk")})
        rows = self.kind.row_model.objects.filter(Exists(own))
        if not self.index.network.is_site:
            rows = rows.filter(network=self.index.network_id)
        return rows.filter(self.build_rule())

    @cached_property
    def facets(self) -> FacetIndex:
        key = f"{self.kind.name}-facets:{self.index.pk}:{get_language()}"
        return remember_counts(key, self._build_facets)

    @cached_property
    def counts(self) -> Counts:
        """Count by each filter under all others, in memory."""
        within = self._find_within()
        chosen = {
            name: self.facets.find(name, values)
            for name, values in self._list_chosen().items()
        }
        by_filter, without = {}, {}
        for name, masks in self.facets.masks.items():
            kept = within
            for other, mask in chosen.items():
                kept &= mask if other != name else within
            values = {*masks, *self._offered.get(name, ())} - {EVERY}
            by_filter[name] = {
                value: (self.facets.find(name, [value]) & kept).bit_count()
                for value in values
            }
            without[name] = kept.bit_count()
        for mask in chosen.values():
            within &= mask
        return Counts(within.bit_count(), by_filter, without)

    @property
    def _offered(self) -> dict[str, list[str]]:
        """Return the values of the filters that name them, found on a row or not."""
        return {
            one.name: [value for value, _label in one.options]
            for one in self.filters
            if one.options is not None
        }

    def get_paging(self) -> Paging:
        """Read the page that the address asks for.

        Raises:
            Http404: where it lies beyond the last.
        """
        return get_paging(
            self.params.get("page"),
            total=self.counts.total,
            path=self.path,
            pairs=self.get_pairs(),
        )

    def list_cards(self, paging: Paging, request: HttpRequest) -> tuple[Card, ...]:
        def make() -> tuple[Card, ...]:
            rows = self.kind.order(self.get_rows())
            ids = list(rows.values_list("pk", flat=True)[paging.rows])
            return tuple(self.kind.make_cards(ids, self.pages, request))

        return remember(f"{self.key}:{paging.number}", make)

    def build_panel(self) -> FacetPanel:
        """Return all filters as links, each with what it would leave."""

        def make(one: Filter) -> FacetSource:
            options = one.options
            if options is None:
                options = list(self.facets.labels[one.name].items())
            return FacetSource(
                one.name,
                str(one.label),
                [(value, str(label)) for value, label in options],
                self.counts.by_filter[one.name],
                keeps_empty=one.keeps_empty,
            )

        shown = self.filters
        sources = [make(one) for one in self.kind.first if one in shown]
        sources += self._build_term_sources()
        sources += [make(one) for one in self.kind.last if one in shown]
        panel = build_facets(
            sources, self.choices, params=self.params, path=self.path, keep=self.keep
        )
        own = [pair for pair in self.get_pairs() if pair[0] in self.own_keep]
        return replace(
            panel,
            active=(*self._list_active_narrowings(), *panel.active),
            clear_url=build_url(self.path, own),
        )

    def get_pairs(self, *, without: Sequence[str] = ()) -> list[tuple[str, str]]:
        """Return what the links of the list carry on, but the named parameters."""
        pairs = get_kept_pairs(self.params, self.choices, self.keep)
        return [pair for pair in pairs if pair[0] not in without]

    def make_views(
        self, name: str, options: Sequence[tuple[str, str]]
    ) -> tuple[Link, ...]:
        """Return the links to the list in other shapes, with the same filters.

        ``options`` are values of the parameter and labels, the usual shape first, as "".
        """
        current = self.params.get(name, "")
        known = [value for value, _label in options]
        current = current if current in known else known[0]
        rest = self.get_pairs(without=[name])
        return tuple(
            Link(
                label,
                build_url(self.path, [(name, value), *rest] if value else rest),
                is_current=value == current,
            )
            for value, label in options
        )

    def _list_active_narrowings(self) -> list[ActiveFilter]:
        return [
            ActiveFilter(
                one.label,
                build_url(self.path, self.get_pairs(without=one.parameters)),
            )
            for one in self.narrowings
            if one.label
        ]

    def get_listing(self, request: HttpRequest) -> Listing:
        """Return the page of the list that the address asks for.

        Raises:
            Http404: where it lies beyond the last.
        """
        paging = self.get_paging()
        panel = self.build_panel()
        return Listing(
            cards=self.list_cards(paging, request),
            total=self.counts.total,
            paging=paging,
            panel=panel,
            ways_out=() if self.counts.total else self._find_ways_out(panel),
            kept_as=self._get_kept_name(paging),
        )

    def _get_kept_name(self, paging: Paging) -> str:
        """Name the list as most see it first; those under filters are too many to keep."""
        if self.params.keys() - {"page"}:
            return ""
        return f"{self.key}:{paging.number}:{get_language()}"

    def _find_ways_out(self, panel: FacetPanel) -> tuple[WayOut, ...]:
        """Return the filters of an empty list without which it would hold something."""
        return tuple(
            WayOut(
                label=", ".join(o.label for o in facet.options if o.is_active),
                url=build_url(self.path, self.get_pairs(without=[facet.name])),
                number=self.counts.without[facet.name],
            )
            for facet in panel.groups
            if facet.is_open and self.counts.without[facet.name]
        )

    def _read_choices(self) -> Choices:
        known: dict[str, Collection[str]] = {}
        for one in self.filters:
            if one.options is None:
                known[one.name] = self.facets.labels[one.name]
            else:
                known[one.name] = {value for value, _label in one.options}
        for name in self.kind.term_filters:
            known[name] = {term.slug for term in self.terms if term.parameter == name}
        return read_choices(use_new_slugs(self.params, self.terms), known)

    def _list_chosen(self) -> dict[str, tuple[str, ...]]:
        """Return the values that hold for each filter, its defaults included."""
        chosen = {
            one.name: self.choices.get(one.name) or one.default for one in self.filters
        }
        chosen |= {name: self.choices.get(name) for name in self.kind.term_filters}
        return {name: values for name, values in chosen.items() if values}

    def _find_within(self) -> int:
        """Return the rows that narrowings leave; one query where there are some."""
        if not self.narrowings:
            return self.facets.everything
        rows = self.kind.row_model.objects.filter(self.build_narrowing())
        keys = rows.order_by().values_list("pk", flat=True)
        return self.facets.make_mask(keys)

    def _build_facets(self) -> FacetIndex:
        pairs = list(self.pages.order_by().values_list("pk", self.kind.row_attribute))
        positions = {row: place for place, (_page, row) in enumerate(pairs)}
        rows = self.kind.row_model.objects.order_by()
        if not self.index.network.is_site:
            rows = rows.filter(network=self.index.network_id)
        masks: dict[str, dict[str, int]] = {}
        labels: dict[str, dict[str, str]] = {}
        answers: dict[Any, list[Any]] = {}
        for one in self.filters:
            places: dict[str, list[int]] = defaultdict(list)
            names: dict[str, str] = {}
            if one.read is not None and one.read not in answers:
                answers[one.read] = list(one.read(rows))
            for row, value, label in one.list_values(answers.get(one.read, rows)):
                if row in positions:
                    places[value].append(positions[row])
                    names[value] = label
            masks[one.name] = {value: _make_mask(p) for value, p in places.items()}
            labels[one.name] = dict(
                sorted(
                    names.items(),
                    key=lambda pair: (sort_key(pair[1]), pair[0]),
                    reverse=one.newest_first,
                )
            )
        masks |= self._build_term_masks(
            {page: n for n, (page, _row) in enumerate(pairs)}
        )
        return FacetIndex(positions, masks, labels)

    def _build_term_masks(self, places: Mapping[int, int]) -> dict[str, dict[str, int]]:
        terms = {term.pk: term for term in self.terms}
        rows = PageTerm.objects.filter(
            term__in=list(terms), page__in=self.pages.order_by().values("pk")
        )
        found: dict[int, list[int]] = defaultdict(list)
        for page, key in rows.values_list("page", "term"):
            if page in places:
                found[key].append(places[page])
        masks: dict[str, dict[str, int]] = {name: {} for name in self.kind.term_filters}
        for pk, term in terms.items():
            below = [place for key in self.families[pk] for place in found.get(key, ())]
            masks[term.parameter][term.slug] = _make_mask(below)
        return masks

    def _build_term_sources(self) -> list[FacetSource]:
        return [
            FacetSource(
                name,
                str(FILTER_LABELS[name]),
                [(t.slug, t.label) for t in self.terms if t.parameter == name],
                self.counts.by_filter[name],
                levels={t.slug: t.level for t in self.terms if t.parameter == name},
            )
            for name in self.kind.term_filters
        ]


def _make_mask(places: Iterable[int]) -> int:
    """Return the number with these bits set; bit by bit it would copy itself each time."""
    numbers = sorted(places)
    if not numbers:
        return 0
    octets = bytearray(numbers[-1] // 8 + 1)
    for number in numbers:
        octets[number // 8] |= 1 << (number % 8)
    return int.from_bytes(octets, "little")


def read_for_cards(pages: Any, row: str, ids: Sequence[int]) -> list[Any]:
    """Return the pages of rows in the order of their keys, with the pictures of their cards.

    ``pages`` joins what a card shows, ``row`` is their key to the row; one query for the
    pages and one for the pictures, however many they are.
    """
    found = {
        getattr(page, f"{row}_id"): page for page in pages.filter(**{f"{row}__in": ids})
    }
    prefetch_card_pictures(found.values())
    return [found[pk] for pk in ids if pk in found]


def make_tags(
    terms: Iterable[LabelledTerm],
    index_url: str,
    parameters: Sequence[str] = COMMON_TERMS,
) -> tuple[Tag, ...]:
    """Return a page's terms as links to its list, filtered by each."""
    return tuple(
        Tag(term.label, build_url(index_url, [(term.parameter, term.slug)]))
        for term in terms
        if term.parameter in parameters
    )


def with_topics(pages: QuerySet[Any], topics: Iterable[int]) -> QuerySet[Any]:
    """Keep pages that hold one of these terms; without terms none."""
    tagged = PageTerm.objects.filter(page=OuterRef("pk"), term__in=list(topics))
    return pages.filter(Exists(tagged))


def make_column_filter(
    name: str,
    label: Label,
    *,
    column: str,
    options: Sequence[tuple[str, Label]],
) -> Filter:
    """Return a filter by a column of the row that holds one of a few words."""
    return Filter(
        name=name,
        label=label,
        build_rule=lambda values: Q(**{f"{column}__in": values}),
        list_values=lambda rows: (
            (pk, value, "") for pk, value in rows.values_list("pk", column)
        ),
        options=options,
    )


def make_network_filter() -> Filter:
    """Return the filter by network, which only lists of the portal have."""

    def list_values(rows: QuerySet[Any]) -> Iterable[FoundValue]:
        found = rows.values_list("pk", "network__slug", "network__name")
        return ((pk, slug, label_network(slug, name)) for pk, slug, name in found)

    return Filter(
        name="network",
        label=_("Network"),
        build_rule=lambda values: Q(network__slug__in=values),
        list_values=list_values,
        is_wide=True,
    )
