"""Visitors' pages from the cache against a view that returns the same bytes, in one run.

Both go through the whole stack of middleware in one process. The second asks with a
parameter that the cache does not know, so its answer is made each time.
"""

import time
from typing import Any
from unittest import mock

from measure import Result, report, start_django

ADDRESSES = ("/de/", "/de/aktuelles/", "/de/regionen/")
ROUNDS = 5
SECONDS_A_ROUND = 0.5
RATIO_MIN = 0.6


def measure(handler: Any, factory: Any, address: str) -> float:
    """Return answers a second of CPU time in one round."""
    count, started = 0, time.process_time()
    while time.process_time() - started < SECONDS_A_ROUND:
        environ = factory.get(address).environ
        response = handler(environ, lambda status, headers: None)
        response.close()
        count += 1
    return count / (time.process_time() - started)


def main() -> None:
    start_django("pages", VERBUND_PAGE_CACHE_SECONDS=60)
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.management import call_command
    from django.http import HttpResponse
    from django.test import RequestFactory
    from django.urls import URLResolver, path
    from django.urls.resolvers import RegexPattern

    call_command("load_demo", verbosity=0)
    handler = WSGIHandler()
    factory = RequestFactory(SERVER_NAME="127.0.0.1", SERVER_PORT="8000")
    for address in ADDRESSES:
        page = handler(factory.get(address).environ, lambda status, headers: None)
        assert page.status_code == 200, (address, page.status_code)
        content, kind = page.content, page["Content-Type"]

        def return_bytes(
            _request: object, content: bytes = content, kind: str = kind
        ) -> HttpResponse:
            return HttpResponse(content, content_type=kind)

        resolver = URLResolver(
            RegexPattern(r"^/"), [path("bench/", return_bytes)], None, None
        )
        ratios = []
        for _round in range(ROUNDS):
            cached = measure(handler, factory, address)
            with mock.patch(
                "django.core.handlers.base.get_resolver", return_value=resolver
            ):
                plain = measure(handler, factory, "/bench/?bench=1")
            ratios.append(cached / plain)
        report(
            Result(
                f"{address} from the page cache, throughput against a plain view",
                sorted(ratios)[ROUNDS // 2],
                "×",
                RATIO_MIN,
                at_least=True,
            )
        )


if __name__ == "__main__":
    main()
