"""How good the order of results is over the demo network, and what plainer ways find (F23).

`python bench/relevance.py --write` puts the tables into docs/search-relevance.md. It takes
some minutes for the demo, and starts a node of Elasticsearch as the tests do. `--kept` asks
the demo of the last run once more.
"""

import contextlib
import datetime as dt
import sys
from collections.abc import Callable, Sequence

from measure import ROOT, Result, report, start_django

PAGE = ROOT / "docs/search-relevance.md"
SHOWN = 30
"""German queries that are put to plainer ways, too: every third of the file."""
EVERY = 3

Find = Callable[[str], list[str]]


def grade(judged, names: Sequence[str]) -> float:
    from tests.search.relevance import get_ndcg

    grades = [judged.things.get(name, 0) for name in names]
    return get_ndcg(grades, list(judged.things.values()))


def make_plain_ways() -> dict[str, Find]:
    """Return what else a site of Wagtail could do, each naming all that it finds."""
    from django.db.models import Q
    from wagtail.models import Locale, Page

    from cms.audiences import VISITOR
    from search.models import Entry
    from tests.search.relevance import name_things

    names = name_things()
    german = Entry.objects.visible_to(VISITOR).filter(language="de")
    by_url = {url: names[thing] for url, thing in german.values_list("url", "thing")}
    pages = (
        Page.objects.live()
        .public()
        .filter(locale=Locale.objects.get(language_code="de"))
    )

    def find_substring(query: str) -> list[str]:
        """The newest first: a substring knows no order of its own."""
        said = Q(title__icontains=query)
        for column in ("names", "summary", "body"):
            said |= Q(**{f"{column}__icontains": query})
        rows = german.filter(said).order_by("-published_at", "pk")
        return list(
            dict.fromkeys(
                names[thing] for thing in rows.values_list("thing", flat=True)
            )
        )

    def find_with_wagtail(query: str) -> list[str]:
        found = pages.search(query)
        urls = [page.get_url() for page in found]
        return [by_url.get(url, f"page: {url}") for url in urls]

    return {"ILIKE": find_substring, "Wagtail": find_with_wagtail}


def say(value: float) -> str:
    return f"{value:.2f}"


def make_judged_table(scores: dict[str, list]) -> str:
    from tests.search.relevance import get_mean

    rows = [
        "| query | language | what it tests | database | Elasticsearch |",
        "|---|---|---|---|---|",
    ]
    for pair in zip(*scores.values(), strict=True):
        judged = pair[0].judged
        cells = (f"`{judged.query}`", judged.language, judged.tests)
        rows.append(f"| {' | '.join((*cells, *(say(one.ndcg) for one in pair)))} |")
    means = (f"**{get_mean(found):.3f}**" for found in scores.values())
    rows.append(f"| **all** | | | {' | '.join(means)} |")
    return "\n".join(rows)


def make_compared_table(scores: dict[str, list], ways: dict[str, Find]) -> str:
    columns = [*ways, *scores]
    rows = [f"| query | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    german = [
        place
        for place, one in enumerate(scores["database"])
        if one.judged.language == "de"
    ]
    chosen = german[::EVERY][:SHOWN]
    sums = dict.fromkeys(columns, 0.0)
    for place in chosen:
        judged = scores["database"][place].judged
        values = {
            name: grade(judged, find(judged.query)) for name, find in ways.items()
        }
        values |= {name: found[place].ndcg for name, found in scores.items()}
        for name in columns:
            sums[name] += values[name]
        rows.append(
            f"| `{judged.query}` | {' | '.join(say(values[name]) for name in columns)} |"
        )
    means = (f"**{sums[name] / len(chosen):.2f}**" for name in columns)
    rows.append(f"| **mean of {len(chosen)}** | {' | '.join(means)} |")
    return "\n".join(rows)


def make_page(judged: str, compared: str, count: int) -> str:
    from django.db import connection

    vendor = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    today = dt.datetime.now(dt.UTC).date().isoformat()
    return f"""# How relevant the results are

Written by `python bench/relevance.py --write` on {today}, with {vendor}; the next run replaces
it. nDCG@10 says how good the first ten results are: 1 is the best order there is, 0 says that
none of them helps. The {count} queries and what should answer them stand in
`tests/search/judged_queries.yaml`, judged by hand over the demo network before anything was
tuned. `tests/search/elastic/test_judged.py` holds the means to 0.80 on the database and 0.90
on Elasticsearch.

## Beside plainer ways

Every third of the German queries, put to four ways as a visitor: the query as one substring of
the same texts (`ILIKE '%…%'`, the newest first), Wagtail's own search over the German pages
with its database backend, and the two backends of this search.

{compared}

## All judged queries

{judged}
"""


def main(*, is_written: bool, is_kept: bool) -> None:
    start_django(
        "relevance",
        is_fresh=not is_kept,
        TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}},
    )
    from django.core.management import call_command
    from django.utils import timezone

    from search.backends.database import DatabaseBackend
    from tests.search.relevance import (
        BOUNDS,
        get_mean,
        load_findable_demo,
        measure,
        read_judged,
    )

    if not is_kept:
        load_findable_demo(timezone.now())
    with contextlib.redirect_stdout(sys.stderr):
        call_command("update_index", verbosity=0)
    judged, now = read_judged(), timezone.now()
    with serve_entries() as server:
        backends = {"database": DatabaseBackend(), "elasticsearch": server}
        scores = {
            name: measure(backend, judged, now=now)
            for name, backend in backends.items()
        }
    if is_written:
        tables = (
            make_judged_table(scores),
            make_compared_table(scores, make_plain_ways()),
        )
        PAGE.write_text(make_page(*tables, len(judged)), encoding="utf-8")
    report(
        *(
            Result(
                f"nDCG@10 of {len(judged)} judged queries, {name}",
                get_mean(found),
                "",
                BOUNDS[name],
                at_least=True,
            )
            for name, found in scores.items()
        )
    )


@contextlib.contextmanager
def serve_entries():
    """Yield a backend that asks a node with all entries; its indices go afterwards."""
    from django.conf import settings
    from django.utils import timezone

    from search.operations.upkeep import rebuild_indices
    from tests.search.elastic.node import run_shared_node
    from tests.search.elastic.rows import Backend, call, refresh

    class Patient:
        def search(self, question):
            return Backend(seconds=10).search(question)

    with run_shared_node() as address:
        settings.VERBUND_SEARCH_ADDRESSES = [address]
        settings.VERBUND_SEARCH_PREFIX = "relevance"
        rebuild_indices(now=timezone.now(), languages=["de", "en"])
        refresh()
        yield Patient()
        for name in call().indices.get(index="relevance-*").body:
            call().indices.delete(index=name)


if __name__ == "__main__":
    main(is_written="--write" in sys.argv, is_kept="--kept" in sys.argv)
