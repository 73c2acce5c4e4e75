"""`search_refresh [KIND …]`: writes the entries of search anew from the rows."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from search.operations.entries import refresh_kind
from search.registry import search_kinds


class Command(BaseCommand):
    help = (
        "Write the entries of search anew, of all kinds or of those named. Run it after an "
        "upgrade; it writes only what differs, and may be stopped and started again."
    )

    def add_arguments(self, parser: Any) -> None:
        names = [kind.name for kind in search_kinds.entries()]
        parser.add_argument("kind", nargs="*", choices=[*names, []], metavar="KIND")

    def handle(self, *args: Any, **options: Any) -> None:
        for kind in search_kinds.entries():
            if options["kind"] and kind.name not in options["kind"]:
                continue
            progress = _Progress()
            changed = refresh_kind(kind=kind, now=timezone.now(), tell=progress.note)
            self.stdout.write(
                f"{kind.name}: {progress.seen} looked at, {changed} entries changed"
            )


class _Progress:
    seen = 0

    def note(self, count: int) -> None:
        self.seen = count
