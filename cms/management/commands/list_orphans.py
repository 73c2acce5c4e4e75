"""Print every file without a row and every row without a file."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.operations.orphans import report_orphans


class Command(BaseCommand):
    help = "List files that no row names, and names whose file is gone; delete nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        found = report_orphans(now=timezone.now())
        for name in found.files:
            self.stdout.write(f"file without row: {name}")
        for name in found.rows:
            self.stdout.write(f"row without file: {name}")
