"""Note that a backup was made, or that one was restored somewhere as a test."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.operations.measuring import note_measurement


class Command(BaseCommand):
    help = (
        "Note that a backup was made or that its restoring was tested, for the figures."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kind", choices=["backup", "restore"], required=True)

    def handle(self, *args: Any, kind: str, **options: Any) -> None:
        note_measurement(name=kind, now=timezone.now())
