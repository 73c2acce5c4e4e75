"""`import_funding FILE.csv [--dry-run]`: the funding directory from a file."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.importers.funding import FundingReport, import_funding
from cms.importers.tables import UnreadableTableError
from cms.operations.funding import NoDirectoryError

SOME_ROWS_REFUSED = 1
FILE_REFUSED = 2


class Command(BaseCommand):
    help = (
        "Import funding entries from a CSV or JSON file, known by source and key. Values "
        "that staff have changed are left alone. Exit code 1: some rows were refused; 2: "
        "the file was."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, help="CSV or JSON, columns as data/README.md"
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="say what would happen, write nothing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            report = import_funding(path.read_bytes(), dry_run=options["dry_run"])
        except OSError as error:
            raise CommandError(
                _("%(path)s cannot be read: %(reason)s.")
                % {"path": path, "reason": error.strerror},
                returncode=FILE_REFUSED,
            ) from error
        except NoDirectoryError as error:
            raise CommandError(
                _("The portal has no funding directory yet. Make its page first."),
                returncode=FILE_REFUSED,
            ) from error
        except UnreadableTableError as error:
            raise CommandError(
                f"{path.name}: {error}", returncode=FILE_REFUSED
            ) from error
        self._print(report)
        if report.errors:
            number = {"number": len(report.errors)}
            raise CommandError(
                _("Mistakes: %(number)d. The rows without a mistake were only checked.")
                % number
                if report.is_dry_run
                else _(
                    "Mistakes: %(number)d. The rows without a mistake were imported."
                )
                % number,
                returncode=SOME_ROWS_REFUSED,
            )

    def _print(self, report: FundingReport) -> None:
        for text in report.notes:
            self.stdout.write(text)
        for note in [*report.kept, *report.errors]:
            line = _("Line %(line)d: %(text)s") % {"line": note.line, "text": note.text}
            self.stdout.write(line)
        if report.is_dry_run:
            self.stdout.write(_("Dry run: nothing was written."))
        self.stdout.write(
            _("%(created)d new, %(changed)d changed, %(unchanged)d unchanged.")
            % vars(report)
        )
