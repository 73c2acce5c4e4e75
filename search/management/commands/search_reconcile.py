"""Make the indices equal to the entry table."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from search.backends.loading import has_server
from search.operations.upkeep import AlreadyRebuildingError, reconcile_indices
from search.questions import BackendUnavailableError


class Command(BaseCommand):
    help = "Compare every entry with its document and put right what differs."

    def handle(self, *args: Any, **options: Any) -> None:
        if not has_server():
            raise CommandError(
                "ELASTICSEARCH_URL is empty: the database answers alone."
            )
        try:
            count = reconcile_indices(now=timezone.now())
        except AlreadyRebuildingError as error:
            raise CommandError(
                "Another process builds the indices at this moment."
            ) from error
        except BackendUnavailableError as error:
            raise CommandError(f"The search server is away: {error}") from error
        self.stdout.write(f"put right: {count}")
