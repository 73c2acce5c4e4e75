"""Terms of pages with their labels, one query for all."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy

from cms.enums import Taxonomy
from cms.models import Term
from cms.queries.remembered import remember

FILTER_TAXONOMIES = {
    "topic": Taxonomy.TOPIC,
    "stage": Taxonomy.STAGE,
    "target": Taxonomy.TARGET_GROUP,
    "format": Taxonomy.FORMAT,
    "class": Taxonomy.CLASS_LEVEL,
    "promotion": Taxonomy.PROMOTION,
    "type": Taxonomy.EVENT_TYPE,
    "funding": Taxonomy.FUNDING_TYPE,
    "area": Taxonomy.FUNDING_AREA,
    "body": Taxonomy.ELIGIBLE_BODY,
    "group": Taxonomy.SPECIAL_GROUP,
}
"""Parameter of a list, and the taxonomy that it filters by."""

FILTER_LABELS = {
    "topic": gettext_lazy("Topic"),
    "stage": gettext_lazy("Education stage"),
    "target": gettext_lazy("For whom"),
    "format": gettext_lazy("Format"),
    "class": gettext_lazy("Class"),
    "promotion": gettext_lazy("Breadth or talent"),
    "type": gettext_lazy("Kind of event"),
    "funding": gettext_lazy("Type of funding"),
    "area": gettext_lazy("What is funded"),
    "body": gettext_lazy("Who may apply"),
    "group": gettext_lazy("Especially for"),
}


@dataclass(frozen=True)
class LabelledTerm:
    pk: int
    taxonomy: str
    slug: str
    label: str
    old_slugs: tuple[str, ...] = ()
    """Those of terms that were merged into this one."""

    parent: int | None = None
    level: int = 0
    """How many terms stand above it."""

    @property
    def parameter(self) -> str:
        """The list parameter that filters by this term, or ""."""
        names = {str(value): name for name, value in FILTER_TAXONOMIES.items()}
        return names.get(self.taxonomy, "")


def list_terms(taxonomies: Collection[str]) -> list[LabelledTerm]:
    """Return all terms of some taxonomies, labelled in the active language.

    In their order, those below a term behind it.
    """
    terms = Term.objects.filter(taxonomy__in=taxonomies)
    rows = terms.order_by("taxonomy", "sort_order", "slug").values_list(
        *_COLUMNS, "merged_into"
    )
    old_slugs: dict[int, set[str]] = defaultdict(set)
    kept = []
    for *row, into in rows:
        if into:
            old_slugs[into].add(row[_COLUMNS.index("slug")])
        else:
            kept.append(row)
    labelled = [
        replace(term, old_slugs=tuple(sorted(old_slugs.get(term.pk, ()))))
        for term in _label(kept)
    ]
    return _put_below_parents(labelled)


def _put_below_parents(terms: Sequence[LabelledTerm]) -> list[LabelledTerm]:
    known = {term.pk for term in terms}
    below: dict[int | None, list[LabelledTerm]] = defaultdict(list)
    for term in terms:
        # Below a term that was merged away nothing hangs any more.
        below[term.parent if term.parent in known else None].append(term)

    def walk(parent: int | None, level: int) -> Iterable[LabelledTerm]:
        for term in below[parent]:
            yield replace(term, level=level)
            yield from walk(term.pk, level + 1)

    return list(walk(None, 0))


def list_families(terms: Iterable[LabelledTerm]) -> dict[int, list[int]]:
    """Return each term's key with its own and those of all terms below it (ED61)."""
    families: dict[int, list[int]] = {}
    path: list[int] = []
    for term in terms:
        del path[term.level :]
        path.append(term.pk)
        families[term.pk] = []
        for pk in path:
            families[pk].append(term.pk)
    return families


def use_new_slugs(params: QueryDict, terms: Iterable[LabelledTerm]) -> QueryDict:
    """Return the parameters of a list with the slugs of merged terms replaced."""
    new = {(term.parameter, old): term.slug for term in terms for old in term.old_slugs}
    if not any(
        (name, value) in new for name in params for value in params.getlist(name)
    ):
        return params
    changed = params.copy()
    for name in FILTER_TAXONOMIES:
        values = [new.get((name, value), value) for value in params.getlist(name)]
        changed.setlist(name, values)
    return changed


def is_used(term: Term) -> bool:
    """Tell whether anything holds this term, besides its own labels and foreign slugs.

    Terms that were merged into it count: their old addresses lead here.
    """
    own = {"labels", "aliases"}
    return any(
        relation.related_model._meta.base_manager.filter(
            **{relation.field.name: term}
        ).exists()
        for relation in Term._meta.related_objects
        if relation.get_accessor_name() not in own
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


_COLUMNS = ("pk", "taxonomy", "slug", "parent", "labels__language", "labels__label")


def _label(rows: Iterable[Sequence[Any]]) -> list[LabelledTerm]:
    language = get_language() or "de"
    labels: dict[int, dict[str, str]] = defaultdict(dict)
    terms: dict[int, tuple[str, str, int | None]] = {}
    for pk, taxonomy, slug, parent, code, label in rows:
        terms[pk] = (taxonomy, slug, parent)
        labels[pk][code] = label
    return [
        LabelledTerm(
            pk,
            taxonomy,
            slug,
            labels[pk].get(language) or labels[pk].get("de") or slug,
            parent=parent,
        )
        for pk, (taxonomy, slug, parent) in terms.items()
    ]
