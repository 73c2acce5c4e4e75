"""How many things each value of a facet would leave, in one query (F10)."""

from collections import defaultdict
from collections.abc import Mapping

from django.db import connection
from django.db.models import F

from search.backends.database.statements import (
    VALUE_FACETS,
    Statement,
    compile_rows,
    get_visible,
    make_period_test,
)
from search.enums import Period
from search.models import EntryValue
from search.questions import Question


def count_facets(
    question: Question, statement: Statement
) -> Mapping[str, Mapping[str, int]]:
    """Return ``{"kind": {"news": 12}}``; each facet ignores what is chosen of itself."""
    selects = [
        "SELECT 'kind', kind, COUNT(*) FROM flagged"
        f" WHERE {statement.where(without='kind')} GROUP BY kind"
    ]
    params = []
    for period in Period.values:
        test, own = make_period_test(question, (period,), "flagged")
        selects.append(
            f"SELECT 'period', '{period}', COUNT(*) FROM flagged"
            f" WHERE {statement.where(without='period')} AND {test}"
        )
        params += own
    values, value_params = compile_rows(
        EntryValue.objects.filter(
            entry__in=get_visible(question).values("pk"), name__in=VALUE_FACETS
        ).values("name", "value", found_thing=F("entry__thing"))
    )
    names = " OR ".join(
        f"(v.name = '{name}' AND {statement.where(without=str(name))})"
        for name in VALUE_FACETS
    )
    selects.append(
        "SELECT v.name, v.value, COUNT(DISTINCT flagged.thing) FROM flagged"
        f" JOIN ({values}) AS v ON v.found_thing = flagged.thing"
        f" WHERE {names} GROUP BY v.name, v.value"
    )
    params += value_params
    with connection.cursor() as cursor:
        cursor.execute(
            f"{statement.sql} {' UNION ALL '.join(selects)}",
            [*statement.params, *params],
        )
        rows = cursor.fetchall()
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for name, value, count in rows:
        if count:
            counts[name][value] = count
    return dict(counts)
