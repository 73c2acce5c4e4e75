"""Lists of things: filters with counts, one page of cards, for each kind (`ListKind`).

A kind says what its rows are, which filters it has and how a card is made; everything
else is the same for news, calls, events, offers and the rest.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.models import PageTerm
from cms.queries.bodies import prefetch_card_pictures
from cms.queries.cards import Card, Tag, label_network
from cms.queries.facets import KEPT_PARAMETERS, FacetSource, build_url
from cms.queries.filtered_lists import (
    FacetIndex,
    Filter,
    FilteredList,
    FoundValue,
    Listing,
    Narrowing,
    make_mask,
)
from cms.queries.paging import Paging
from cms.queries.remembered import remember
from cms.queries.terms import (
    FILTER_LABELS,
    LabelledTerm,
    list_families,
    list_filter_terms,
    use_new_slugs,
)

COMMON_TERMS = ("topic", "stage", "target")
"""The filters by term that every list has."""


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


class ThingList(FilteredList):
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
        super().__init__(params=params, path=path, narrowings=narrowings, keep=keep)

    @property
    def filters(self) -> tuple[Filter, ...]:
        both = (*self.kind.first, *self.kind.last)
        return tuple(f for f in both if self.index.network.is_site or not f.is_wide)

    @property
    def name(self) -> str:
        return f"{self.kind.name}:{self.index.pk}"

    def get_params(self) -> QueryDict:
        return use_new_slugs(self.params, self.terms)

    def list_known(self) -> dict[str, Collection[str]]:
        known = super().list_known()
        for name in self.kind.term_filters:
            known[name] = {term.slug for term in self.terms if term.parameter == name}
        return known

    def build_rule(self) -> Q:
        rule = super().build_rule()
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

    def list_all(self) -> Any:
        rows = self.kind.row_model.objects.order_by()
        if not self.index.network.is_site:
            rows = rows.filter(network=self.index.network_id)
        return rows

    def get_rows(self) -> Any:
        own = self.pages.filter(**{self.kind.row_attribute: OuterRef("pk")})
        return self.list_all().filter(Exists(own)).filter(self.build_rule())

    def list_chosen(self) -> dict[str, tuple[str, ...]]:
        own = {name: self.choices.get(name) for name in self.kind.term_filters}
        chosen = super().list_chosen()
        return chosen | {name: values for name, values in own.items() if values}

    def list_cards(self, paging: Paging, request: HttpRequest) -> tuple[Card, ...]:
        def make() -> tuple[Card, ...]:
            rows = self.kind.order(self.get_rows())
            ids = list(rows.values_list("pk", flat=True)[paging.rows])
            return tuple(self.kind.make_cards(ids, self.pages, request))

        return remember(f"{self.key}:{paging.number}", make)

    def get_listing(self, request: HttpRequest) -> Listing:
        listing = super().get_listing(request)
        return replace(listing, kept_as=self._get_kept_name(listing.paging))

    def _get_kept_name(self, paging: Paging) -> str:
        """Name the list as most see it first; those under filters are too many to keep."""
        if self.params.keys() - {"page"}:
            return ""
        return f"{self.key}:{paging.number}:{get_language()}"

    def build_facet_index(self) -> FacetIndex:
        # Rows stand in the order of their pages: one walk serves the filters by term too.
        pairs = list(self.pages.order_by().values_list("pk", self.kind.row_attribute))
        positions = {row: place for place, (_page, row) in enumerate(pairs)}
        masks, labels = self.build_filter_masks(self.list_all(), positions)
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
            masks[term.parameter][term.slug] = make_mask(below)
        return masks

    def list_sources(self) -> list[FacetSource]:
        shown = self.filters
        first = [self.make_source(one) for one in self.kind.first if one in shown]
        last = [self.make_source(one) for one in self.kind.last if one in shown]
        terms = [
            FacetSource(
                name,
                str(FILTER_LABELS[name]),
                [(t.slug, t.label) for t in self.terms if t.parameter == name],
                self.counts.by_filter[name],
                levels={t.slug: t.level for t in self.terms if t.parameter == name},
            )
            for name in self.kind.term_filters
        ]
        return [*first, *terms, *last]


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
