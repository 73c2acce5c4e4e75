"""Lists of rows of any model: filters with counts, paging, and the answer's shape.

`lists.ThingList` is the one of things with pages; members and organisations have their own.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language

from cms.geo import sort_key
from cms.queries.cards import Card, Link
from cms.queries.facets import (
    KEPT_PARAMETERS,
    ActiveFilter,
    FacetPanel,
    FacetSource,
    build_facets,
    build_url,
    get_kept_pairs,
    read_choices,
    remember_counts,
)
from cms.queries.paging import Paging, get_paging
from cms.registry import Label

FoundValue = tuple[int, str, str]
"""Key of a row, one value that a filter finds on it, and the value's label, or ""."""

EVERY = "*"
"""Stands for all values of a filter."""

DRAWN_LIVE_SECONDS = 15


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


def make_any_rule(rules: Mapping[Any, Q]) -> Callable[[tuple[str, ...]], Q]:
    """Return what builds the rule of a filter whose every value has a condition of its own."""

    def build_rule(values: tuple[str, ...]) -> Q:
        rule = Q(pk__in=[])
        for value in values:
            rule |= rules[value]
        return rule

    return build_rule


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
        return make_mask(self.positions[pk] for pk in rows if pk in self.positions)

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


class FilteredList(ABC):
    """The rows of one list under the filters of an address.

    A kind of list says which rows, which filters and which cards; the rest stands here.
    """

    def __init__(
        self,
        *,
        params: QueryDict,
        path: str,
        narrowings: Sequence[Narrowing] = (),
        keep: Sequence[str] = KEPT_PARAMETERS,
    ) -> None:
        self.params = params
        self.path = path
        self.narrowings = [one for one in narrowings if one.rule]
        narrowed_by = [name for one in self.narrowings for name in one.parameters]
        self.own_keep = tuple(keep)
        self.keep = (*keep, *narrowed_by)
        self.choices = read_choices(self.get_params(), self.list_known())

    @property
    @abstractmethod
    def filters(self) -> tuple[Filter, ...]:
        """Those of this list, in the order in which they stand."""

    @property
    @abstractmethod
    def name(self) -> str:
        """Everything that tells this list from another, but the chosen filters."""

    @abstractmethod
    def list_all(self) -> QuerySet[Any]:
        """Return the rows that the list holds without any filter, in no order."""

    @abstractmethod
    def get_rows(self) -> QuerySet[Any]:
        """Return the rows under all filters, in no order."""

    @abstractmethod
    def list_cards(self, paging: Paging, request: HttpRequest) -> tuple[Card, ...]:
        """Return the cards of one page, in the order of the list."""

    @property
    def key(self) -> str:
        """Everything that tells this list from another, for the cache."""
        return (
            f"{self.name}:{self.choices.get_key()}"
            f":{':'.join(one.key for one in self.narrowings)}"
        )

    def get_params(self) -> QueryDict:
        """Return the parameters in which the filters are looked for."""
        return self.params

    def list_known(self) -> dict[str, Collection[str]]:
        """Return the values of each filter that an address may name."""
        known: dict[str, Collection[str]] = {}
        for one in self.filters:
            if one.options is None:
                known[one.name] = self.facets.labels[one.name]
            else:
                known[one.name] = {value for value, _label in one.options}
        return known

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
        return rule

    @cached_property
    def facets(self) -> FacetIndex:
        key = f"{self.name}-facets:{get_language()}"
        return remember_counts(key, self.build_facet_index)

    def build_facet_index(self) -> FacetIndex:
        rows = self.list_all()
        positions = {
            pk: place for place, pk in enumerate(rows.values_list("pk", flat=True))
        }
        masks, labels = self.build_filter_masks(rows, positions)
        return FacetIndex(positions, masks, labels)

    def build_filter_masks(
        self, rows: QuerySet[Any], positions: Mapping[int, int]
    ) -> tuple[dict[str, dict[str, int]], dict[str, dict[str, str]]]:
        """Return by filter the rows of each value, and the label of each value found."""
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
            masks[one.name] = {value: make_mask(p) for value, p in places.items()}
            labels[one.name] = dict(
                sorted(
                    names.items(),
                    key=lambda pair: (sort_key(pair[1]), pair[0]),
                    reverse=one.newest_first,
                )
            )
        return masks, labels

    @cached_property
    def counts(self) -> Counts:
        """Count by each filter under all others, in memory."""
        within = self.find_within()
        chosen = {
            name: self.facets.find(name, values)
            for name, values in self.list_chosen().items()
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

    def list_chosen(self) -> dict[str, tuple[str, ...]]:
        """Return the values that hold for each filter, its defaults included."""
        chosen = {
            one.name: self.choices.get(one.name) or one.default for one in self.filters
        }
        return {name: values for name, values in chosen.items() if values}

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

    def list_sources(self) -> list[FacetSource]:
        """Return the filters as the panel shows them, in its order."""
        return [self.make_source(one) for one in self.filters]

    def make_source(self, one: Filter) -> FacetSource:
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

    def build_panel(self) -> FacetPanel:
        """Return all filters as links, each with what it would leave."""
        panel = build_facets(
            self.list_sources(),
            self.choices,
            params=self.params,
            path=self.path,
            keep=self.keep,
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

    def find_within(self) -> int:
        """Return the rows that narrowings leave; one query where there are some."""
        if not self.narrowings:
            return self.facets.everything
        rows = self.list_all().filter(self.build_narrowing())
        return self.facets.make_mask(rows.values_list("pk", flat=True))


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


def make_mask(places: Iterable[int]) -> int:
    """Return the number with these bits set; bit by bit it would copy itself each time."""
    numbers = sorted(places)
    if not numbers:
        return 0
    octets = bytearray(numbers[-1] // 8 + 1)
    for number in numbers:
        octets[number // 8] |= 1 << (number % 8)
    return int.from_bytes(octets, "little")
