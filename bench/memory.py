"""Memory of a web worker after 10,000 requests."""

import resource

from measure import Result, report, start_django

REQUESTS = 10_000
LIMIT_MB = 250


def main() -> None:
    start_django("pages", VERBUND_PAGE_CACHE_SECONDS=60)
    from django.core.cache import cache
    from django.core.management import call_command
    from django.test import Client

    call_command("load_demo", verbosity=0)
    from cms.models import NewsPage, RegionPage

    urls = ["/de/", "/de/aktuelles/", "/de/regionen/", "/en/regions/", "/de/nichts/"]
    for model in (NewsPage, RegionPage):
        urls += [page.url for page in model.objects.filter(live=True)[:60]]
    client = Client(raise_request_exception=False)
    for number in range(REQUESTS):
        if number % 500 == 0:
            cache.clear()
        client.get(urls[number % len(urls)])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report(Result(f"worker after {REQUESTS:,} requests", peak, "MB", LIMIT_MB))


if __name__ == "__main__":
    main()
