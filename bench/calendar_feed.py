"""The calendar of 5,000 events: how long it takes, and that its length costs no memory.

Another number of events: `python bench/calendar_feed.py 500`.
"""

import sys

from measure import Result, report, start_django

EVENTS = 5_000
FEED = "/feeds/de/events.ics"


def main(arguments: list[str]) -> None:
    count = int(arguments[0]) if arguments else EVENTS
    start_django("calendar", is_fresh=True)
    import time
    import tracemalloc

    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from rows import add_events

    from cms.operations.portal import open_portal

    open_portal(hostname="testserver")
    client = Client()

    def read() -> int:
        """Take the feed in and let each piece go."""
        return sum(len(piece) for piece in client.get(FEED))

    def measure_peak() -> float:
        tracemalloc.start()
        read()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak / 2**20

    add_events(count // 5)
    read()
    small = measure_peak()
    add_events(count - count // 5)
    start = time.process_time()
    size = read()
    seconds = time.process_time() - start
    large = measure_peak()
    etag = client.get(FEED).headers["ETag"]
    with CaptureQueriesContext(connection) as queries:
        assert client.get(FEED, headers={"If-None-Match": etag}).status_code == 304
    report(
        Result(f"calendar of {count:,} events", seconds, "s CPU", 2),
        Result(f"calendar of {count:,} events: length", size / 2**20, "MB"),
        Result(
            "calendar: memory at its length against a fifth", large / small, "×", 1.3
        ),
        Result("calendar: memory beyond the worker's", large, "MB", 30),
        Result("calendar that is unchanged: queries", len(queries), "", 1),
    )


if __name__ == "__main__":
    main(sys.argv[1:])
