"""The funding directory from a file: CSV or JSON, entries known by their key (ED42)."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import DatabaseError, transaction
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from cms.enums import State
from cms.exports.things import restore
from cms.importers.tables import TableRow, read_any_table
from cms.models import TermAlias
from cms.models.funding import URL_LENGTH
from cms.operations.funding import (
    FundingPlan,
    FundingValues,
    find_directory,
    plan_funding,
    write_funding,
)
from cms.queries.funding_cells import FUNDING_COLUMNS, TERM_FIELDS
from cms.queries.terms import list_terms
from cms.validators.times import BERLIN

COLUMNS = FUNDING_COLUMNS
BATCH_SIZE = 500
LENGTHS = {
    "source": 60,
    "external_key": 120,
    "title": 200,
    "summary": 200,
    "funder": 200,
    "sum": 200,
    "url": URL_LENGTH,
}
REQUIRED = ("source", "external_key", "title", "funder", "url")
TRUTHS = {
    **dict.fromkeys(("", "yes", "ja", "true", "1"), True),
    **dict.fromkeys(("no", "nein", "false", "0"), False),
}
GERMAN_DATE = "%d.%m.%Y"
LAST_MINUTE = dt.time(23, 59)
_check_url = URLValidator(schemes=["http", "https"])

Slugs = dict[str, dict[str, str]]
"""By column: each slug that is understood, foreign ones too, and our own that it means."""


@dataclass(frozen=True)
class LineNote:
    line: int
    text: str


@dataclass
class FundingReport:
    """What an import did, or in a dry run would do, with what is wrong by line."""

    is_dry_run: bool
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    notes: list[str] = field(default_factory=list)
    kept: list[LineNote] = field(default_factory=list)
    errors: list[LineNote] = field(default_factory=list)


@dataclass(frozen=True)
class CheckedRow:
    line: int
    values: FundingValues


class RowError(Exception):
    """A row is refused; each argument is a sentence."""


def import_funding(content: bytes, *, dry_run: bool = False) -> FundingReport:
    """Bring the directory to what the file says, leaving alone what staff have changed.

    Rows with mistakes are reported and the others imported: batches of 500 in one
    transaction, a batch that the database refuses again row by row.

    Raises:
        UnreadableTableError: the file as a whole cannot be read; nothing was written.
        NoDirectoryError: the site has no funding directory; nothing was written.
    """
    find_directory()
    table = read_any_table(content, columns=COLUMNS)
    report = FundingReport(is_dry_run=dry_run, notes=list(table.notes))
    checked = iter(_check_rows(table.rows, report))
    while batch := list(islice(checked, BATCH_SIZE)):
        if dry_run:
            _count(report, batch, plan_funding(rows=[row.values for row in batch]))
        else:
            _import_batch(report, batch)
    report.errors.sort(key=lambda note: note.line)
    return report


def _import_batch(report: FundingReport, batch: Sequence[CheckedRow]) -> None:
    try:
        with transaction.atomic():
            plans = write_funding(rows=[row.values for row in batch])
    except DatabaseError as error:
        if len(batch) == 1:
            text = _("The database refuses the row: %(reason)s") % {"reason": error}
            report.errors.append(LineNote(batch[0].line, text))
            return
        for row in batch:
            _import_batch(report, [row])
        return
    _count(report, batch, plans)


def _count(
    report: FundingReport, batch: Sequence[CheckedRow], plans: Sequence[FundingPlan]
) -> None:
    for row, plan in zip(batch, plans, strict=True):
        if plan.is_new:
            report.created += 1
        elif plan.changes:
            report.changed += 1
        else:
            report.unchanged += 1
        if plan.reason:
            report.kept.append(LineNote(row.line, plan.reason))
        if plan.kept:
            text = _(
                "“%(name)s”: changed here since the last import and kept: %(fields)s."
            ) % {"name": plan.values.facts["title"], "fields": ", ".join(plan.kept)}
            report.kept.append(LineNote(row.line, text))


# --- one row ---------------------------------------------------------------------------


def _check_rows(
    rows: Sequence[TableRow], report: FundingReport
) -> Iterator[CheckedRow]:
    slugs = _read_slugs()
    lines: dict[tuple[str, str], int] = {}
    for row in rows:
        try:
            values = _check_row(row, slugs)
            _refuse_double(values, row.line, lines)
        except RowError as error:
            report.errors += [LineNote(row.line, str(text)) for text in error.args]
        else:
            yield CheckedRow(row.line, values)


def _read_slugs() -> Slugs:
    columns = {str(taxonomy): name for name, taxonomy in TERM_FIELDS.items()}
    slugs: Slugs = {name: {} for name in TERM_FIELDS}
    for term in list_terms(TERM_FIELDS.values()):
        for slug in (term.slug, *term.old_slugs):
            slugs[columns[term.taxonomy]][slug] = term.slug
    aliases = TermAlias.objects.filter(term__taxonomy__in=TERM_FIELDS.values())
    for slug, taxonomy, own in aliases.values_list(
        "slug", "term__taxonomy", "term__slug"
    ):
        slugs[columns[taxonomy]].setdefault(slug, own)
    return slugs


def _refuse_double(
    values: FundingValues, line: int, lines: dict[tuple[str, str], int]
) -> None:
    first = lines.setdefault((values.source, values.external_key), line)
    if first != line:
        raise RowError(
            _("The key “%(key)s” stands in line %(first)d already.")
            % {"key": values.external_key, "first": first}
        )


def _check_row(row: TableRow, slugs: Slugs) -> FundingValues:
    if row.problem:
        raise RowError(row.problem)
    cells = {name: restore(cell) for name, cell in row.cells.items()}
    mistakes = [
        _("The column “%(name)s” is empty.") % {"name": name}
        for name in REQUIRED
        if not cells[name]
    ]
    mistakes += [
        _("“%(name)s” is longer than %(limit)d characters.")
        % {"name": name, "limit": limit}
        for name, limit in LENGTHS.items()
        if len(cells[name]) > limit
    ]
    deadline, date_mistakes = _read_deadline(cells["deadline"])
    states, state_mistakes = _read_states(cells["states"])
    terms: dict[str, list[str]] = {}
    for name in TERM_FIELDS:
        terms[name], term_mistakes = _read_terms(name, cells[name], slugs[name])
        mistakes += term_mistakes
    mistakes += [*_check_address(cells["url"]), *date_mistakes, *state_mistakes]
    if cells["in_force"].casefold() not in TRUTHS:
        mistakes.append(
            _("“%(value)s” is neither yes nor no.") % {"value": cells["in_force"][:40]}
        )
    if mistakes:
        raise RowError(*mistakes)
    facts = {
        "title": cells["title"],
        "summary": cells["summary"],
        "funder": cells["funder"],
        "url": cells["url"],
        "amount": cells["sum"],
        "deadline_at": deadline,
        "is_in_force": TRUTHS[cells["in_force"].casefold()],
        "states": states,
        **terms,
    }
    return FundingValues(cells["source"], cells["external_key"], facts)


def _check_address(url: str) -> list[str]:
    if not url:
        return []
    try:
        _check_url(url)
    except ValidationError:
        text = _("“%(url)s” is no address that begins with https:// or http://.")
        return [text % {"url": url[:80]}]
    return []


def _read_deadline(text: str) -> tuple[str, list[str]]:
    """Return the moment as ISO text in UTC: the end of that day in Berlin, or the minute."""
    if not text:
        return "", []
    moment = _parse_moment(text)
    if moment is None:
        mistake = _(
            "“%(value)s” is no date. Write it as 2027-03-31, 2027-03-31 14:00 or "
            "31.03.2027."
        )
        return "", [mistake % {"value": text[:40]}]
    return moment.replace(tzinfo=BERLIN).astimezone(dt.UTC).isoformat(), []


def _parse_moment(text: str) -> dt.datetime | None:
    for read in (
        lambda: dt.datetime.strptime(text, "%Y-%m-%d %H:%M"),  # noqa: DTZ007 -- in Berlin, by the caller
        lambda: dt.datetime.strptime(text, "%Y-%m-%dT%H:%M"),  # noqa: DTZ007 -- as above
        lambda: dt.datetime.combine(
            dt.datetime.strptime(text, GERMAN_DATE).date(),  # noqa: DTZ007 -- as above
            LAST_MINUTE,
        ),
    ):
        try:
            return read()
        except ValueError:
            continue
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return dt.datetime.combine(day, LAST_MINUTE) if day else None


def _split(text: str) -> list[str]:
    parts = (part.strip() for part in text.replace(",", ";").split(";"))
    return sorted({part for part in parts if part})


def _read_states(text: str) -> tuple[list[str], list[str]]:
    states = _split(text)
    mistakes = [
        _("The state “%(state)s” does not exist. Write it as DE-RP.") % {"state": state}
        for state in states
        if state not in State.values
    ]
    return states, mistakes


def _read_terms(
    column: str, text: str, known: dict[str, str]
) -> tuple[list[str], list[str]]:
    given = _split(text)
    mistakes = [
        _("“%(slug)s” does not exist in “%(column)s”. There are: %(all)s.")
        % {
            "slug": slug[:80],
            "column": column,
            "all": ", ".join(sorted(set(known.values()))),
        }
        for slug in given
        if slug not in known
    ]
    return sorted({known[slug] for slug in given if slug in known}), mistakes
