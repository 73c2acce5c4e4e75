"""Where an address that was given up leads."""

import datetime as dt
from typing import Any

from community.models import GivenSlug


def find_moved(*, rows: Any, slug: str, now: dt.datetime) -> Any:
    """Return the row that had this address until a year ago; None for no such row.

    ``rows`` are those that the viewer may see, so that an old address tells nobody more.
    """
    given = GivenSlug.objects.of(rows.model, slug).leading_on_at(now)
    return rows.filter(pk__in=given.values("row_id")).first()
