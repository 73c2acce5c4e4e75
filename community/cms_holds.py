"""What decisions say about pages: hidden ones stay hidden, others bear a label (CO50)."""

from typing import Any

from django.utils.translation import gettext

from cms.holds import Hold, PageLabel, holds, page_labels
from community.enums import Basis
from community.queries.moderation import find_holding_case, list_label_codes


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


def explain_label(code: str) -> str:
    """Return what readers must know, and why, where a decision says so."""
    return gettext("Moderation has put a label on this page: %(reason)s") % {
        "reason": Basis(code).label
    }


page_labels.register(PageLabel("moderation", list_label_codes, explain_label))
holds.register(Hold("moderation", explain_case))
