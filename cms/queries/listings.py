"""What all lists of pages share: filters by term, counts, and the answer's shape."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from cms.models import PageTerm
from cms.queries.cards import Card, Tag
from cms.queries.facets import Choices, FacetPanel, FacetSource, build_url
from cms.queries.paging import Paging
from cms.queries.terms import FILTER_TAXONOMIES, LabelledTerm


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


def list_known_terms(terms: Iterable[LabelledTerm]) -> dict[str, set[str]]:
    """Return the slugs that each filter by term knows."""
    known: dict[str, set[str]] = {name: set() for name in FILTER_TAXONOMIES}
    for term in terms:
        known[term.parameter].add(term.slug)
    return known


def build_term_rule(
    choices: Choices,
    terms: Iterable[LabelledTerm],
    pages: QuerySet[Any],
    row: str,
    *,
    leave_out: str = "",
) -> Q:
    """Return the condition on rows that the chosen terms make; ``row`` is the pages' key."""
    rule = Q()
    for name in FILTER_TAXONOMIES:
        slugs = choices.get(name)
        if slugs and leave_out != name:
            ids = [t.pk for t in terms if t.parameter == name and t.slug in slugs]
            rule &= Q(pk__in=pages.filter(cms_page_terms__term__in=ids).values(row))
    return rule


def make_tags(terms: Iterable[LabelledTerm], index_url: str) -> tuple[Tag, ...]:
    """Return a page's terms as links to its list, filtered by each."""
    return tuple(
        Tag(term.label, build_url(index_url, [(term.parameter, term.slug)]))
        for term in terms
        if term.parameter
    )


def count_terms(
    narrow: Callable[[str], QuerySet[Any]], choices: Choices
) -> dict[str, dict[int, int]]:
    """Return counts by term for each filter, each under all other filters.

    ``narrow`` returns the pages under all filters but the named one. Filters of which
    nothing was chosen count over the same rows: they are counted once.
    """
    counts: dict[str, dict[int, int]] = {}
    whole: dict[int, int] | None = None
    for name in FILTER_TAXONOMIES:
        if choices.get(name):
            counts[name] = count_by_term(narrow(name))
        else:
            whole = count_by_term(narrow("")) if whole is None else whole
            counts[name] = whole
    return counts


def count_by_term(pages: QuerySet[Any]) -> dict[int, int]:
    """Return the number of pages by term: ``{12: 3}``."""
    rows = PageTerm.objects.filter(page__in=pages.order_by().values("pk"))
    return dict(rows.values_list("term").annotate(number=Count("pk")))


def build_term_sources(
    terms: list[LabelledTerm], counts: Mapping[str, Mapping[int, int]]
) -> list[FacetSource]:
    """Return the filters by topic, stage and target group."""
    labels = {
        "topic": _("Topic"),
        "stage": _("Education stage"),
        "target": _("For whom"),
    }
    return [
        FacetSource(
            name,
            label,
            [(term.slug, term.label) for term in terms if term.parameter == name],
            {
                term.slug: counts[name].get(term.pk, 0)
                for term in terms
                if term.parameter == name
            },
        )
        for name, label in labels.items()
    ]
