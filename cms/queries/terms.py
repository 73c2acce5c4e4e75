"""Terms of pages with their labels, one query for all."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import get_language

from cms.enums import Taxonomy
from cms.models import Term
from cms.queries.remembered import remember

FILTER_TAXONOMIES = {
    "topic": Taxonomy.TOPIC,
    "stage": Taxonomy.STAGE,
    "target": Taxonomy.TARGET_GROUP,
}
"""Parameter of a list, and the taxonomy that it filters by."""


@dataclass(frozen=True)
class LabelledTerm:
    pk: int
    taxonomy: str
    slug: str
    label: str

    @property
    def parameter(self) -> str:
        """The list parameter that filters by this term, or ""."""
        names = {str(value): name for name, value in FILTER_TAXONOMIES.items()}
        return names.get(self.taxonomy, "")


def list_terms(taxonomies: Collection[str]) -> list[LabelledTerm]:
    """Return all terms of some taxonomies in their order, labelled in the active language."""
    terms = Term.objects.filter(taxonomy__in=taxonomies)
    return _label(
        terms.order_by("taxonomy", "sort_order", "slug").values_list(*_COLUMNS)
    )


def list_filter_terms() -> list[LabelledTerm]:
    """Return the terms that lists filter by; kept, for each list asks for them."""
    language = get_language() or "de"
    taxonomies = list(FILTER_TAXONOMIES.values())
    return remember(f"filter-terms:{language}", lambda: list_terms(taxonomies))


def list_page_terms(page_id: int) -> list[LabelledTerm]:
    """Return the terms of one page in their order, labelled in the active language."""
    terms = Term.objects.filter(page_terms__page=page_id)
    return _label(
        terms.order_by("taxonomy", "sort_order", "slug").values_list(*_COLUMNS)
    )


_COLUMNS = ("pk", "taxonomy", "slug", "labels__language", "labels__label")


def _label(rows: Collection[tuple[int, str, str, str, str]]) -> list[LabelledTerm]:
    language = get_language() or "de"
    labels: dict[int, dict[str, str]] = defaultdict(dict)
    terms: dict[int, tuple[str, str]] = {}
    for pk, taxonomy, slug, code, label in rows:
        terms[pk] = (taxonomy, slug)
        labels[pk][code] = label
    return [
        LabelledTerm(
            pk,
            taxonomy,
            slug,
            labels[pk].get(language) or labels[pk].get("de") or slug,
        )
        for pk, (taxonomy, slug) in terms.items()
    ]
