"""Reading a table that somebody sends: encodings, separators, line numbers."""

import csv
import io
import json
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

MAX_BYTES = 20 * 1024 * 1024
MAX_CELL_LENGTH = 10_000
ZIP_MAGIC = b"PK\x03\x04"
OLD_EXCEL_MAGIC = b"\xd0\xcf\x11\xe0"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
# A byte that text of Windows-1252 never has.
UNUSED_IN_CP1252 = "\x81\x8d\x8f\x90\x9d"


class UnreadableTableError(Exception):
    """The file as a whole is no table that can be read; says why and what to do."""


@dataclass(frozen=True)
class TableRow:
    """Cells by column, and the line of the file in which the row begins."""

    line: int
    cells: dict[str, str]
    problem: str = ""


@dataclass(frozen=True)
class Table:
    rows: tuple[TableRow, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A table as it stands in the file: headings, and cells by line; nothing is checked."""

    headings: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    notes: tuple[str, ...] = ()


def read_sheet(content: bytes) -> Sheet:
    """Read a CSV file whose headings nobody knows beforehand, as ``read_table`` does.

    Raises:
        UnreadableTableError: a workbook, UTF-16, an empty file, one that is too large or
            breaks off inside quotes.
    """
    text, notes = _decode(content)
    lines = _read_lines(text, _find_separator(text))
    _line, headings = next(lines, (0, []))
    if not any(headings):
        raise UnreadableTableError(_("The file is empty."))
    kept = tuple((line, tuple(cells)) for line, cells in lines if any(cells))
    return Sheet(tuple(headings), kept, tuple(notes))


def read_table(
    content: bytes, *, columns: Sequence[str], optional: Sequence[str] = ()
) -> Table:
    """Read a CSV file with these columns, whatever program has saved it.

    ``optional`` are columns that may be missing.

    UTF-8 with and without BOM, Windows-1252; separated by comma, semicolon or tab. Texts
    come back composed (NFC), trimmed, without NUL. What was guessed stands in the notes.

    Raises:
        UnreadableTableError: a workbook, UTF-16, an empty file, a missing or double
            column, a file that is too large or breaks off inside quotes.
    """
    text, notes = _decode(content)
    separator = _find_separator(text)
    if separator != ",":
        name = _("tab") if separator == "\t" else separator
        notes.append(
            _("Cells are separated by “%(sign)s”; read that way.") % {"sign": name}
        )
    lines = _read_lines(text, separator)
    header = next(lines, None)
    if header is None:
        raise UnreadableTableError(_("The file is empty."))
    names = [cell.casefold() for cell in header[1]]
    notes += _check_header(names, columns, optional)
    rows = tuple(_make_row(line, cells, names) for line, cells in lines if any(cells))
    return Table(rows, tuple(notes))


def read_any_table(content: bytes, *, columns: Sequence[str]) -> Table:
    """Read CSV as ``read_table`` does, or JSON: a list of objects with these names.

    The line of an object is its number in the list. Several values of one name are a
    list; they come back joined by semicolons, as in a cell.

    Raises:
        UnreadableTableError: as ``read_table``, or the JSON is no list of objects.
    """
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"[", b"{")):
        return _read_json(content, columns)
    return read_table(content, columns=columns)


def _read_json(content: bytes, columns: Sequence[str]) -> Table:
    text, notes = _decode(content)
    try:
        rows = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        place = getattr(error, "lineno", 1)
        raise UnreadableTableError(
            _("Line %(line)d cannot be read: this is no JSON.") % {"line": place}
        ) from error
    if isinstance(rows, dict):
        # What our own export writes around them.
        rows = rows.get("items")
    if not isinstance(rows, list):
        raise UnreadableTableError(_("The JSON must be a list of objects."))
    if not rows:
        raise UnreadableTableError(_("The file is empty."))
    return Table(
        tuple(_make_json_row(line, row, columns) for line, row in enumerate(rows, 1)),
        tuple(notes),
    )


def _make_json_row(line: int, row: Any, columns: Sequence[str]) -> TableRow:
    if not isinstance(row, dict):
        return TableRow(line, {}, _("This is no object with names and values."))
    unknown = sorted(set(row) - set(columns))
    if unknown:
        names = {"names": ", ".join(unknown)[:120]}
        return TableRow(line, {}, _("Nobody knows these names: %(names)s.") % names)
    cells = {name: clean_cell(_join(row.get(name))) for name in columns}
    # No spreadsheet opens JSON: what begins like a formula is a text there.
    texts = tuple(text.lstrip("".join(FORMULA_SIGNS)) for text in cells.values())
    return TableRow(line, cells, _find_problem(texts))


def _join(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(_join(part) for part in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _decode(content: bytes) -> tuple[str, list[str]]:
    if len(content) > MAX_BYTES:
        raise UnreadableTableError(_("The file is larger than 20 MB. Split it."))
    if content.startswith((ZIP_MAGIC, OLD_EXCEL_MAGIC)):
        raise UnreadableTableError(
            _("This is a workbook, not a CSV file. Save the sheet as “CSV UTF-8”.")
        )
    if content.startswith(UTF16_MARKS):
        raise UnreadableTableError(
            _("The file is saved as UTF-16. Save it as “CSV UTF-8”.")
        )
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        note = _(
            "The file is not UTF-8; read as Windows-1252. Check letters like ä and ß."
        )
    # latin-1 leaves the five bytes that Windows-1252 does not know.
    text = content.decode("cp1252", errors="replace")
    if "\ufffd" in text:
        raise UnreadableTableError(
            _("The letters of the file cannot be read. Save it as “CSV UTF-8”.")
        )
    return text, [note]


def _find_separator(text: str) -> str:
    first_line = text.lstrip("\r\n").partition("\n")[0]
    return max(",;\t", key=first_line.count)


def _read_lines(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, [clean_cell(cell) for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableTableError(
            _(
                "Line %(line)d cannot be read: a quotation mark is not closed or stands alone."
            )
            % {"line": line}
        ) from error


def clean_cell(cell: str) -> str:
    """Return a cell composed (NFC), trimmed, without NUL."""
    return unicodedata.normalize("NFC", cell.replace("\x00", "\ufffd")).strip()


def _check_header(
    names: Sequence[str], columns: Sequence[str], optional: Sequence[str]
) -> list[str]:
    missing = [column for column in columns if column not in names]
    if missing:
        raise UnreadableTableError(
            _("Columns are missing: %(missing)s. The first line must name: %(all)s.")
            % {"missing": ", ".join(missing), "all": ", ".join(columns)}
        )
    double = sorted({name for name in names if name and names.count(name) > 1})
    if double:
        raise UnreadableTableError(
            _("Columns stand twice: %(double)s.") % {"double": ", ".join(double)}
        )
    unknown = [name for name in names if name not in {*columns, *optional}]
    if not unknown:
        return []
    listed = ", ".join(name or "–" for name in unknown)
    return [
        _("Columns that nobody knows were left out: %(names)s.") % {"names": listed}
    ]


def _make_row(line: int, cells: Sequence[str], names: Sequence[str]) -> TableRow:
    if len(cells) != len(names):
        problem = _("The line has %(found)d cells, the first line has %(wanted)d.") % {
            "found": len(cells),
            "wanted": len(names),
        }
        return TableRow(line, {}, problem)
    return TableRow(line, dict(zip(names, cells, strict=True)), _find_problem(cells))


def _find_problem(cells: Sequence[str]) -> str:
    for cell in cells:
        if cell.startswith(FORMULA_SIGNS):
            return _("“%(cell)s” begins like a formula.") % {"cell": cell[:40]}
        if len(cell) > MAX_CELL_LENGTH:
            return _("A cell is longer than 10,000 characters.")
        if (
            "\ufffd" in cell
            or not cell.replace("\n", " ").replace("\t", " ").isprintable()
        ):
            return _("“%(cell)s” holds characters that cannot be shown.") % {
                "cell": cell[:40].encode("ascii", "backslashreplace").decode()
            }
    return ""
