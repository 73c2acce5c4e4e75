"""Reporting files without a row and rows without a file (R29)."""

import datetime as dt

import structlog

from cms.operations.measuring import note_measurement
from cms.queries.orphans import Orphans, find_orphans

SHOWN = 20
"""Names in one line of the log; the command `list_orphans` prints all of them."""

log = structlog.get_logger("verbund.files")


def report_orphans(*, now: dt.datetime) -> Orphans:
    """Note how many there are and say so in the log; deleting is for people."""
    found = find_orphans(now=now)
    note_measurement(name="orphaned_files", value=len(found.files), now=now)
    note_measurement(name="missing_files", value=len(found.rows), now=now)
    if found.files or found.rows:
        log.warning(
            "orphans_found",
            file_count=len(found.files),
            row_count=len(found.rows),
            files=", ".join(found.files[:SHOWN]),
            rows=", ".join(found.rows[:SHOWN]),
        )
    return found
