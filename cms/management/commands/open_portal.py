"""Make the portal's pages on a site that is no demo, and what an upgrade has added."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cms.operations.portal import open_portal
from cms.operations.stages import add_stage_pages


class Command(BaseCommand):
    help = "Make the portal's home and index pages that are missing, in every language."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--hostname", help="without it the site keeps its address")
        parser.add_argument("--port", type=int, default=443)

    def handle(
        self, *args: Any, hostname: str | None, port: int, **options: Any
    ) -> None:
        home = open_portal(hostname=hostname, port=port)
        add_stage_pages()
        self.stdout.write(f"The portal begins at {home.full_url}")
