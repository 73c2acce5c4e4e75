"""People of a file: read, checked line by line, invited in batches (CO57)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.importers.tables import (
    FORMULA_SIGNS,
    ZIP_MAGIC,
    Sheet,
    UnreadableTableError,
    read_sheet,
)
from cms.importers.workbooks import read_workbook
from cms.outbox import normalise_address
from community.enums import ImportColumn, MemberRole
from community.operations.member_imports import ImportedPerson

ROWS_MAX = 10_000
BYTES_MAX = 5 * 1024 * 1024
ADDRESS_LENGTH = 254
HEADING_LENGTH = 120


@dataclass(frozen=True)
class LineError:
    """What is wrong with a line, in words that repeat nothing of the file."""

    line: int
    text: str


@dataclass(frozen=True)
class ImportPlan:
    people: tuple[ImportedPerson, ...]
    errors: tuple[LineError, ...]
    notes: tuple[str, ...]


def read_file(content: bytes) -> Sheet:
    """Read a table or a workbook.

    Raises:
        UnreadableTableError: it cannot be read, or holds too much; says what to do.
    """
    if len(content) > BYTES_MAX:
        raise UnreadableTableError(_("The file is larger than 5 MB. Split it."))
    is_workbook = content.startswith(ZIP_MAGIC)
    sheet = (
        read_workbook(content, rows_max=ROWS_MAX)
        if is_workbook
        else read_sheet(content)
    )
    if len(sheet.lines) > ROWS_MAX:
        raise UnreadableTableError(
            _("The file has more than 10,000 lines of people. Split it.")
        )
    if not sheet.lines:
        raise UnreadableTableError(
            _("Below the headings of the file there is no line.")
        )
    names = [heading.casefold() for heading in sheet.headings if heading]
    if len(set(names)) < len(names):
        raise UnreadableTableError(
            _("Two columns have the same heading. Give each its own name.")
        )
    if any(len(heading) > HEADING_LENGTH for heading in sheet.headings):
        raise UnreadableTableError(
            _(
                "A heading is longer than 120 characters: the first line must name columns."
            )
        )
    return sheet


def plan_import(
    sheet: Sheet,
    *,
    columns: Mapping[str, str],
    role: str,
    own_addresses: Iterable[str] = (),
) -> ImportPlan:
    """Check every line of a file: who can be invited as what, and what is wrong.

    ``columns`` says which heading holds what, ``role`` holds where the file names none.
    """
    places = {
        name: sheet.headings.index(heading)
        for name, heading in columns.items()
        if heading in sheet.headings
    }
    reader = _Reader(places, role, frozenset(own_addresses), len(sheet.headings))
    people, errors = [], []
    for line, cells in sheet.lines:
        found = reader.read(line, cells)
        if isinstance(found, ImportedPerson):
            people.append(found)
        else:
            errors.append(found)
    return ImportPlan(tuple(people), tuple(errors), sheet.notes)


class _Reader:
    """Remembers the addresses of the lines before, for those that come twice."""

    def __init__(
        self, places: Mapping[str, int], role: str, own: frozenset[str], width: int
    ) -> None:
        self.places, self.role, self.own, self.width = places, role, own, width
        self.roles = dict(_list_role_words())
        self.seen: dict[str, int] = {}

    def read(self, line: int, cells: Sequence[str]) -> ImportedPerson | LineError:
        if len(cells) != self.width:
            return LineError(
                line, _("The line has more or fewer cells than the first line.")
            )
        cell = cells[self.places[ImportColumn.EMAIL]]
        if problem := _find_problem(cell):
            return LineError(line, problem)
        address = normalise_address(cell)
        if address in self.own:
            return LineError(line, _("This is your own address."))
        if address in self.seen:
            text = _("The same address stands in line %(line)d.")
            return LineError(line, text % {"line": self.seen[address]})
        role = self._read_role(cells)
        if role is None:
            return LineError(
                line,
                _("The role is none that we know. There are: %(roles)s.")
                % {"roles": ", ".join(str(label) for label in MemberRole.labels)},
            )
        self.seen[address] = line
        return ImportedPerson(line, address, role)

    def _read_role(self, cells: Sequence[str]) -> str | None:
        if ImportColumn.ROLE not in self.places:
            return self.role
        word = cells[self.places[ImportColumn.ROLE]]
        return self.roles.get(word.casefold()) if word else self.role


def _find_problem(cell: str) -> str:
    """Say what is wrong with an address, without repeating it."""
    if not cell:
        return _("There is no address.")
    if cell.startswith(FORMULA_SIGNS):
        return _("The address begins like a formula.")
    if len(cell) > ADDRESS_LENGTH:
        return _("The address is longer than 254 characters.")
    try:
        # As it stands in the cell: "Ada <ada@…>" is a name beside an address.
        validate_email(cell)
    except ValidationError:
        return _("This is no e-mail address.")
    return ""


def _list_role_words() -> Iterator[tuple[str, Any]]:
    """Yield how a file may name a role: our code, and the label in either language."""
    for role in MemberRole:
        yield role.value, role.value
        for language, _name in settings.LANGUAGES:
            with override(language):
                yield str(role.label).casefold(), role.value
