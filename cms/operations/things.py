"""Writing things that a file brings, as events and offers: the pages of all their languages (ED65)."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.models import PageDistrict, PageTerm, Term
from cms.models.places import follow_address
from cms.page_cache import bump_site_version
from cms.queries.thing_cells import (
    LANGUAGES,
    Cells,
    KnownThing,
    ThingFormat,
    find_things,
    is_prose,
    name_column,
    write_paragraphs,
    write_prose,
)
from cms.validators.content import find_errors

NOT_WRITTEN = ("id", "network", "source_language")
"""Where a thing belongs and which of its texts came first are not for files to change."""


class ThingRefusedError(Exception):
    """A row cannot be written; says why in a sentence."""


@dataclass(frozen=True)
class ThingValues:
    """One row of a file: ``cells`` as they stand there, ``facts`` as the page's fields.

    ``facts`` holds what the row names of facts and series, ``terms`` the terms by column.
    """

    key: uuid.UUID
    cells: Cells
    facts: Mapping[str, Any]
    terms: Mapping[str, Sequence[Term]]
    districts: Sequence[str]

    @property
    def source_language(self) -> str:
        return self.cells["source_language"]

    def list_languages(self) -> list[str]:
        """Return the languages with a title, that of the source first."""
        others = [code for code in LANGUAGES if code != self.source_language]
        return [
            code
            for code in (self.source_language, *others)
            if self.cells.get(name_column("title", code))
        ]


@dataclass(frozen=True)
class ThingPlan:
    """What an import would do with one row; ``changes`` names the columns that differ."""

    values: ThingValues
    known: KnownThing | None
    changes: tuple[str, ...] = ()
    is_in_work: bool = field(default=False)

    @property
    def is_new(self) -> bool:
        return self.known is None


def plan_things(kind: ThingFormat, *, rows: Sequence[ThingValues]) -> list[ThingPlan]:
    """Say what an import of these rows would change, without writing anything."""
    keys = [row.key for row in rows]
    known = {
        thing.row.translation_key: thing
        for thing in find_things(kind, translation_key__in=keys)
    }
    return [_plan_thing(row, known.get(row.key)) for row in rows]


def _plan_thing(row: ThingValues, known: KnownThing | None) -> ThingPlan:
    if known is None:
        return ThingPlan(row, None, tuple(row.cells))
    changes = tuple(
        name
        for name, cell in row.cells.items()
        if name in known.cells and name not in NOT_WRITTEN and cell != known.cells[name]
    )
    in_work = any(page.has_unpublished_changes for page in known.pages.values())
    return ThingPlan(row, known, changes, is_in_work=bool(changes) and in_work)


def check_plan(kind: ThingFormat, plan: ThingPlan) -> None:
    """Ask what publishing would ask, as far as nothing need be written for it.

    Raises:
        ThingRefusedError: with a sentence for each problem.
    """
    if plan.is_in_work or not (plan.is_new or plan.changes):
        return
    for language in plan.values.list_languages():
        known = plan.known.pages.get(language) if plan.known else None
        names = set(plan.changes if known else plan.values.cells) - {kind.above}
        page = known or kind.page_model()
        _fill(kind, page, plan.values, language, names)
        _refuse_problems(page)


def _refuse_problems(page: Any) -> None:
    problems = find_errors(page)
    if problems:
        raise ThingRefusedError(" ".join(problem.sentence for problem in problems))


@transaction.atomic
def write_things(
    kind: ThingFormat, *, rows: Sequence[ThingValues], now: dt.datetime
) -> tuple[list[ThingPlan], int]:
    """Write the rows of one batch with their pages: all of them or, on an error, none.

    A thing with a draft in work is left alone. Returns what was done for each row, and
    how many pages were made.

    Raises:
        ThingRefusedError: a row cannot be published, or has no place to stand.
        DatabaseError: the database refuses a row.
    """
    plans = plan_things(kind, rows=rows)
    homes = _Homes(kind)
    count = 0
    for plan in plans:
        if plan.is_new:
            count += _create(kind, plan.values, homes, now)
        elif plan.changes and not plan.is_in_work:
            count += _change(kind, plan, homes, now)
    bump_site_version()
    return plans, count


class _Homes:
    """The list pages that things stand below, each read once."""

    def __init__(self, kind: ThingFormat) -> None:
        self.kind = kind
        self.found: dict[tuple[str, str], Any] = {}
        self.locales = {row.language_code: row for row in Locale.objects.all()}

    def get(self, network: str, language: str) -> Any:
        key = (network, language)
        if key not in self.found:
            self.found[key] = self.kind.index_model.objects.filter(
                network__slug=network,
                locale=self.locales[language],
                alias_of__isnull=True,
            ).first()
        if self.found[key] is None:
            raise ThingRefusedError(
                _("“%(network)s” has no list for this in the language %(language)s.")
                % {"network": network, "language": language}
            )
        return self.found[key]


def _create(
    kind: ThingFormat, values: ThingValues, homes: _Homes, now: dt.datetime
) -> int:
    languages = values.list_languages()
    for language in languages:
        _add_page(kind, values, language, homes, now)
    return len(languages)


def _add_page(
    kind: ThingFormat,
    values: ThingValues,
    language: str,
    homes: _Homes,
    now: dt.datetime,
) -> None:
    home = homes.get(values.cells["network"], language)
    page = kind.page_model(
        translation_key=values.key,
        locale=home.locale,
        network=home.network,
        first_published_at=now,
        last_published_at=now,
    )
    _fill(kind, page, values, language, set(values.cells))
    _refuse_problems(page)
    with _saying():
        home.add_child(instance=page)


def _change(kind: ThingFormat, plan: ThingPlan, homes: _Homes, now: dt.datetime) -> int:
    assert plan.known is not None  # noqa: S101 -- the caller asked
    changes, made = set(plan.changes), 0
    shared = changes & set(kind.once)
    for language in plan.values.list_languages():
        page = plan.known.pages.get(language)
        own = {name_column(name, language) for name in kind.by_language} & changes
        if page is None:
            _add_page(kind, plan.values, language, homes, now)
            made += 1
        elif own or shared:
            _fill(kind, page, plan.values, language, changes)
            with _saying():
                page.save_revision().publish()
    return made


def _fill(
    kind: ThingFormat,
    page: Any,
    values: ThingValues,
    language: str,
    names: set[str],
) -> None:
    """Set the named columns on a page of this language."""
    address = getattr(page, "venue_address", None)
    for name, value in values.facts.items():
        if name in names and name != kind.above:
            setattr(page, name, value)
    if address is not None and not {"latitude", "longitude"} & set(values.facts):
        # A file without points means those of the postcodes; an empty cell means none.
        follow_address(page, address)
    if kind.above in names:
        page.parent_event = _find_above(kind, values.facts.get(kind.above))
    for name in kind.by_language:
        column = name_column(name, language)
        if column in names and column in values.cells:
            _set_text(page, name, values.cells[column])
    if names & set(kind.terms):
        kept = [
            row
            for row in page.cms_page_terms.all()
            if row.term.taxonomy not in kind.terms.values()
        ]
        chosen = [term for terms in values.terms.values() for term in terms]
        page.cms_page_terms.set([*kept, *(PageTerm(term=term) for term in chosen)])
    if "districts" in names:
        page.cms_page_districts.set([PageDistrict(ags=ags) for ags in values.districts])


def _set_text(page: Any, name: str, text: str) -> None:
    if name == "text":
        page.body = write_paragraphs(text)
    elif is_prose(page, name):
        setattr(page, name, write_prose(text))
    elif name != "slug" or text:
        setattr(page, name, text)


def _find_above(kind: ThingFormat, key: uuid.UUID | None) -> Any:
    if key is None:
        return None
    pages = kind.page_model.objects.filter(
        translation_key=key, alias_of__isnull=True
    ).select_related(kind.row_attribute)
    for page in pages:
        if page.is_fact_source:
            return page
    raise ThingRefusedError(
        _("The larger thing “%(key)s” does not exist. Import it first.") % {"key": key}
    )


class _saying:  # noqa: N801 -- used as a context manager
    """Turns what pages refuse into a sentence for the report."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: Any, error: BaseException | None, _trace: Any) -> None:
        if isinstance(error, ValidationError):
            raise ThingRefusedError(explain(error)) from error


def explain(error: ValidationError) -> str:
    """Return all that a page refuses: “age_to: ensure that …; …”."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        f"{name}: {' '.join(messages)}" if name != "__all__" else " ".join(messages)
        for name, messages in error.message_dict.items()
    )
