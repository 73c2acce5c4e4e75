"""The commands that import things of one kind: one file, a dry run, a report by line."""

import argparse
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.importers.tables import MAX_BYTES, UnreadableTableError
from cms.importers.things import ThingReport, import_things
from cms.queries.thing_cells import ThingFormat

SOME_ROWS_REFUSED = 1
FILE_REFUSED = 2


class ThingCommand(BaseCommand):
    """Imports things of one kind."""

    kind: ClassVar[ThingFormat]

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, help="CSV or JSON, columns as export_things writes them"
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="say what would happen, write nothing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            # One byte more than is read tells that the file is too large.
            with path.open("rb") as file:
                content = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise CommandError(
                _("%(path)s cannot be read: %(reason)s.")
                % {"path": path, "reason": error.strerror},
                returncode=FILE_REFUSED,
            ) from error
        try:
            report = import_things(
                self.kind, content, now=timezone.now(), dry_run=options["dry_run"]
            )
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

    def _print(self, report: ThingReport) -> None:
        for text in report.notes:
            self.stdout.write(text)
        for note in [*report.kept, *report.errors]:
            line = _("Line %(line)d: %(text)s") % {"line": note.line, "text": note.text}
            self.stdout.write(line)
        if report.is_dry_run:
            self.stdout.write(_("Dry run: nothing was written."))
        self.stdout.write(
            _(
                "%(created)d new, %(changed)d changed, %(unchanged)d unchanged, "
                "%(pages)d pages made."
            )
            % vars(report)
        )
