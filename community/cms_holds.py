"""What a decision has hidden is published again by nobody but those who decide (CO50)."""

from typing import Any

from django.utils.translation import gettext

from cms.holds import Hold, holds
from community.queries.moderation import find_holding_case


def explain_case(page: Any) -> str:
    """Return why the page stays hidden, and what its editor can do."""
    name = getattr(page, "thing_attribute", "") or getattr(
        page, "counted_attribute", ""
    )
    thing = getattr(page, name, None) if name else None
    case = find_holding_case(thing) if thing is not None and thing.pk else None
    if case is None:
        return ""
    return gettext(
        "Moderation has hidden this page (case %(number)s). The reasons stand in the mail "
        "that came with the decision; there you can object."
    ) % {"number": case.number}


holds.register(Hold("moderation", explain_case))
