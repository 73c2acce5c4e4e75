"""Fill an empty site with the demo network; a second run changes nothing."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.conf import get_setting
from cms.demo import demo_parts


class Command(BaseCommand):
    help = (
        "Create the demo: networks, pages, pictures and accounts of all installed apps."
    )

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        if not get_setting("DEMO"):
            raise CommandError(
                "The demo has public passwords and is not for a real site. "
                "Set VERBUND_DEMO = True in the settings of a demonstration."
            )
        now = timezone.now()
        for part in demo_parts.entries():
            start = time.monotonic()
            made = part.load(now)
            if verbosity and made:
                seconds = time.monotonic() - start
                self.stdout.write(f"  {part.name}: {made} in {seconds:.0f} s")
