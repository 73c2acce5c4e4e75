"""What is searched for as a workbook that no spreadsheet computes anything in (S8)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from community.enums import MemberExportFormat
from community.exports.members import write_members
from search.queries.searched import Searched

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_searched(rows: Iterable[Searched]) -> bytes:
    """Return the file, a line for each query."""
    head = [
        _("Query"),
        _("Language"),
        _("Times asked"),
        _("Results"),
        _("Clicks"),
        _("Position of the clicks"),
    ]
    lines = (
        [
            row.query,
            row.language,
            str(row.count),
            str(row.result_count),
            str(row.click_count),
            "" if row.position is None else f"{row.position:.1f}",
        ]
        for row in rows
    )
    return write_members([head, *lines], MemberExportFormat.XLSX)
