"""`import_webinars FILE [--dry-run]`: webinars from CSV or JSON."""

from cms.management.thing_command import ThingCommand
from cms.queries.thing_cells import WEBINARS


class Command(ThingCommand):
    help = (
        "Import webinars from a CSV or JSON file with their pages, as export_things "
        "writes them. Exit code 1: some rows were refused; 2: the file was."
    )
    kind = WEBINARS
