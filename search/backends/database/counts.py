"""How many things each value of a facet would leave, as part of the query for a page (F10)."""

from typing import Any

from search.backends.database.dialects import Sql
from search.backends.database.statements import (
    VALUE_FACETS,
    Statement,
    make_period_test,
)
from search.enums import Period
from search.questions import Question


def make_counts(question: Question, statement: Statement) -> Sql:
    """Return ``name, value, count``, a row for each value of each facet.

    Each facet ignores what is chosen of itself.
    """
    by_kind = statement.where(without="kind")
    selects = [
        f"SELECT 'kind', kind, COUNT(*) FROM flagged WHERE {by_kind} GROUP BY kind"  # nosec B608
    ]
    params: list[Any] = []
    for period in Period.values:
        test, own = make_period_test(question, (period,), "flagged")
        selects.append(
            f"SELECT 'period', '{period}', COUNT(*) FROM flagged"  # nosec B608
            f" WHERE {statement.where(without='period')} AND {test}"
        )
        params += own
    rows, row_params = statement.rows
    names = " OR ".join(
        f"(v.name = '{name}' AND {statement.where(without=str(name))})"
        for name in VALUE_FACETS
    )
    selects.append(
        "SELECT v.name, v.value, COUNT(DISTINCT flagged.thing) FROM flagged"  # nosec B608
        f" CROSS JOIN ({rows}) AS r CROSS JOIN verbund_search_entryvalue AS v"
        f" WHERE r.thing = flagged.thing AND v.entry_id = r.id AND ({names})"
        " GROUP BY v.name, v.value"
    )
    return " UNION ALL ".join(selects), [*params, *row_params]
