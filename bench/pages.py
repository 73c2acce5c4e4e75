"""Pages rendered for a visitor without page cache: queries, and CPU against the baseline.

python bench/pages.py BASELINE_MS
"""

import sys

from measure import Result, measure_cpu_ms, median, report, start_django

MAX_QUERIES = {"detail": 12, "index": 15}
MAX_RATIO = {"detail": 3.0, "index": 5.0}


def main(baseline: float) -> None:
    start_django("pages")
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    call_command("load_demo", verbosity=0)
    from cms.models import CallPage, NewsPage, RegionPage

    news = NewsPage.objects.filter(live=True, locale__language_code="de").first()
    call = CallPage.objects.filter(live=True, locale__language_code="de").first()
    region = RegionPage.objects.filter(live=True, locale__language_code="de")[40]
    assert news and call
    kinds = {
        "news page": (news.url, "detail"),
        "call page": (call.url, "detail"),
        "region page": (region.url, "detail"),
        "home page": ("/de/", "index"),
        "news index": ("/de/aktuelles/", "index"),
        "call index": ("/de/ausschreibungen/", "index"),
        "region directory": ("/de/regionen/", "index"),
    }
    client = Client()
    for name, (url, kind) in kinds.items():
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)
        figures = measure_cpu_ms(lambda url=url: client.get(url), runs=120)
        report(
            Result(f"{name}: queries", len(queries), "", MAX_QUERIES[kind]),
            Result(
                f"{name}: CPU against the baseline",
                median(figures) / baseline,
                "×",
                MAX_RATIO[kind],
            ),
        )


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 5.0)
