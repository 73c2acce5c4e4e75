"""Events, offers, webinars and practice from a file, as `export_things` writes them (ED65)."""

import datetime as dt
import json
import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.utils.translation import gettext as _

from cms.enums import EventMode, State, Taxonomy
from cms.exports.things import restore
from cms.geo import find_district, get_districts_of
from cms.importers.tables import MAX_BYTES, TableRow, UnreadableTableError, read_table
from cms.models import Network, Term
from cms.models.term import TermAlias
from cms.operations.things import (
    ThingPlan,
    ThingRefusedError,
    ThingValues,
    check_plan,
    explain,
    plan_things,
    write_things,
)
from cms.queries.thing_cells import (
    CANCELLED,
    LANGUAGES,
    NO,
    YES,
    Cells,
    ThingFormat,
    clean_cell,
    name_column,
    write_value,
)
from cms.recurrence import RecurrenceError
from cms.validators.slugs import make_slug
from cms.validators.times import BERLIN, explain_wall_time

BATCH_SIZE = 500
NAMESPACE = uuid.UUID("5b0a4d0e-6d55-5c1e-9a8e-0d6f1f0c7f65")
"""For things of files without ids: the same network and title is the same thing."""

FOREIGN_MODES = {"all": EventMode.HYBRID}
"""MINTvernetzt's `stages`, where its word is not ours."""

WORDS = {
    YES: True, "ja": True, "true": True, "1": True,
    NO: False, "nein": False, "false": False, "0": False, "": False,
}  # fmt: skip
GERMAN_MOMENT = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,? +(\d{1,2}):(\d{2}))?")
REQUIRED = ("network",)


@dataclass(frozen=True)
class LineNote:
    line: int
    text: str


@dataclass
class ThingReport:
    """What an import did, or in a dry run would do, with what is wrong by line."""

    is_dry_run: bool
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    pages: int = 0
    notes: list[str] = field(default_factory=list)
    kept: list[LineNote] = field(default_factory=list)
    errors: list[LineNote] = field(default_factory=list)


@dataclass(frozen=True)
class CheckedRow:
    line: int
    values: ThingValues


class RowError(Exception):
    """A row is refused; each argument is a sentence."""


def import_things(
    kind: ThingFormat, content: bytes, *, now: dt.datetime, dry_run: bool = False
) -> ThingReport:
    """Bring things of one kind to what the file says; what it does not name stays.

    A row is known by its id, without one by network and title. Rows with mistakes are
    reported and the others imported: batches of 500 in one transaction, a batch that is
    refused again row by row.

    Raises:
        UnreadableTableError: the file as a whole cannot be read; nothing was written.
    """
    rows, notes = _read_rows(kind, content)
    report = ThingReport(is_dry_run=dry_run, notes=notes)
    checked = iter(_Reader(kind).check_rows(rows, report))
    while batch := list(islice(checked, BATCH_SIZE)):
        if dry_run:
            _try_batch(kind, report, batch)
        else:
            _import_batch(kind, report, batch, now)
    report.errors.sort(key=lambda note: note.line)
    return report


def _import_batch(
    kind: ThingFormat,
    report: ThingReport,
    batch: Sequence[CheckedRow],
    now: dt.datetime,
) -> None:
    try:
        with transaction.atomic():
            plans, pages = write_things(
                kind, rows=[row.values for row in batch], now=now
            )
    except (DatabaseError, ThingRefusedError) as error:
        if len(batch) == 1:
            report.errors.append(LineNote(batch[0].line, _explain_refusal(error)))
            return
        for row in batch:
            _import_batch(kind, report, [row], now)
        return
    report.pages += pages
    _count(report, batch, plans)


def _try_batch(
    kind: ThingFormat, report: ThingReport, batch: Sequence[CheckedRow]
) -> None:
    plans = plan_things(kind, rows=[row.values for row in batch])
    for row, plan in zip(batch, plans, strict=True):
        try:
            check_plan(kind, plan)
        except ThingRefusedError as error:
            report.errors.append(LineNote(row.line, str(error)))
        else:
            _count(report, [row], [plan])


def _explain_refusal(error: Exception) -> str:
    if isinstance(error, ThingRefusedError):
        return str(error)
    return _("The database refuses the row: %(reason)s") % {"reason": error}


def _count(
    report: ThingReport, batch: Sequence[CheckedRow], plans: Sequence[ThingPlan]
) -> None:
    for row, plan in zip(batch, plans, strict=True):
        if plan.is_new:
            report.created += 1
        elif plan.is_in_work:
            report.unchanged += 1
            text = _("Left alone: somebody is working on a draft of it.")
            report.kept.append(LineNote(row.line, text))
        elif plan.changes:
            report.changed += 1
        else:
            report.unchanged += 1


# --- the file ----------------------------------------------------------------------------


def _read_rows(
    kind: ThingFormat, content: bytes
) -> tuple[Sequence[TableRow], list[str]]:
    start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")):
        return _read_json(kind, content), []
    table = read_table(content, columns=REQUIRED, optional=kind.known_columns)
    return table.rows, list(table.notes)


def _read_json(kind: ThingFormat, content: bytes) -> list[TableRow]:
    if len(content) > MAX_BYTES:
        raise UnreadableTableError(_("The file is larger than 20 MB. Split it."))
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise UnreadableTableError(
            _("The file is no JSON that can be read: %(reason)s.") % {"reason": error}
        ) from error
    items = whole.get("items") if isinstance(whole, dict) else whole
    if not isinstance(items, list):
        raise UnreadableTableError(_("The file has no list “items”."))
    return [_flatten(kind, number, item) for number, item in enumerate(items, start=1)]


def _flatten(kind: ThingFormat, number: int, item: Any) -> TableRow:
    """Return an item as cells; its number stands for the line."""
    if not isinstance(item, dict):
        return TableRow(number, {}, _("This is no object with names and values."))
    cells = {}
    for name, value in item.items():
        if name in LANGUAGES and isinstance(value, dict):
            for text, part in value.items():
                cells[name_column(str(text), name)] = _write_cell(part)
        else:
            cells[str(name)] = _write_cell(value)
    known = {name: cell for name, cell in cells.items() if name in kind.known_columns}
    return TableRow(number, known)


def _write_cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_write_cell(part) for part in value)
    return clean_cell(write_value(value))


# --- one row -----------------------------------------------------------------------------


class _Reader:
    """Checks rows against what there is: networks, terms, fields; each read once."""

    def __init__(self, kind: ThingFormat) -> None:
        self.kind = kind
        self.lines: dict[uuid.UUID, int] = {}

    @cached_property
    def networks(self) -> set[str]:
        return set(Network.objects.values_list("slug", flat=True))

    @cached_property
    def terms(self) -> dict[tuple[str, str], Term]:
        """Return terms by list and slug, with merged slugs, foreign ones and labels."""
        found: dict[tuple[str, str], Term] = {}
        terms = Term.objects.filter(merged_into__isnull=True).with_labels()
        by_pk = {term.pk: term for term in terms}
        for term in by_pk.values():
            for row in term.labels.all():
                found.setdefault((term.taxonomy, row.label.casefold()), term)
        for alias in TermAlias.objects.order_by("pk"):
            if alias.term_id in by_pk:
                term = by_pk[alias.term_id]
                found[term.taxonomy, alias.slug.casefold()] = term
        return found | {(term.taxonomy, term.slug): term for term in by_pk.values()}

    @cached_property
    def foreign_keys(self) -> set[uuid.UUID]:
        """Return the ids of rows in the same table that are of another kind."""
        own = getattr(self.kind.page_model, "event_kind", None)
        if own is None:
            return set()
        rows = self.kind.row_model.objects.exclude(kind=own)
        return set(rows.values_list("translation_key", flat=True))

    def check_rows(
        self, rows: Sequence[TableRow], report: ThingReport
    ) -> Iterator[CheckedRow]:
        for row in rows:
            try:
                values = self.check_row(row)
                self.refuse_double(values.key, row.line)
            except RowError as error:
                report.errors += [LineNote(row.line, str(text)) for text in error.args]
            else:
                yield CheckedRow(row.line, values)

    def refuse_double(self, key: uuid.UUID, line: int) -> None:
        first = self.lines.setdefault(key, line)
        if first != line:
            raise RowError(
                _("The same thing stands in line %(first)d already.") % {"first": first}
            )

    def check_row(self, row: TableRow) -> ThingValues:
        """Return the values of a row.

        Raises:
            RowError: with a sentence for each mistake.
        """
        if row.problem:
            raise RowError(row.problem)
        cells = {
            name: clean_cell(restore(cell))
            for name, cell in row.cells.items()
            if name in self.kind.known_columns
        }
        mistakes: list[str] = []
        cells.setdefault("source_language", "")
        cells["source_language"] = cells["source_language"] or LANGUAGES[0]
        mistakes += self._check_place(cells)
        key = self._read_key(cells, mistakes)
        facts = self._read_facts(cells, mistakes)
        terms = {
            name: self._read_terms(cells[name], taxonomy, mistakes)
            for name, taxonomy in self.kind.terms.items()
            if name in cells
        }
        districts = _read_districts(cells.get("districts", ""), mistakes)
        self._normalise(cells, facts, terms, districts)
        if not mistakes:
            mistakes += self._check_page(cells, facts)
        if mistakes:
            raise RowError(*mistakes)
        return ThingValues(key, cells, facts, terms, districts)

    def _check_place(self, cells: Cells) -> list[str]:
        language = cells["source_language"]
        if language not in LANGUAGES:
            return [
                _("The language “%(language)s” does not exist. There are: %(all)s.")
                % {"language": language[:40], "all": ", ".join(LANGUAGES)}
            ]
        mistakes = []
        if cells["network"] not in self.networks:
            mistakes.append(
                _("The network “%(slug)s” does not exist.")
                % {"slug": cells["network"][:80]}
            )
        title = name_column("title", language)
        if not cells.get(title):
            mistakes.append(_("The title is missing: %(column)s.") % {"column": title})
        return mistakes

    def _read_key(self, cells: Cells, mistakes: list[str]) -> uuid.UUID:
        text = cells.get("id", "")
        if not text:
            title = cells.get(name_column("title", cells["source_language"]), "")
            name = f"{self.kind.kind}/{cells['network']}/{make_slug(title)}"
            return uuid.uuid5(NAMESPACE, name)
        key = _try(_read_uuid, text, "id", mistakes) or uuid.uuid4()
        if key in self.foreign_keys:
            mistakes.append(_("The id is that of a thing of another kind."))
        return key

    def _read_facts(self, cells: Cells, mistakes: list[str]) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        if "mode" in cells:
            cells["mode"] = FOREIGN_MODES.get(cells["mode"], cells["mode"])
        for name in (*self.kind.facts, *self.kind.only_read):
            if name in cells:
                column = self.kind.page_model._meta.get_field(name)
                read = _choose_reader(column)
                facts[name] = _try(read, cells[name], name, mistakes)
        for name in self.kind.series:
            if name in cells:
                read_part = _read_exception if name == "exceptions" else _read_span
                tag = "day" if name == "exceptions" else "date"
                parts = [p.strip() for p in cells[name].split(";") if p.strip()]
                values = [_try(read_part, part, name, mistakes) for part in parts]
                facts[name] = [(tag, value) for value in values]
        if self.kind.above in cells:
            text = cells[self.kind.above]
            facts[self.kind.above] = (
                _try(_read_uuid, text, self.kind.above, mistakes) if text else None
            )
        return facts

    def _read_terms(
        self, text: str, taxonomy: Taxonomy, mistakes: list[str]
    ) -> list[Term]:
        found: dict[int, Term] = {}
        for slug in filter(None, (part.strip() for part in text.split(";"))):
            term = self.terms.get((taxonomy, slug)) or self.terms.get(
                (taxonomy, slug.casefold())
            )
            if term is None:
                mistakes.append(
                    _("“%(slug)s” is no term of the list “%(list)s”.")
                    % {"slug": slug[:80], "list": taxonomy.label}
                )
            else:
                found[term.pk] = term
        return sorted(found.values(), key=lambda term: (term.sort_order, term.slug))

    def _normalise(
        self,
        cells: Cells,
        facts: Mapping[str, Any],
        terms: Mapping[str, Sequence[Term]],
        districts: Sequence[str],
    ) -> None:
        """Write cells as an export would, so that another spelling is no change."""
        for name in self.kind.facts:
            if name in facts:
                cells[name] = write_value(facts[name])
        for name, chosen in terms.items():
            cells[name] = "; ".join(term.slug for term in chosen)
        if "districts" in cells:
            cells["districts"] = "; ".join(districts)

    def _check_page(self, cells: Cells, facts: Mapping[str, Any]) -> list[str]:
        """Ask the page itself, for each language of the row; nothing is written."""
        mistakes = []
        for language in LANGUAGES:
            texts = {
                name: cells[column]
                for name in self.kind.by_language
                if (column := name_column(name, language)) in cells
            }
            if not texts.get("title"):
                continue
            texts.pop("text", None)
            slug = texts.pop("slug", "") or make_slug(texts["title"])
            own = {k: v for k, v in facts.items() if k != self.kind.above}
            page = self.kind.page_model(**{**own, **texts, "slug": slug or "x"})
            given = {*texts, *own, "slug"}
            names = {f.name for f in page._meta.fields} - given
            try:
                page.clean_fields(exclude=names)
            except ValidationError as error:
                mistakes.append(f"{language}: {explain(error)}")
        return mistakes or list(_check_order(self.kind, facts))


def _check_order(kind: ThingFormat, facts: Mapping[str, Any]) -> Iterator[str]:
    pairs = (
        ("starts_at", "ends_at"),
        ("registration_opens_at", "registration_closes_at"),
    )
    for first, last in pairs:
        if facts.get(first) and facts.get(last) and facts[last] <= facts[first]:
            yield _("%(last)s does not lie after %(first)s.") % {
                "first": first,
                "last": last,
            }
            return
    for first, last in (("age_from", "age_to"), ("group_from", "group_to")):
        low, high = facts.get(first), facts.get(last)
        if low is not None and high is not None and high < low:
            yield _("%(last)s is smaller than %(first)s.") % {
                "first": first,
                "last": last,
            }
    first_day, last_day = facts.get("starts_on"), facts.get("ends_on")
    if first_day and last_day and last_day < first_day:
        yield _("%(last)s lies before %(first)s.") % {
            "first": "starts_on",
            "last": "ends_on",
        }
    if (facts.get("latitude") is None) != (facts.get("longitude") is None):
        yield _("A point needs latitude and longitude.")
    if {"starts_at", "ends_at"} <= set(facts):
        given = {n: facts[n] for n in kind.page_model.date_names if n in facts}
        try:
            kind.page_model(**given).list_dates()
        except RecurrenceError as error:
            yield str(error) or _(
                "The series has too many dates, or no last day (repeats_until)."
            )


def _try(read: Callable[[str], Any], text: str, name: str, mistakes: list[str]) -> Any:
    try:
        return read(text)
    except ValueError as error:
        mistakes.append(
            _("%(name)s: “%(value)s” cannot be read. %(hint)s").rstrip()
            % {"name": name, "value": text[:60], "hint": error}
        )
        return None


def _choose_reader(column: Any) -> Callable[[str], Any]:
    if isinstance(column, models.BooleanField):
        return _read_yes
    if isinstance(column, models.DateTimeField):
        return lambda text: _read_moment(text) if text else None
    if isinstance(column, models.DateField):
        return lambda text: _read_day(text) if text else None
    if isinstance(column, models.DecimalField | models.IntegerField):
        return lambda text: _read_number(column, text)
    return lambda text: text


def _read_number(column: Any, text: str) -> Any:
    if not text:
        return None
    try:
        return column.to_python(text.replace(",", "."))
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from error


def _read_yes(text: str) -> bool:
    if text.casefold() not in WORDS:
        raise ValueError(_("Write yes or no."))
    return WORDS[text.casefold()]


def _read_uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise ValueError(_("An id looks as an export writes it.")) from error


def _read_day(text: str) -> dt.date:
    found = GERMAN_MOMENT.fullmatch(text)
    try:
        if found:
            day, month, year = (int(part) for part in found.groups()[:3])
            return dt.date(year, month, day)
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(_("Write a day as 2027-03-31.")) from error


def _read_moment(text: str) -> dt.datetime:
    found = GERMAN_MOMENT.fullmatch(text)
    try:
        if found:
            day, month, year, hour, minute = (int(p or 0) for p in found.groups())
            moment = dt.datetime(year, month, day, hour, minute)  # noqa: DTZ001 -- wall time, below
        else:
            moment = dt.datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return moment.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(_("Write a moment as 2027-03-31T14:00.")) from error
    if sentence := explain_wall_time(moment):
        raise ValueError(sentence)
    return moment.replace(tzinfo=BERLIN)


def _read_span(text: str) -> dict[str, dt.datetime]:
    start, mark, end = text.partition("/")
    if not mark:
        raise ValueError(_("Write start/end."))
    span = {
        "starts_at": _read_moment(start.strip()),
        "ends_at": _read_moment(end.strip()),
    }
    if span["ends_at"] <= span["starts_at"]:
        raise ValueError(_("The end does not lie after the start."))
    return span


def _read_exception(text: str) -> dict[str, Any]:
    day, _space, word = text.partition(" ")
    if word.strip() not in ("", CANCELLED):
        raise ValueError(_("Write a day as 2027-03-31, or “2027-03-31 cancelled”."))
    return {"day": _read_day(day), "is_cancelled": word.strip() == CANCELLED}


def _read_districts(text: str, mistakes: list[str]) -> list[str]:
    """Return district keys; a state, by code or name, means all of its districts."""
    states = {state.value.casefold(): state.value for state in State}
    states |= {str(state.label).casefold(): state.value for state in State}
    keys: set[str] = set()
    for label in filter(None, (part.strip() for part in text.split(";"))):
        district = find_district(label)
        if district is not None:
            keys.add(district.ags)
        elif label.casefold() in states:
            keys |= {row.ags for row in get_districts_of(states[label.casefold()])}
        else:
            mistakes.append(
                _("The district “%(label)s” does not exist in districts.tsv.")
                % {"label": label[:80]}
            )
    return sorted(keys)
