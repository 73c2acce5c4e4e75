"""`export_member EMAIL [--output FILE]`: all that we hold on a person, as a ZIP (P9)."""

import argparse
import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from community.exports.personal_data import build_archive
from community.notifications.accounts import get_language_of
from community.queries.personal_data import find_user, get_person

PRIVATE = 0o600


class Command(BaseCommand):
    help = "Write all that is held on the person with this address into a ZIP file."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument(
            "--output", type=Path, help="file; without it, named by day"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = find_user(options["email"])
        if user is None:
            raise CommandError("Nobody has this address.")
        archive = build_archive(get_person(user), get_language_of(user))
        day = timezone.localdate().isoformat()
        path: Path = options["output"] or Path(f"member-{user.pk}-{day}.zip")
        # Created for the owner alone, and never over what is there.
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        except FileExistsError as error:
            raise CommandError(f"{path} exists already.") from error
        with os.fdopen(handle, "wb") as file:
            file.write(archive)
        self.stdout.write(str(path))
