"""Leases by name: one runner of dated work, and which workers live."""

import datetime as dt
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Now

from cms.models import Lease


def acquire_lease(name: str, holder: str, *, seconds: int) -> bool:
    """Take or extend a lease; False while somebody else holds it."""
    Lease.objects.get_or_create(name=name)
    free = Q(held_until__lte=Now()) | Q(holder=holder)
    end = Now() + dt.timedelta(seconds=seconds)
    rows = Lease.objects.filter(free, name=name)
    return rows.update(holder=holder, held_until=end) == 1


def release_lease(name: str, holder: str) -> None:
    """Let others in at once; a lease that is not held any more is left alone."""
    Lease.objects.filter(name=name, holder=holder).update(holder="", held_until=Now())


@contextmanager
def hold_lease(name: str, *, seconds: int) -> Iterator[str | None]:
    """Hold a lease for the length of a block, extended by a heartbeat of its own thread.

    Yields the holder's token, or None if somebody else holds the lease.
    """
    holder = secrets.token_hex(16)
    if not acquire_lease(name, holder, seconds=seconds):
        yield None
        return
    stop = threading.Event()
    heart = threading.Thread(
        target=_beat, args=(name, holder, seconds, stop), daemon=True
    )
    heart.start()
    try:
        yield holder
    finally:
        stop.set()
        heart.join()
        release_lease(name, holder)


def _beat(name: str, holder: str, seconds: int, stop: threading.Event) -> None:
    while not stop.wait(seconds / 3):
        try:
            acquire_lease(name, holder, seconds=seconds)
        finally:
            connection.close()
