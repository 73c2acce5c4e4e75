"""What is searched for, for editors: most often, without results, without a click (F14)."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from cms.conf import get_setting
from search.models import LoggedSearch

SHOWN_DAYS = 90
MOST_ROWS = 100


@dataclass(frozen=True)
class Searched:
    """A query over the days; ``position`` is the average of the clicks, None without one."""

    query: str
    language: str
    count: int
    result_count: int
    click_count: int
    position: float | None


def list_searched(*, day: dt.date, without_results: bool = False) -> list[Searched]:
    """Return the queries of the last 90 days, most frequent first.

    One that was asked less than five times is left out: it might be somebody's name.
    ``result_count`` is what it found on the last day that it was asked.
    """
    rows: QuerySet[LoggedSearch] = LoggedSearch.objects.filter(
        day__gt=day - dt.timedelta(days=SHOWN_DAYS), day__lte=day
    )
    found = rows.values("query", "language").annotate(
        times=Sum("count"),
        clicks=Sum("click_count"),
        positions=Sum("position_sum"),
    )
    found = found.filter(times__gte=get_setting("SMALLEST_SHOWN_COUNT"))
    newest = _find_newest(rows)
    answers = [
        Searched(
            query=row["query"],
            language=row["language"],
            count=row["times"],
            result_count=newest[row["query"], row["language"]],
            click_count=row["clicks"],
            position=row["positions"] / row["clicks"] if row["clicks"] else None,
        )
        for row in found.order_by("-times", "query", "language")
    ]
    if without_results:
        answers = [row for row in answers if not row.result_count]
    return answers[:MOST_ROWS]


def _find_newest(rows: QuerySet[LoggedSearch]) -> dict[tuple[str, str], int]:
    """Return how much each query found on the last day that it was asked."""
    found = rows.order_by("day").values_list("query", "language", "result_count")
    return {(query, language): count for query, language, count in found.iterator()}
