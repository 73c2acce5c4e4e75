"""Run what is due, once: for a timer, and after a standstill."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.jobs.due import run_due
from cms.jobs.worker import requeue_abandoned


class Command(BaseCommand):
    help = "Ask what is due (publication, mails, roles, pruning) and do it, one runner at a time."

    def handle(self, *args: Any, **options: Any) -> None:
        done = run_due(timezone.now())
        requeued = requeue_abandoned()
        for name, count in done.items():
            if count:
                self.stdout.write(f"{name}: {count}")
        if requeued:
            self.stdout.write(f"tasks of dead workers, queued again: {requeued}")
