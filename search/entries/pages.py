"""What all kinds of pages share: one entry for each language that visitors can open (F1, F3)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q
from django.utils import translation
from wagtail.models import Page, PageViewRestriction

from cms.audiences import PUBLIC
from cms.enums import Taxonomy
from cms.geo import get_state_of
from cms.models import Network, NetworkState, PageDistrict, PageTerm, Term, TermLabel
from cms.registry import Label
from search.entries.texts import read_fields
from search.enums import ValueName
from search.registry import EntryDraft, SearchKind, Source

PAGE_COLUMNS = (
    "live",
    "title",
    "slug",
    "url_path",
    "path",
    "locale",
    "alias_of",
    "first_published_at",
)
"""Columns of Wagtail's own table that change an entry; a draft changes none of them."""
FACETS = {
    Taxonomy.TOPIC: ValueName.TOPIC,
    Taxonomy.STAGE: ValueName.STAGE,
    Taxonomy.FORMAT: ValueName.FORMAT,
}

Facts = Callable[[Any, Any], Mapping[str, Any]]
"""Gets row and page, and returns what a draft says besides: dates, point, names."""


@dataclass(frozen=True, kw_only=True)
class PageType:
    """A type of page; ``texts`` and ``names`` are columns besides streams and rich texts."""

    model: type[Any]
    attribute: str
    texts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    """What is looked up with the pages, as ``entry__states``."""

    @property
    def key(self) -> str:
        return f"{self.attribute}_id"


def no_facts(_row: Any, _page: Any) -> Mapping[str, Any]:
    return {}


def make_page_kind(
    *,
    name: str,
    label: Label,
    row_model: type[Model],
    row_columns: tuple[str, ...],
    types: tuple[PageType, ...],
    facts: Facts = no_facts,
    icon: str,
    order: int,
    more_sources: tuple[Source, ...] = (),
    list_rows: Callable[[list[int]], Iterable[int]] = list,
    is_said: bool = True,
) -> SearchKind:
    """Return the kind of things that have pages.

    ``row_columns`` are those of the row that an entry says; ``list_rows`` keeps the keys
    of rows that are of this kind, where several kinds share a table. Its things are found
    by the name of the kind, too, unless ``is_said`` is false.
    """
    rows: Any = row_model._default_manager  # noqa: SLF001 -- any kind of thing
    network = "pk" if row_model is Network else "network"

    def build(keys: list[int]) -> Iterator[tuple[int, EntryDraft]]:
        for page_type in types:
            yield from _build_type(page_type, keys, facts, label if is_said else "")

    def list_all() -> Iterator[int]:
        found: set[int] = set()
        for page_type in types:
            pages = page_type.model.objects.open_to_all()
            found.update(pages.values_list(page_type.key, flat=True).iterator())
        yield from sorted(found)

    def of_pages(condition: Q) -> set[int]:
        return {
            key
            for page_type in types
            for key in page_type.model.objects.filter(condition).values_list(
                page_type.key, flat=True
            )
        }

    def of_keys(keys: list[int]) -> set[int]:
        return of_pages(Q(pk__in=keys))

    def below(keys: list[int]) -> set[int]:
        condition = Q(pk__in=[])
        for path in Page.objects.filter(pk__in=keys).values_list("path", flat=True):
            condition |= Q(path__startswith=path)
        return of_pages(condition)

    def of_networks(keys: list[int]) -> Iterable[int]:
        found = rows.filter(**{f"{network}__in": keys})
        return list_rows(list(found.values_list("pk", flat=True)))

    def of_terms(keys: list[int]) -> set[int]:
        return of_pages(Q(cms_page_terms__term__in=keys))

    models = tuple(page_type.model for page_type in types)
    is_network = row_model is Network
    own = Source(model=row_model, list_keys=list_rows, watched=row_columns)
    network_columns = ("slug", *row_columns) if is_network else ("slug",)
    return SearchKind(
        name=name,
        label=label,
        model=row_model,
        build=build,
        list_all=list_all,
        sources=(
            *(Source(model=each.model, column=each.attribute) for each in types),
            *(() if is_network else (own,)),
            Source(
                model=Page, list_keys=of_keys, watched=PAGE_COLUMNS, page_types=models
            ),
            Source(model=PageViewRestriction, list_keys=below, column="page"),
            Source(model=PageTerm, list_keys=of_keys, column="page"),
            Source(model=PageDistrict, list_keys=of_keys, column="page"),
            Source(model=Network, list_keys=of_networks, watched=network_columns),
            Source(model=NetworkState, list_keys=of_networks, column="network"),
            Source(model=Term, list_keys=of_terms, watched=("slug",)),
            Source(model=TermLabel, list_keys=of_terms, column="term"),
            *more_sources,
        ),
        covers=(row_model, *models),
        icon=icon,
        order=order,
    )


def _build_type(
    page_type: PageType, keys: list[int], facts: Facts, label: Label
) -> Iterator[tuple[int, EntryDraft]]:
    related = {"locale", "network", page_type.attribute}
    rows = page_type.model.objects.open_to_all().filter(
        **{f"{page_type.key}__in": keys}
    )
    pages = list(
        rows.select_related(*related).prefetch_related(*page_type.beside).order_by("pk")
    )
    if not pages:
        return
    surroundings = _Surroundings(pages, label)
    for page in pages:
        row = getattr(page, page_type.attribute)
        yield row.pk, _build_page(page_type, row, page, surroundings, facts(row, page))


def _build_page(
    page_type: PageType,
    row: Any,
    page: Any,
    surroundings: "_Surroundings",
    facts: Mapping[str, Any],
) -> EntryDraft:
    language = page.locale.language_code
    values = dict(surroundings.list_values(page))
    states = facts.get("states")
    if states is not None:
        values[ValueName.STATE] = frozenset(states)
    labels = surroundings.list_labels(page, language)
    names = [str(getattr(page, name) or "") for name in page_type.names]
    said = {
        name: value for name, value in facts.items() if name not in ("states", "names")
    }
    return EntryDraft(
        language=language,
        title=page.title,
        url=page.get_url() or "",
        audience=frozenset({PUBLIC}),
        summary=page.summary,
        body="\n".join([read_fields(page, page_type.texts), *labels]),
        names="\n".join([*names, *facts.get("names", ())]),
        image=page.lead_image_id,
        network=page.network_id,
        values={str(name): found for name, found in values.items()},
        **({"published_at": page.first_published_at} | said),
    )


class _Surroundings:
    """Terms, districts and states of a batch of pages, each looked up once."""

    def __init__(self, pages: list[Any], label: Label) -> None:
        self.label = label
        keys = [page.pk for page in pages]
        self.terms: dict[int, list[Term]] = defaultdict(list)
        chosen = PageTerm.objects.filter(page__in=keys).order_by("pk")
        for row in chosen.select_related("term").prefetch_related("term__labels"):
            self.terms[row.page_id].append(row.term)
        self.districts: dict[int, set[str]] = defaultdict(set)
        for page, ags in PageDistrict.objects.filter(page__in=keys).values_list(
            "page_id", "ags"
        ):
            self.districts[page].add(get_state_of(ags))
        networks = {page.network_id for page in pages}
        self.states: dict[int, set[str]] = defaultdict(set)
        for network, state in NetworkState.objects.filter(
            network__in=networks
        ).values_list("network_id", "state"):
            self.states[network].add(state)

    def list_values(self, page: Any) -> Iterator[tuple[str, frozenset[str]]]:
        """Yield the values of facets: places of the page itself, else those of its network."""
        yield ValueName.NETWORK, frozenset({page.network.slug})
        states = self.districts[page.pk] - {""} or self.states[page.network_id]
        yield ValueName.STATE, frozenset(states)
        for taxonomy, name in FACETS.items():
            slugs = {t.slug for t in self.terms[page.pk] if t.taxonomy == taxonomy}
            yield name, frozenset(slugs)

    def list_labels(self, page: Any, language: str) -> list[str]:
        """Return those of terms and of the kind: who looks for a webinar says so."""
        with translation.override(language):
            kind = str(self.label)
        return [*(term.get_label(language) for term in self.terms[page.pk]), kind]


def list_point(row: Any) -> Mapping[str, float | None]:
    """Return the point of a row as a draft says it."""
    if row.latitude is None or row.longitude is None:
        return {"latitude": None, "longitude": None}
    return {"latitude": float(row.latitude), "longitude": float(row.longitude)}
