"""Print how each index stands beside the entry table."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from search.backends.breaker import get_circuit
from search.backends.loading import has_server, load_keeper
from search.models import Entry
from search.operations.upkeep import count_entries
from search.questions import BackendUnavailableError


class Command(BaseCommand):
    help = "Show for each index: entries, documents, unsent, oldest unsent, alias, version."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if not has_server():
            count = Entry.objects.filter(is_gone=False).count()
            self.stdout.write(f"database only: {count} entries")
            return
        self.stdout.write(f"circuit: {get_circuit()}")
        try:
            states = load_keeper().list_states()
        except BackendUnavailableError as error:
            self.stdout.write(f"the search server is away: {error}")
            for language, counted in count_entries(now=now).items():
                self.stdout.write(f"{language}: {counted}")
            return
        counts = count_entries(now=now)
        for state in states:
            building = f", building {state.building}" if state.building else ""
            shape = "" if state.is_right else " (missing or wrong: built anew soon)"
            self.stdout.write(
                f"{state.language}: {counts[state.language]}, "
                f"documents {state.documents}, alias {state.alias}, "
                f"version {state.index or '–'}{shape}{building}"
            )
