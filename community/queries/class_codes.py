"""The own class codes, and how they stand."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from community.models import ClassCode


@dataclass(frozen=True)
class CodeLine:
    """One line of the list: the code and whether it still works."""

    class_code: ClassCode
    works: bool


def list_own_codes(user: Any, now: dt.datetime) -> list[CodeLine]:
    """Return the codes that a person has made, the newest first."""
    rows = ClassCode.objects.filter(created_by=user).select_related("network")
    return [
        CodeLine(class_code=row, works=row.works_at(now))
        for row in rows.order_by("-created_at", "-pk")
    ]
