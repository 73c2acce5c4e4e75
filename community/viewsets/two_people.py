"""What the screens of claims say where two people decide (CO56)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.queries.cards import format_day
from cms.viewsets.base import OwnEditView
from community.models.two_people import DecidedByTwo
from community.operations.two_people import SamePersonError


class TwoPeopleEditView(OwnEditView):
    """Says that a first yes waits for a second, and that one person says yes once."""

    sentences = {
        SamePersonError: gettext_lazy(
            "You have said yes already. Another person of the coordination has to say "
            "yes as well; you can still say no."
        ),
    }

    def get_success_message(self) -> Any:
        if self.object.first_yes_at is None:
            return super().get_success_message()
        return _("Your yes is noted. A second person has to say yes as well.")


def list_first_yes(row: DecidedByTwo) -> list[tuple[str, str]]:
    """Return who has said the first yes and when, as a line of the page of a row."""
    if row.first_yes_at is None:
        return []
    who = row.first_yes_by or _("Somebody")
    said = _("%(name)s, %(day)s; a second person has to say yes as well") % {
        "name": who,
        "day": format_day(row.first_yes_at),
    }
    return [(_("First yes"), said)]
