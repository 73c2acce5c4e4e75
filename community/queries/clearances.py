"""What somebody sees of the own clearances."""

import datetime as dt
from dataclasses import dataclass

from cms.registry import Label
from community.enums import ClearanceState
from community.models import Clearance, Member


@dataclass(frozen=True)
class OwnClearance:
    """One clearance: ``is_over`` is computed from its last day, at once (ME15)."""

    clearance: Clearance
    is_over: bool

    @property
    def facts(self) -> list[dict[str, Label | dt.date]]:
        """Return the dates that are kept, and nothing besides: there is nothing (P6)."""
        model, row = Clearance._meta, self.clearance
        names = ("certificate_date", "inspected_on", "valid_until")
        return [
            {"label": model.get_field(name).verbose_name, "day": getattr(row, name)}  # type: ignore[union-attr]  # -- a date of its own
            for name in names
        ]


def get_own_clearances(member: Member, day: dt.date) -> list[OwnClearance]:
    """Return a member's clearances, the one that holds longest first."""
    rows = member.clearances.exclude(state=ClearanceState.REFUSED)
    found = rows.select_related("network").order_by("-valid_until", "-pk")
    return [OwnClearance(clearance=row, is_over=row.valid_until < day) for row in found]
