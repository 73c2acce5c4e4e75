"""The member list of a group as CSV; no cell of it is a formula to a spreadsheet (S8)."""

import csv
import io
from collections.abc import Iterable, Iterator

from cms.exports.things import BOM, neutralise


def export_members(lines: Iterable[list[str]]) -> Iterator[str]:
    """Yield the file line by line."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    yield BOM
    for line in lines:
        writer.writerow([neutralise(cell) for cell in line])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
