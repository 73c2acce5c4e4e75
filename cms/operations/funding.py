"""Writing the funding directory: entries from an import, with their pages (ED42)."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.models import FundingEntry, FundingIndexPage, FundingPage, PageTerm, Term
from cms.queries.funding_cells import (
    OWN_SOURCE,
    PLAIN_FIELDS,
    TERM_FIELDS,
    get_funding_facts,
)


class NoDirectoryError(Exception):
    """The portal has no funding directory in the language of the site."""


@dataclass(frozen=True)
class FundingValues:
    """What a file says about one entry; ``facts`` as ``get_funding_facts``."""

    source: str
    external_key: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class FundingPlan:
    """What the import would do with one entry.

    ``kept`` names the fields whose value staff have changed since the last import;
    ``reason`` says why the entry is left alone as a whole.
    """

    values: FundingValues
    entry: FundingEntry | None
    page: FundingPage | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    imported: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""

    @property
    def is_new(self) -> bool:
        return self.entry is None


def find_directory() -> FundingIndexPage:
    """Return the directory in the language of the site.

    Raises:
        NoDirectoryError: there is none.
    """
    index = FundingIndexPage.objects.filter(
        locale=Locale.get_default(), alias_of__isnull=True
    ).first()
    if index is None:
        raise NoDirectoryError
    return index


def plan_funding(*, rows: Sequence[FundingValues]) -> list[FundingPlan]:
    """Say what an import of these rows would change, without writing anything."""
    entries = _find_entries({row.external_key for row in rows})
    pages = {
        page.entry_id: page
        for page in FundingPage.objects.filter(
            entry__in=entries.values(),
            alias_of__isnull=True,
            locale=F("entry__source_locale"),
        ).prefetch_related("cms_page_terms__term")
    }
    plans = []
    for row in rows:
        entry = entries.get((row.source, row.external_key))
        page = pages.get(entry.pk) if entry else None
        plans.append(_plan_entry(row, entry, page))
    return plans


def _find_entries(keys: Collection[str]) -> dict[tuple[str, str], FundingEntry]:
    """Return the known entries by source and key; those written here by their own."""
    found = FundingEntry.objects.filter(external_key__in=keys)
    entries = {(entry.source, entry.external_key): entry for entry in found}
    own = {key for key in keys if is_uuid(key)}
    for entry in FundingEntry.objects.filter(external_key="", translation_key__in=own):
        entries[OWN_SOURCE, str(entry.translation_key)] = entry
    return entries


def is_uuid(text: str) -> bool:
    """Tell whether a key may be one of ours, before the database is asked for it."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def _plan_entry(
    row: FundingValues, entry: FundingEntry | None, page: FundingPage | None
) -> FundingPlan:
    if entry is None:
        return FundingPlan(row, None, changes=row.facts, imported=dict(row.facts))
    name = {"name": row.facts["title"]}
    if page is None:
        reason = _("“%(name)s” was deleted here and stays deleted.") % name
        return FundingPlan(row, entry, reason=reason)
    current, last = get_funding_facts(page), entry.imported_values
    changes, kept, imported = {}, [], dict(last)
    for fact, value in row.facts.items():
        if current[fact] == value:
            imported[fact] = value
        elif fact in last and current[fact] == last[fact]:
            changes[fact] = imported[fact] = value
        else:
            kept.append(fact)
    reason = ""
    if changes and not page.live:
        reason = _("“%(name)s” is not published here and was left alone.") % name
    elif changes and page.has_unpublished_changes:
        reason = _("“%(name)s” has a draft here and was left alone.") % name
    if reason:
        return FundingPlan(row, entry, page, reason=reason)
    return FundingPlan(row, entry, page, changes, tuple(kept), imported)


@transaction.atomic
def write_funding(*, rows: Sequence[FundingValues]) -> list[FundingPlan]:
    """Write the rows of one batch with their pages: all of them or, on an error, none.

    Raises:
        NoDirectoryError: there is no directory to put them into.
        IntegrityError, DataError: the database refuses a row.
    """
    index = find_directory()
    plans = plan_funding(rows=rows)
    terms = {
        (term.taxonomy, term.slug): term
        for term in Term.objects.filter(taxonomy__in=TERM_FIELDS.values())
    }
    for plan in plans:
        if plan.is_new:
            _add_entry(index, plan, terms)
        elif plan.page is not None and plan.changes:
            _set_facts(plan.page, plan.changes, terms)
            _publish(plan.page)
        is_own = plan.values.source == OWN_SOURCE
        if plan.entry is not None and plan.imported and not is_own:
            _note_import(plan.entry.pk, plan)
    return plans


def _add_entry(
    index: FundingIndexPage, plan: FundingPlan, terms: Mapping[tuple[str, str], Term]
) -> None:
    page = FundingPage(locale=index.locale, source=plan.values.source, live=False)
    _set_facts(page, plan.changes, terms)
    index.add_child(instance=page)
    _publish(page)
    _note_import(page.entry_id, plan)


def _set_facts(
    page: FundingPage,
    facts: Mapping[str, Any],
    terms: Mapping[tuple[str, str], Term],
) -> None:
    for name in PLAIN_FIELDS:
        if name in facts:
            setattr(page, name, facts[name])
    if "deadline_at" in facts:
        text = facts["deadline_at"]
        page.deadline_at = parse_datetime(text) if text else None
    changed = {TERM_FIELDS[name] for name in TERM_FIELDS if name in facts}
    kept = [
        PageTerm(term=row.term)
        for row in page.cms_page_terms.all()
        if row.term.taxonomy not in changed
    ]
    new = [
        PageTerm(term=terms[taxonomy, slug])
        for name, taxonomy in TERM_FIELDS.items()
        for slug in facts.get(name, ())
    ]
    page.cms_page_terms = [*kept, *new]


def _publish(page: FundingPage) -> None:
    page.save_revision(log_action=True).publish()


def _note_import(entry_id: int, plan: FundingPlan) -> None:
    FundingEntry.objects.filter(pk=entry_id).update(
        source=plan.values.source,
        external_key=plan.values.external_key,
        imported_values=dict(plan.imported),
    )
