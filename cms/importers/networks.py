"""The registry of networks from a file (ED5)."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import islice

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from cms.enums import NetworkKind, State
from cms.geo import find_district, find_seat
from cms.importers.tables import TableRow, read_table
from cms.models.network import format_degrees
from cms.operations.registry import (
    NetworkPlan,
    NetworkValues,
    assign_state_programmes,
    plan_networks,
    write_networks,
)
from cms.validators.slugs import make_slug

COLUMNS = ("name", "states", "kind", "locality", "latitude", "longitude", "districts")
OPTIONAL_COLUMNS = ("source_key",)
"""Stands in exports: a network that was renamed here is still the one of the file."""

BATCH_SIZE = 500
MAX_NAME_LENGTH = 200
MAX_LOCALITY_LENGTH = 120
KINDS: dict[str, str] = {
    "region": NetworkKind.MINT_REGION,
    "state_programme": NetworkKind.STATE_PROGRAMME,
} | {kind.value: kind.value for kind in NetworkKind if kind != NetworkKind.SITE}
RANGES = {
    "latitude": (Decimal(47), Decimal(56)),
    "longitude": (Decimal(5), Decimal(16)),
}
_NUMBER = re.compile(r"[0-9]{1,3}([.,][0-9]{1,12})?")


@dataclass(frozen=True)
class LineNote:
    line: int
    text: str


@dataclass
class ImportReport:
    """What an import did, or in a dry run would do, with what is wrong by line."""

    is_dry_run: bool
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    pages: int = 0
    adopted: int = 0
    notes: list[str] = field(default_factory=list)
    kept: list[LineNote] = field(default_factory=list)
    errors: list[LineNote] = field(default_factory=list)

    @property
    def accepted(self) -> int:
        return self.created + self.changed + self.unchanged


@dataclass(frozen=True)
class CheckedRow:
    line: int
    values: NetworkValues


class RowError(Exception):
    """A row is refused; each argument is a sentence."""


def import_networks(
    content: bytes, *, now: dt.datetime, dry_run: bool = False
) -> ImportReport:
    """Bring the registry to what the file says, leaving alone what staff have changed.

    Rows with mistakes are reported and the others imported: batches of 500 in one
    transaction, a batch that the database refuses again row by row.

    Raises:
        UnreadableTableError: the file as a whole cannot be read; nothing was written.
    """
    table = read_table(content, columns=COLUMNS, optional=OPTIONAL_COLUMNS)
    report = ImportReport(is_dry_run=dry_run, notes=list(table.notes))
    checked = iter(_check_rows(table.rows, report))
    while batch := list(islice(checked, BATCH_SIZE)):
        if dry_run:
            _count(report, batch, plan_networks(rows=[row.values for row in batch]))
        else:
            _import_batch(report, batch, now)
    if not dry_run:
        report.adopted = assign_state_programmes(now=now)
    report.errors.sort(key=lambda note: note.line)
    return report


def _import_batch(
    report: ImportReport, batch: Sequence[CheckedRow], now: dt.datetime
) -> None:
    try:
        with transaction.atomic():
            plans, pages = write_networks(rows=[row.values for row in batch], now=now)
    except DatabaseError as error:
        if len(batch) == 1:
            text = _("The database refuses the row: %(reason)s") % {"reason": error}
            report.errors.append(LineNote(batch[0].line, text))
            return
        for row in batch:
            _import_batch(report, [row], now)
        return
    report.pages += pages
    _count(report, batch, plans)


def _count(
    report: ImportReport, batch: Sequence[CheckedRow], plans: Sequence[NetworkPlan]
) -> None:
    for row, plan in zip(batch, plans, strict=True):
        if plan.is_new:
            report.created += 1
        elif plan.changes:
            report.changed += 1
        else:
            report.unchanged += 1
        if plan.kept and plan.network is not None:
            text = _(
                "“%(name)s”: changed here since the last import and kept: %(fields)s."
            ) % {
                "name": plan.network.name,
                "fields": ", ".join(plan.kept),
            }
            report.kept.append(LineNote(row.line, text))


# --- one row ---------------------------------------------------------------------------


def _check_rows(rows: Sequence[TableRow], report: ImportReport) -> Iterator[CheckedRow]:
    lines: dict[str, int] = {}
    for row in rows:
        try:
            values = _check_row(row)
            _refuse_double(values, row.line, lines)
        except RowError as error:
            report.errors += [LineNote(row.line, str(text)) for text in error.args]
        else:
            yield CheckedRow(row.line, values)


def _refuse_double(values: NetworkValues, line: int, lines: dict[str, int]) -> None:
    first = lines.setdefault(values.source_key, line)
    if first != line:
        raise RowError(
            _("The name “%(name)s” stands in line %(first)d already.")
            % {"name": values.facts["name"], "first": first}
        )


def _check_row(row: TableRow) -> NetworkValues:
    if row.problem:
        raise RowError(row.problem)
    cells, mistakes = row.cells, []
    states = re.split(r"[\s,;]+", cells["states"]) if cells["states"] else []
    latitude, longitude, point_mistakes = _read_point(cells)
    keys, district_mistakes = _read_districts(cells["districts"], states)
    key = make_slug(cells.get("source_key") or cells["name"])
    mistakes += _check_name(cells, key)
    mistakes += _check_states(states)
    if cells["kind"] not in KINDS:
        mistakes.append(
            _("The kind “%(kind)s” does not exist. There are: %(all)s.")
            % {"kind": cells["kind"], "all": ", ".join(KINDS)}
        )
    mistakes += [*point_mistakes, *district_mistakes]
    if mistakes:
        raise RowError(*mistakes)
    facts = {
        "name": cells["name"],
        "kind": str(KINDS[cells["kind"]]),
        "locality": cells["locality"],
        "latitude": format_degrees(latitude),
        "longitude": format_degrees(longitude),
        "seat_ags": _find_seat(cells["locality"], latitude, longitude),
        "states": sorted(set(states)),
        "districts": keys,
    }
    return NetworkValues(key, facts)


def _check_name(cells: dict[str, str], key: str) -> list[str]:
    if not cells["name"]:
        return [_("The name is missing.")]
    mistakes = []
    if len(cells["name"]) > MAX_NAME_LENGTH:
        mistakes.append(_("The name is longer than 200 characters."))
    if len(cells["locality"]) > MAX_LOCALITY_LENGTH:
        mistakes.append(_("The locality is longer than 120 characters."))
    if not key:
        mistakes.append(_("The name needs letters or digits to make an address from."))
    if key == NetworkKind.SITE:
        mistakes.append(_("The name “%(name)s” is kept for the portal.") % cells)
    return mistakes


def _check_states(states: Sequence[str]) -> list[str]:
    if not states:
        return [_("The state is missing. Write it as DE-RP.")]
    return [
        _("The state “%(state)s” does not exist. Write it as DE-RP.") % {"state": state}
        for state in states
        if state not in State.values
    ]


def _read_point(
    cells: dict[str, str],
) -> tuple[Decimal | None, Decimal | None, list[str]]:
    given = [name for name in RANGES if cells[name]]
    if not given:
        return None, None, []
    if len(given) == 1:
        return None, None, [_("A point needs latitude and longitude.")]
    numbers: list[Decimal | None] = []
    mistakes = []
    for name, (low, high) in RANGES.items():
        number = _read_number(cells[name])
        if number is None or not low <= number <= high:
            mistakes.append(
                _("“%(value)s” is no %(name)s between %(low)s and %(high)s degrees.")
                % {"value": cells[name][:40], "name": name, "low": low, "high": high}
            )
        numbers.append(number)
    return numbers[0], numbers[1], mistakes


def _read_number(text: str) -> Decimal | None:
    if not _NUMBER.fullmatch(text):
        return None
    try:
        return Decimal(text.replace(",", ".")).quantize(Decimal("0.0001"))
    except InvalidOperation:  # pragma: no cover -- the pattern leaves nothing to refuse
        return None


def _read_districts(text: str, states: Sequence[str]) -> tuple[list[str], list[str]]:
    keys, mistakes = set(), []
    for label in filter(None, (part.strip() for part in text.split(";"))):
        district = find_district(label)
        if district is None:
            mistakes.append(
                _("The district “%(label)s” does not exist in districts.tsv.")
                % {"label": label[:80]}
            )
        elif district.state not in states and set(states) <= set(State.values):
            mistakes.append(
                _(
                    "The district “%(label)s” lies in %(state)s, which the row does not name."
                )
                % {"label": label, "state": district.state}
            )
        else:
            keys.add(district.ags)
    return sorted(keys), mistakes


def _find_seat(
    locality: str, latitude: Decimal | None, longitude: Decimal | None
) -> str:
    if not locality or latitude is None or longitude is None:
        return ""
    return find_seat(locality, float(latitude), float(longitude))
