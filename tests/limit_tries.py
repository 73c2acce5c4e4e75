"""One of several web processes: log in often at one moment and print the answers.

python -m tests.limit_tries PORT NAME COUNT START    START in seconds since the epoch
"""

import json
import sys
import threading
import time

import django
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import override_settings

NOON = "2027-03-03 12:00:10+00:00"


def send_tries(name: str, count: int) -> list[int]:
    """Return the status of each try; every one claims an address of its own."""
    statuses: list[int] = []
    barrier = threading.Barrier(count)

    def send(number: int) -> None:
        fields = {"login": name.format(number), "password": "guess"}
        claimed = f"203.0.113.{number}, 198.51.100.{number}"
        client = Client(headers={"X-Forwarded-For": claimed})
        barrier.wait()
        try:
            statuses.append(client.post("/accounts/login/", fields).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def main(port: str, name: str, count: str, start: str) -> None:
    django.setup()
    shared = {"BACKEND": "tests.sharedcache.SharedCache", "LOCATION": port}
    with override_settings(CACHES={**settings.CACHES, "default": shared}):
        # The first answer loads what is loaded once.
        Client().get("/accounts/login/")
        time.sleep(max(0.0, float(start) - time.time()))
        with time_machine.travel(NOON, tick=False):
            json.dump(send_tries(name, int(count)), sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
