"""Build the indices of Elasticsearch anew while the old ones answer."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from search.backends.loading import has_server, load_keeper
from search.operations.upkeep import AlreadyRebuildingError, rebuild_indices
from search.questions import BackendUnavailableError

REPORT_SECONDS = 2.0


class Command(BaseCommand):
    help = "Build the indices beside the old ones and switch; killed, the next run goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--language", action="append", help="only this one; may be repeated"
        )

    def handle(
        self, *args: Any, language: list[str] | None = None, **options: Any
    ) -> None:
        if not has_server():
            raise CommandError(
                "ELASTICSEARCH_URL is empty: the database answers alone."
            )
        self.reported_at = 0.0
        try:
            languages = language or [
                state.language for state in load_keeper().list_states()
            ]
            counts = rebuild_indices(
                now=timezone.now(), languages=languages, report=self.show
            )
        except AlreadyRebuildingError as error:
            raise CommandError(
                "Another process builds the indices at this moment."
            ) from error
        except BackendUnavailableError as error:
            raise CommandError(
                f"The search server is away ({error}). Run this again: it goes on."
            ) from error
        for name, count in counts.items():
            self.stdout.write(f"{name}: {count} entries")

    def show(self, language: str, count: int, total: int) -> None:
        now = time.monotonic()
        if now - self.reported_at >= REPORT_SECONDS:
            self.reported_at = now
            self.stdout.write(f"{language}: {count} of {total} …")
            self.stdout.flush()
