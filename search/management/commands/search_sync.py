"""Send to Elasticsearch what it has not heard of yet."""

from typing import Any

from django.core.management.base import BaseCommand

from search.indexing.sending import send_unsent
from search.models import Entry

NO_END = 3600.0


class Command(BaseCommand):
    help = "Send all unsent entries now, without waiting for the worker."

    def handle(self, *args: Any, **options: Any) -> None:
        count = send_unsent(seconds=NO_END)
        left = Entry.objects.unsent().count()
        self.stdout.write(f"sent {count}, unsent {left}")
