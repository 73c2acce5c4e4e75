"""Visitors' pages from the cache against a view that returns the same bytes, in one run.

Both go through the whole stack of middleware in one process. The second asks with a
parameter that the cache does not know, so its answer is made each time.
Run: python bench/page_cache.py [path]; prints the ratio of throughputs, at least 0.6.
"""

# ruff: noqa: E402 -- Django must be set up before its modules are imported

import logging
import os
import sys
import time
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")

import django

django.setup()

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLResolver, path
from django.urls.resolvers import RegexPattern

ROUNDS = 5
SECONDS_A_ROUND = 0.5
RATIO_MIN = 0.6


def measure(handler: WSGIHandler, address: str) -> float:
    """Return answers a second, the best of all rounds."""
    factory = RequestFactory(SERVER_NAME="127.0.0.1", SERVER_PORT="8000")
    best = 0.0
    for _round in range(ROUNDS):
        count, started = 0, time.process_time()
        while time.process_time() - started < SECONDS_A_ROUND:
            environ = factory.get(address).environ
            response = handler(environ, lambda status, headers: None)
            response.close()
            count += 1
        best = max(best, count / (time.process_time() - started))
    return best


def main() -> int:
    logging.disable(logging.CRITICAL)
    address = sys.argv[1] if len(sys.argv) > 1 else "/de/"
    handler = WSGIHandler()
    factory = RequestFactory(SERVER_NAME="127.0.0.1", SERVER_PORT="8000")
    page = handler(factory.get(address).environ, lambda status, headers: None)
    if page.status_code != 200:
        print(f"{address} answers {page.status_code}: run make demo first")
        return 1
    content, kind = page.content, page["Content-Type"]
    cached = measure(handler, address)

    def return_bytes(_request: object) -> HttpResponse:
        return HttpResponse(content, content_type=kind)

    resolver = URLResolver(
        RegexPattern(r"^/"), [path("bench/", return_bytes)], None, None
    )
    with mock.patch("django.core.handlers.base.get_resolver", return_value=resolver):
        plain = measure(handler, "/bench/?bench=1")
    ratio = cached / plain
    print(f"{address}: {len(content)} bytes")
    print(f"from the cache      {cached:8.0f} answers a second")
    print(f"same bytes, a view  {plain:8.0f} answers a second")
    print(f"ratio               {ratio:8.2f}   (at least {RATIO_MIN})")
    return 0 if ratio >= RATIO_MIN else 1


if __name__ == "__main__":
    sys.exit(main())
