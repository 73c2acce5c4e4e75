"""Lists of members as a workbook or a table that no spreadsheet computes anything in (S8)."""

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from cms.exports.things import BOM, neutralise
from community.enums import MemberExportFormat

Line = Sequence[str]


def write_members(lines: Iterable[Line], file_format: str) -> bytes:
    """Return the file; the first line holds the headings."""
    if file_format == MemberExportFormat.CSV:
        return _write_csv(lines)
    return _write_workbook(lines)


def _write_csv(lines: Iterable[Line]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerows([neutralise(cell) for cell in line] for line in lines)
    return (BOM + buffer.getvalue()).encode()


def _write_workbook(lines: Iterable[Line]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in lines:
        cells = []
        for text in line:
            cell = WriteOnlyCell(sheet, value=neutralise(text))
            # A text stays a text, whatever it begins with.
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
