"""`erase_member EMAIL`: delete all that we hold on a person, at once (P10)."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from community.operations.erasing import erase_user
from community.queries.personal_data import find_user
from community.safeguarding import is_held


class Command(BaseCommand):
    help = (
        "Erase the person with this address at once, without days of grace. It cannot "
        "be taken back."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = find_user(options["email"])
        if user is None:
            raise CommandError("Nobody has this address.")
        if is_held(user.pk):
            raise CommandError(
                "An open case of child protection keeps this account: it is erased "
                "after the case is closed. Ask the safeguarding officers."
            )
        erase_user(user_id=user.pk, now=timezone.now())
        self.stdout.write("Erased.")
