"""`import_practice FILE [--dry-run]`: examples of good practice from CSV or JSON."""

from cms.management.thing_command import ThingCommand
from cms.queries.thing_cells import PRACTICE


class Command(ThingCommand):
    help = (
        "Import examples of good practice from a CSV or JSON file with their pages, as export_things "
        "writes them. Exit code 1: some rows were refused; 2: the file was."
    )
    kind = PRACTICE
