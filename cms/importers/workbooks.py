"""Reading the first sheet of a workbook (XLSX) that somebody sends: texts, no formulas."""

import io
import zipfile
from typing import Any
from xml.etree.ElementTree import ParseError

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from cms.importers.tables import Sheet, UnreadableTableError, clean_cell
from cms.uploads import is_sound_package

COLUMNS_MAX = 100
UNPACKED_MAX = 20 * 1024 * 1024
"""Texts of a workbook lie in memory all at once, as objects: less than for documents."""

UNREADABLE = (
    InvalidFileException,
    ParseError,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    EOFError,
    OSError,
)
"""What the library raises at workbooks that are broken in one way or another."""


def read_workbook(content: bytes, *, rows_max: int) -> Sheet:
    """Read so many rows and one more; a formula comes back as the text that it is.

    Raises:
        UnreadableTableError: no workbook, one with macros, one that unpacks to too much,
            an empty one.
    """
    try:
        is_sound = is_sound_package("xlsx", io.BytesIO(content))
    except ValidationError as error:
        raise UnreadableTableError(" ".join(error.messages)) from error
    if not is_sound:
        raise UnreadableTableError(_unreadable())
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(part.file_size for part in package.infolist()) > UNPACKED_MAX:
            raise UnreadableTableError(_("The file unpacks to more than we accept."))
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # What the file says about its own size may be wrong, or a trap.
        sheet.reset_dimensions()
        rows = [
            [_write(cell) for cell in row]
            for row in sheet.iter_rows(
                max_row=rows_max + 2, max_col=COLUMNS_MAX, values_only=True
            )
        ]
    except UNREADABLE as error:
        raise UnreadableTableError(_unreadable()) from error
    headings = rows[0] if rows else []
    while headings and not headings[-1]:
        headings.pop()
    if not headings:
        raise UnreadableTableError(_("The file is empty."))
    lines = tuple(
        (line, _fit(row, len(headings)))
        for line, row in enumerate(rows[1:], 2)
        if any(row)
    )
    return Sheet(tuple(headings), lines)


def _unreadable() -> str:
    return _("The workbook cannot be read. Save the sheet as “CSV UTF-8”.")


def _write(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return clean_cell(str(cell))


def _fit(row: list[str], width: int) -> tuple[str, ...]:
    """Return a row as long as the headings: the library leaves empty cells at the end out."""
    return tuple((row + [""] * width)[:width])
