"""Lists at 20, 200, 2,000 and 20,000 rows: the same queries, and time that does not grow.

Times are CPU time of the process, in which SQLite works too: what else the machine does
meanwhile does not count. Other sizes: `python bench/scale.py news 20 200`.
"""

import sys
from collections.abc import Callable

from measure import WORK, Result, p95, report, start_django

SIZES = {"news": (20, 200, 2_000, 20_000), "learning": (200, 2_000, 20_000)}
LOW = 200
"""At how many rows begins what the largest is compared with."""

PAGE_SIZE = 20
RUNS = 40
NEWS = {
    "news index with facets": ("/de/aktuelles/", "facets"),
    "news index, page 2": ("/de/aktuelles/?page=2", "plain"),
    "news index, one topic": ("/de/aktuelles/?topic=physics", "facets"),
    "region directory with facets": ("/de/regionen/", "facets"),
    "region directory, one state": ("/de/regionen/?state=DE-RP", "facets"),
    "news page": ("/de/aktuelles/nachricht-7/", "plain"),
    "region page": ("/de/regionen/mint-region-00007/", "plain"),
    "news feed": ("/feeds/de/news.atom", "plain"),
    "news API": ("/api/v1/news", "plain"),
}
THREE_FILTERS = "stage=primary&place=mobile&free=yes"
LEARNING = {
    "event list with facets": ("/de/veranstaltungen/", "facets"),
    "event list, three filters": (
        "/de/veranstaltungen/?stage=primary&mode=on-site&free=yes",
        "facets",
    ),
    "event list, page 2": ("/de/veranstaltungen/?page=2", "facets"),
    "events of a month": ("/de/veranstaltungen/?period=next-month", "facets"),
    "map of events": ("/de/veranstaltungen/?view=map", "facets"),
    "event page": ("/de/veranstaltungen/sternennacht-7/", "plain"),
    "event feed": ("/feeds/de/events.atom", "plain"),
    "event API": ("/api/v1/events", "plain"),
    "offer list with facets": ("/de/angebote/", "facets"),
    "offer list, three filters": (f"/de/angebote/?{THREE_FILTERS}", "facets"),
    "offer list, page 2": ("/de/angebote/?page=2", "facets"),
    "map of offers": ("/de/angebote/?view=map", "facets"),
    "offer page": ("/de/angebote/loeten-7/", "plain"),
    "offer feed": ("/feeds/de/offers.atom", "plain"),
    "offer API": ("/api/v1/offers", "plain"),
}
Paths = dict[str, tuple[str, str]]


def main(arguments: list[str]) -> None:
    name, *sizes = arguments or ["news"]
    for suffix in ("", "-wal", "-shm"):
        (WORK / f"scale_{name}.sqlite3{suffix}").unlink(missing_ok=True)
    start_django(f"scale_{name}")
    import rows

    from cms.operations.portal import open_portal

    open_portal(hostname="testserver")
    paths, makers = {
        "news": (NEWS, (rows.add_news, rows.add_networks)),
        "learning": (LEARNING, (rows.add_events, rows.add_offers)),
    }[name]

    def grow(count: int) -> None:
        for add in makers:
            add(count)

    measure(paths, grow, tuple(int(size) for size in sizes) or SIZES[name])


def measure(paths: Paths, grow: Callable[[int], None], sizes: tuple[int, ...]) -> None:
    """Visit each path at each size, and report how the largest compares with ``LOW``."""
    import time

    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from cms.page_cache import drop_stored_pages

    client = Client()

    def forget_lists() -> None:
        """Drop all but the counts, and let another page make the frame again."""
        drop_stored_pages()
        client.get("/de/hilfe/")

    figures: dict[tuple[str, int], list[float]] = {}
    cold: dict[tuple[str, int], float] = {}
    counts: dict[tuple[str, int], int] = {}
    done = 0
    for size in sizes:
        grow(size - done)
        done = size
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        for name, (path, _kind) in paths.items():
            if "page=2" in path and size <= PAGE_SIZE:  # one page has no second
                continue
            cache.clear()
            forget_lists()
            start = time.process_time()
            answer = client.get(path)
            cold[name, size] = (time.process_time() - start) * 1000
            assert answer.status_code == 200, (path, answer.status_code)
            cache.clear()
            forget_lists()
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
                counts[name, size] = len(queries)
            runs = []
            for _ in range(RUNS):
                forget_lists()
                start = time.process_time()
                client.get(path)
                runs.append((time.process_time() - start) * 1000)
            figures[name, size] = runs
            print(
                f"{size:,} rows, {name}: {counts[name, size]} queries, p95 "
                f"{p95(runs):.0f} ms, counting anew {cold[name, size]:.0f} ms",
                file=sys.stderr,
                flush=True,
            )
    low, high = LOW if LOW in sizes else sizes[0], sizes[-1]
    for name, (_path, kind) in paths.items():
        spread = {counts[name, size] for size in sizes if (name, size) in counts}
        ratio = p95(figures[name, high]) / p95(figures[name, low])
        highest = p95(figures[name, high])
        report(
            Result(f"{name}: different numbers of queries by size", len(spread), "", 1),
            Result(f"{name}: queries at {high:,} rows", counts[name, high], "", 15),
        )
        if kind == "facets":
            report(
                Result(f"{name}: p95 at {high:,} against {low:,} rows", ratio, "×", 4),
                Result(f"{name}: p95 at {high:,} rows", highest, "ms", 100),
                Result(
                    f"{name}: the one visitor a minute who counts anew",
                    cold[name, high],
                    "ms",
                ),
            )
        else:
            report(
                Result(f"{name}: p95 at {high:,} against {low:,} rows", ratio, "×", 1.3)
            )


if __name__ == "__main__":
    main(sys.argv[1:])
