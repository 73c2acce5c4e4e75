"""Events, offers, networks and the like as CSV and JSON, ready to come back (ED65)."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from cms.models import Network
from cms.models.network import get_network_facts
from cms.queries.funding_cells import FUNDING_COLUMNS, list_funding_cells
from cms.queries.thing_cells import (
    FORMATS,
    LANGUAGES,
    ThingFormat,
    iterate_things,
    name_column,
)

NETWORKS = "networks"
FUNDING = "funding"
KINDS = (*FORMATS, NETWORKS, FUNDING)
NETWORK_COLUMNS = (
    "name",
    "states",
    "kind",
    "locality",
    "latitude",
    "longitude",
    "districts",
    "source_key",
)
FORMULA = re.compile(r"'*[=+\-@\t\r]")
BOM = "\ufeff"
"""By it spreadsheets see that the file is UTF-8."""


def export_csv(kind: str) -> Iterator[str]:
    """Yield a CSV file line by line; no cell of it is a formula to a spreadsheet."""
    rows: Iterable[Mapping[str, str]]
    if kind in FLAT:
        columns, list_rows = FLAT[kind]
        rows = list_rows()
    else:
        columns = FORMATS[kind].columns
        rows = (thing.cells for thing in iterate_things(FORMATS[kind]))
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    yield BOM
    for line in _list_lines(columns, rows):
        writer.writerow(line)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _list_lines(
    columns: tuple[str, ...], rows: Iterable[Mapping[str, str]]
) -> Iterator[list[str]]:
    yield list(columns)
    for row in rows:
        yield [neutralise(row[name]) for name in columns]


def neutralise(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would compute; the import takes it away."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def restore(cell: str) -> str:
    """Take back what ``neutralise`` did."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def export_json(kind: str) -> Iterator[str]:
    """Yield a JSON document item by item: facts of a thing, and its texts by language."""
    items: Iterator[Any]
    if kind in FLAT:
        items = FLAT[kind][1]()
    else:
        items = (
            nest(FORMATS[kind], thing.cells) for thing in iterate_things(FORMATS[kind])
        )
    yield f'{{"kind": {json.dumps(kind)}, "items": ['
    for number, item in enumerate(items):
        yield (",\n" if number else "\n") + json.dumps(item, ensure_ascii=False)
    yield "\n]}\n"


def nest(kind: ThingFormat, cells: Mapping[str, str]) -> dict[str, Any]:
    """Return the cells of a row with the texts of each language in an object of their own."""
    item: dict[str, Any] = {name: cells[name] for name in kind.once}
    for language in LANGUAGES:
        texts = {name: cells[name_column(name, language)] for name in kind.by_language}
        if any(texts.values()):
            item[language] = texts
    return item


def _list_networks() -> Iterator[dict[str, str]]:
    """Yield the registry as the file has it that `import_networks` reads."""
    networks = Network.objects.in_registry().prefetch_related("states", "districts")
    for network in networks.order_by("name", "pk"):
        facts = get_network_facts(network) | {"source_key": network.source_key}
        yield {
            name: ";".join(value) if isinstance(value, list) else str(value or "")
            for name in NETWORK_COLUMNS
            for value in [facts[name]]
        }


FLAT: dict[str, tuple[tuple[str, ...], Callable[[], Iterator[dict[str, str]]]]] = {
    NETWORKS: (NETWORK_COLUMNS, _list_networks),
    FUNDING: (FUNDING_COLUMNS, list_funding_cells),
}
"""Kinds whose rows have one language."""
