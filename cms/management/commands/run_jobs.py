"""Work off the queue, and run what is due, until told to end."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cms.jobs.worker import JobWorker


class Command(BaseCommand):
    help = "Work off background jobs and run what is due; SIGTERM ends it within 10 s."
    # Only for `serve`, which runs the worker in a thread of its own process.
    stealth_options = ("in_thread",)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--until-empty", action="store_true", help="end when nothing is ready"
        )

    def handle(
        self,
        *args: Any,
        until_empty: bool = False,
        in_thread: bool = False,
        **options: Any,
    ) -> None:
        worker = JobWorker()
        if until_empty:
            self.stdout.write(f"{worker.run_until_empty()} jobs done")
            return
        if not in_thread:
            worker.listen_to_signals()
        worker.run()
