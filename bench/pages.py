"""Pages rendered for a visitor without page cache: queries, and CPU against the baseline."""

import subprocess
import sys
from collections.abc import Callable

from measure import ROOT, Result, measure_cpu_ms, median, report, start_django

MAX_QUERIES = {"detail": 12, "index": 15, "home": None}
MAX_RATIO = {"detail": 3.0, "index": 5.0, "home": 5.0}
ROUNDS = 7


class Baseline:
    """The fresh project in a process of its own, measured whenever it is asked."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "bench" / "baseline.py")],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def measure(self) -> float:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def stop(self) -> None:
        self.process.communicate()


def compare(baseline: Baseline, visit: Callable[[], object]) -> tuple[float, float]:
    """Return the median ratio over rounds that take turns, and the baseline's median."""
    ratios, baselines = [], []
    for _round in range(ROUNDS):
        own = median(measure_cpu_ms(visit, runs=20))
        baselines.append(baseline.measure())
        ratios.append(own / baselines[-1])
    return median(ratios), median(baselines)


def main() -> None:
    baseline = Baseline()
    start_django("pages")
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from cms.page_cache import drop_stored_pages

    call_command("load_demo", verbosity=0)
    from cms.models import CallPage, EventPage, NewsPage, OfferPage, RegionPage

    news = NewsPage.objects.filter(live=True, locale__language_code="de").first()
    call = CallPage.objects.filter(live=True, locale__language_code="de").first()
    region = RegionPage.objects.filter(live=True, locale__language_code="de")[40]
    event = EventPage.objects.filter(live=True, locale__language_code="de").first()
    offer = OfferPage.objects.filter(live=True, locale__language_code="de").first()
    assert news and call and event and offer
    kinds = {
        "news page": (news.url, "detail"),
        "call page": (call.url, "detail"),
        "region page": (region.url, "detail"),
        "event page": (event.url, "detail"),
        "offer page": (offer.url, "detail"),
        "home page": ("/de/", "home"),
        "news index": ("/de/aktuelles/", "index"),
        "call index": ("/de/ausschreibungen/", "index"),
        "event index": ("/de/veranstaltungen/", "index"),
        "offer index": ("/de/angebote/", "index"),
        "region directory": ("/de/regionen/", "index"),
    }
    client = Client()
    for name, (url, kind) in kinds.items():

        def visit(url: str = url) -> None:
            answer = client.get(url)
            assert answer.status_code == 200, (url, answer.status_code)

        def visit_first(url: str = url) -> None:
            drop_stored_pages()
            visit(url)

        drop_stored_pages()
        client.get("/de/hilfe/")
        with CaptureQueriesContext(connection) as queries:
            visit()
            number = len(queries)
        ratio, baseline_ms = compare(baseline, visit)
        first, _ms = compare(baseline, visit_first)
        report(
            Result(
                f"{name}: queries of its first visitor",
                number,
                "",
                MAX_QUERIES[kind],
            ),
            Result(f"{name}: CPU against the baseline", ratio, "×", MAX_RATIO[kind]),
            Result(
                f"{name}: the same for the site's first visitor after a publication",
                first,
                "×",
            ),
            Result(f"{name}: the baseline meanwhile", baseline_ms, "ms CPU"),
        )
    baseline.stop()


if __name__ == "__main__":
    main()
