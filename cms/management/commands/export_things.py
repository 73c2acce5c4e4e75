"""`export_things KIND [--format csv|json] [--output FILE]`: what is published, as a file."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from cms.exports.things import KINDS, export_csv, export_json

WRITERS = {"csv": export_csv, "json": export_json}


class Command(BaseCommand):
    help = (
        "Write events, offers, webinars, practice, networks or funding, one row for each thing "
        "with its texts of all languages. The file can be imported again."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("kind", choices=KINDS)
        parser.add_argument("--format", choices=WRITERS, default="csv")
        parser.add_argument(
            "--output", type=Path, help="file; without it standard output"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        pieces = WRITERS[options["format"]](options["kind"])
        path: Path | None = options["output"]
        if path is None:
            for piece in pieces:
                self.stdout.write(piece, ending="")
            return
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
