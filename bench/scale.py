"""Lists at 200 and 20,000 rows: the same queries, and time that does not grow.

Times are CPU time: what else the machine does meanwhile does not count. Other sizes, and
only paths that begin so: `python bench/scale.py learning 200 2000 "event feed"`.
"""

import sys

from measure import Result, p95, read_cpu_ms, report, start_django, write_statistics
from turns import Side, serve, take_turns

SMALL, LARGE = 200, 20_000
COLD = "the first who counts anew: "
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
PATHS = {"news": NEWS, "learning": LEARNING}


def run_side(name: str, count: int) -> None:
    start_django(f"scale_{name}_{count}", is_fresh=True)
    import rows
    from django.core.cache import cache
    from django.test import Client

    from cms.operations.portal import open_portal
    from cms.page_cache import drop_stored_pages

    open_portal(hostname="testserver")
    makers = {
        "news": (rows.add_news, rows.add_networks),
        "learning": (rows.add_events, rows.add_offers),
    }
    for add in makers[name]:
        add(count)
    write_statistics()
    client = Client()

    def visit(path: str) -> None:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)

    def forget_lists() -> None:
        """Drop all but the counts, and let another page make the frame again."""
        drop_stored_pages()
        client.get("/de/hilfe/")

    def count_anew(path: str) -> float:
        cache.clear()
        forget_lists()
        start = read_cpu_ms()
        visit(path)
        return read_cpu_ms() - start

    paths = {label: path for label, (path, _kind) in PATHS[name].items()}
    warm = {label: lambda path=path: visit(path) for label, path in paths.items()}
    cold = {
        COLD + label: lambda path=path: count_anew(path)
        for label, path in paths.items()
    }
    serve(warm | cold, before=forget_lists)


def main(arguments: list[str]) -> None:
    name, *rest = arguments or ["news"]
    small, large = map(int, rest[:2]) if rest else (SMALL, LARGE)
    wanted = tuple(rest[2:])
    kinds = {
        label: kind
        for label, (_path, kind) in PATHS[name].items()
        if label.startswith(wanted or "")
    }
    sides = [Side("scale.py", name, str(count)) for count in (small, large)]
    found = take_turns(sides, list(kinds))
    for label, kind in kinds.items():
        before, after = (p95(figures) for figures in found[label])
        numbers = {side.count(label) for side in sides}
        print(f"{label}: {before:.1f} ms, {after:.1f} ms", file=sys.stderr, flush=True)
        report(
            Result(f"{label}: different numbers of queries", len(numbers), "", 1),
            Result(f"{label}: queries at {large:,} rows", max(numbers), "", 15),
            Result(
                f"{label}: p95 at {large:,} against {small:,} rows",
                after / before,
                "×",
                4 if kind == "facets" else 1.3,
            ),
        )
        if kind == "facets":
            report(
                Result(f"{label}: p95 at {large:,} rows", after, "ms", 100),
                Result(
                    f"{label}: the one visitor a minute who counts anew",
                    sides[1].call(COLD + label),
                    "ms",
                ),
            )
    for side in sides:
        side.stop()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--side"]:
        run_side(sys.argv[2], int(sys.argv[3]))
    else:
        main(sys.argv[1:])
