"""Lists of things: filters with counts, one page of cards, and the answer's shape.

A kind of list (`ListKind`) says what its rows are, which filters it has and how a card is
made; everything else is the same for news, calls, events, offers and the rest.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from cms.models import PageTerm
from cms.queries.cards import Card, Tag, label_network
from cms.queries.facets import (
    KEPT_PARAMETERS,
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
    list_filter_terms,
    use_new_slugs,
)
from cms.registry import Label

COMMON_TERMS = ("topic", "stage", "target")
"""The filters by term that every list has."""


@dataclass(frozen=True)
class Tally:
    """How many pages have one value of a filter; the label where only the rows know it."""

    value: str
    number: int
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One filter of a list besides those by term.

    ``build_rule`` makes the condition on rows out of the chosen values; ``count`` counts
    pages by value. Without ``options`` the values are those that ``count`` finds, in its
    order. ``default`` holds where nothing is chosen. ``splits``: every row has exactly one
    of the values, so that their sum is the length of the list. ``is_wide``: only on the
    lists of the portal.
    """

    name: str
    label: Label
    build_rule: Callable[[tuple[str, ...]], Q]
    count: Callable[[QuerySet[Any]], Iterable[Tally]]
    options: Sequence[tuple[str, Label]] | None = None
    default: tuple[str, ...] = ()
    splits: bool = False
    is_wide: bool = False
    keeps_empty: bool = False


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

    ``parameters`` are those that the links of the list carry on for it.
    """

    rule: Q = field(default_factory=Q)
    key: str = ""
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counts:
    """``by_filter``: tallies of the filters that are no terms, each under all others."""

    total: int
    by_filter: Mapping[str, tuple[Tally, ...]]
    by_term: Mapping[str, Mapping[int, int]]

    def get_number(self, name: str, value: str) -> int:
        return sum(t.number for t in self.by_filter[name] if t.value == value)


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
        narrowing: Narrowing | None = None,
        keep: Sequence[str] = KEPT_PARAMETERS,
    ) -> None:
        self.kind = kind
        self.index = index
        self.params = params
        self.path = path
        self.narrowing = narrowing or Narrowing()
        self.keep = (*keep, *self.narrowing.parameters)
        self.terms = [
            term
            for term in list_filter_terms()
            if term.parameter in self.kind.term_filters
        ]
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
            f":{self.narrowing.key}"
        )

    def build_rule(self, *, leave_out: str = "") -> Q:
        """Return the condition on rows that all chosen filters but the named one make."""
        rule = self.narrowing.rule
        for one in self.filters:
            values = self.choices.get(one.name) or one.default
            if values and one.name != leave_out:
                rule &= one.build_rule(values)
        for name in self.kind.term_filters:
            slugs = self.choices.get(name)
            if slugs and name != leave_out:
                ids = [
                    t.pk for t in self.terms if t.parameter == name and t.slug in slugs
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

    def narrow(self, leave_out: str = "") -> Any:
        """Return the pages under all filters but the named one."""
        rule = self.build_rule(leave_out=leave_out)
        if not rule:
            return self.pages
        rows = self.kind.row_model.objects.filter(rule)
        return self.pages.filter(
            **{f"{self.kind.row_attribute}__in": rows.values("pk")}
        )

    @cached_property
    def counts(self) -> Counts:
        return remember_counts(self.key, self._count)

    def get_paging(self) -> Paging:
        """Read the page that the address asks for.

        Raises:
            Http404: where it lies beyond the last.
        """
        return get_paging(
            self.params.get("page"),
            total=self.counts.total,
            path=self.path,
            pairs=get_kept_pairs(self.params, self.choices, self.keep),
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
            tallies = self.counts.by_filter[one.name]
            options = one.options
            if options is None:
                options = [(tally.value, tally.label) for tally in tallies]
            return FacetSource(
                one.name,
                str(one.label),
                [(value, str(label)) for value, label in options],
                {tally.value: tally.number for tally in tallies},
                keeps_empty=one.keeps_empty,
            )

        own = self.filters
        sources = [make(one) for one in self.kind.first if one in own]
        sources += self._build_term_sources()
        sources += [make(one) for one in self.kind.last if one in own]
        return build_facets(
            sources, self.choices, params=self.params, path=self.path, keep=self.keep
        )

    def get_listing(self, request: HttpRequest) -> Listing:
        """Return the page of the list that the address asks for.

        Raises:
            Http404: where it lies beyond the last.
        """
        paging = self.get_paging()
        return Listing(
            cards=self.list_cards(paging, request),
            total=self.counts.total,
            paging=paging,
            panel=self.build_panel(),
        )

    def _read_choices(self) -> Choices:
        known: dict[str, set[str]] = {}
        for one in self.filters:
            if one.options is not None:
                known[one.name] = {value for value, _label in one.options}
        open_ones = [one for one in self.filters if one.options is None]
        if open_ones:
            pages = self.pages
            known |= remember_counts(
                f"{self.kind.name}-known:{self.index.pk}",
                lambda: {
                    one.name: {tally.value for tally in one.count(pages)}
                    for one in open_ones
                },
            )
        for name in self.kind.term_filters:
            known[name] = {term.slug for term in self.terms if term.parameter == name}
        return read_choices(use_new_slugs(self.params, self.terms), known)

    def _count(self) -> Counts:
        by_filter = {
            one.name: tuple(one.count(self.narrow(one.name))) for one in self.filters
        }
        return Counts(
            total=self._sum(by_filter),
            by_filter=by_filter,
            by_term=self._count_terms(),
        )

    def _sum(self, by_filter: Mapping[str, tuple[Tally, ...]]) -> int:
        for one in self.filters:
            if one.splits:
                chosen = self.choices.get(one.name) or one.default
                return sum(
                    tally.number
                    for tally in by_filter[one.name]
                    if not chosen or tally.value in chosen
                )
        return int(self.narrow().count())

    def _count_terms(self) -> dict[str, dict[int, int]]:
        """Count by term; filters of which nothing was chosen count over the same pages."""
        counts: dict[str, dict[int, int]] = {}
        whole: dict[int, int] | None = None
        for name in self.kind.term_filters:
            if self.choices.get(name):
                counts[name] = count_by_term(self.narrow(name))
            else:
                whole = count_by_term(self.narrow()) if whole is None else whole
                counts[name] = whole
        return counts

    def _build_term_sources(self) -> list[FacetSource]:
        return [
            FacetSource(
                name,
                str(FILTER_LABELS[name]),
                [(t.slug, t.label) for t in self.terms if t.parameter == name],
                {
                    term.slug: self.counts.by_term[name].get(term.pk, 0)
                    for term in self.terms
                    if term.parameter == name
                },
            )
            for name in self.kind.term_filters
        ]


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


def count_by_term(pages: QuerySet[Any]) -> dict[int, int]:
    """Return the number of pages by term: ``{12: 3}``."""
    rows = PageTerm.objects.filter(page__in=pages.order_by().values("pk"))
    return dict(rows.values_list("term").annotate(number=Count("pk")))


def count_by_column(pages: QuerySet[Any], column: str) -> list[Tally]:
    """Return the number of pages by a column of theirs or of their row."""
    rows = pages.order_by().values_list(column).annotate(number=Count("pk"))
    return [Tally(str(value), number) for value, number in rows]


def make_column_filter(
    name: str,
    label: Label,
    *,
    row: str,
    column: str,
    options: Sequence[tuple[str, Label]],
    splits: bool = False,
) -> Filter:
    """Return a filter by a column of the row that holds one of a few words."""
    return Filter(
        name=name,
        label=label,
        build_rule=lambda values: Q(**{f"{column}__in": values}),
        count=lambda pages: count_by_column(pages, f"{row}__{column}"),
        options=options,
        splits=splits,
    )


def make_network_filter(row: str) -> Filter:
    """Return the filter by network, which only lists of the portal have."""

    def count(pages: QuerySet[Any]) -> list[Tally]:
        slug, name = f"{row}__network__slug", f"{row}__network__name"
        rows = pages.order_by().values_list(slug, name).annotate(number=Count("pk"))
        found = [
            Tally(slug, number, label_network(slug, name))
            for slug, name, number in rows
        ]
        return sorted(found, key=lambda tally: (tally.label, tally.value))

    return Filter(
        name="network",
        label=_("Network"),
        build_rule=lambda values: Q(network__slug__in=values),
        count=count,
        is_wide=True,
    )
