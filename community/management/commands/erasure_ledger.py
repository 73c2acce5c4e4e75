"""`erasure_ledger write FILE` and `erasure_ledger apply FILE`: erase again after a restore (P38)."""

import argparse
import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from community.models import ErasureRecord
from community.operations.erasing import repeat_erasures

KEY = re.compile(r"[0-9a-f]{64}")


class Command(BaseCommand):
    help = (
        "Write the keys of those who were erased into a file that is kept beside the "
        "backup, or erase whom a restored backup has brought back."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("deed", choices=["write", "apply"])
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if options["deed"] == "write":
            rows = ErasureRecord.objects.order_by("pk").values_list("key", flat=True)
            path.write_text("".join(f"{key}\n" for key in rows), encoding="ascii")
            return
        try:
            keys = path.read_text(encoding="ascii").split()
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path} cannot be read.") from error
        if not all(KEY.fullmatch(key) for key in keys):
            raise CommandError(f"{path} is no ledger.")
        count = repeat_erasures(timezone.now(), keys)
        self.stdout.write(f"{count} erased again.")
