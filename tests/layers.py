"""What many tests begin with stands in a transaction around them, made once for all of them."""

import pytest
from django.db import transaction

from tests.sowing import record_portal

HOSTNAME = "testserver"
FLUSHING = {"transactional_db", "live_server"}


class PortalLayer:
    """A fresh portal, seen by the tests that ask for one; each rolls back to it."""

    def __init__(self) -> None:
        self._atomic: transaction.Atomic | None = None

    @property
    def is_open(self) -> bool:
        return self._atomic is not None

    def open(self) -> None:
        if self._atomic is None:
            self._atomic = transaction.atomic()
            # Like the blocks of Django's own tests: what happens inside it ends by itself.
            self._atomic._from_testcase = True  # noqa: SLF001 -- as Django does
            self._atomic.__enter__()
            record_portal(HOSTNAME).replay()

    def close(self) -> None:
        if self._atomic is not None:
            transaction.set_rollback(True)
            self._atomic.__exit__(None, None, None)
            self._atomic = None


def is_flushing(item: pytest.Item) -> bool:
    """Tell whether a test commits, so that its end empties the database."""
    marker = item.get_closest_marker("django_db")
    is_marked = marker is not None and marker.kwargs.get("transaction", False)
    return is_marked or not FLUSHING.isdisjoint(item.fixturenames)


def uses_database(item: pytest.Item) -> bool:
    is_marked = item.get_closest_marker("django_db") is not None
    return is_marked or "db" in item.fixturenames or is_flushing(item)


def begins_with_portal(item: pytest.Item) -> bool:
    return "portal" in item.fixturenames and not is_flushing(item)
