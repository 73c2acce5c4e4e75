"""Versions of the rows beside the pages (ED54)."""

from typing import Any

from django.db import transaction

from cms.models.versioned import VersionedRow

KEEP_ACTION = "cms.keep_version"
"""In the log: what stood in the row before the first change that was made by hand."""


@transaction.atomic
def keep_version(*, row: VersionedRow) -> None:
    """Save as a version what the row holds, where no version says so.

    Without it nobody could go back behind the first change to what an import wrote.
    """
    if not row.is_kept():
        row.save_revision(log_action=KEEP_ACTION, clean=False)


def save_version(*, row: VersionedRow, actor: Any) -> None:
    """Save and log what an operation made of the row."""
    row.save_revision(user=actor, log_action=True, clean=False)
