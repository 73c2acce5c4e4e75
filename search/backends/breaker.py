"""A circuit breaker: who has failed is left alone, and tried now and then (F18).

Its state stands in the cache, so that all processes know; where the cache is away too, each
process keeps its own.
"""

import time
from enum import StrEnum
from typing import Any

import structlog
from django.core.cache import cache

from search.questions import BackendUnavailableError

OPEN, PROBED = "search:circuit:open", "search:circuit:probed"
OPEN_SECONDS = 600
PAUSE_SECONDS = 2.0
PROBE_SECONDS = 0.4
"""So much longer than usual one answer may take, every two seconds, while it is away."""

log = structlog.get_logger("verbund.search")


class QuestionRefusedError(BackendUnavailableError):
    """The backend is well and does not take this one question: no reason to leave it alone."""


class Circuit(StrEnum):
    """What may be done with the backend now."""

    CLOSED = "closed"
    """Ask it."""
    PROBE = "probe"
    """Ask it, briefly: it has failed before."""
    OPEN = "open"
    """Leave it alone."""


_own: dict[str, float] = {}


def get_circuit() -> Circuit:
    """Return what may be done now; of all who ask, one gets to probe."""
    if not _read(OPEN):
        return Circuit.CLOSED
    return Circuit.PROBE if _take(PROBED, PAUSE_SECONDS) else Circuit.OPEN


def note_failure(error: BackendUnavailableError) -> None:
    """Leave the backend alone for a while."""
    if not _read(OPEN):
        log.warning("search_server_left_alone", error=str(error))
    _write(OPEN, OPEN_SECONDS)
    _write(PROBED, PAUSE_SECONDS)


def note_success() -> None:
    """Ask the backend again from now on."""
    log.info("search_server_is_back")
    forget()
    try:
        cache.delete_many([OPEN, PROBED])
    except Exception:  # noqa: BLE001 -- whatever a cache raises that is away
        log.warning("cache_unreachable")


def forget() -> None:
    """Forget what this process knows by itself."""
    _own.clear()


def _read(key: str) -> Any:
    if _own.get(key, 0) > time.monotonic():
        return True
    try:
        return cache.get(key)
    except Exception:  # noqa: BLE001 -- see above
        return None


def _take(key: str, seconds: float) -> bool:
    """Take a turn that only one gets in so many seconds."""
    if _own.get(key, 0) > time.monotonic():
        return False
    _own[key] = time.monotonic() + seconds
    try:
        return bool(cache.add(key, 1, seconds))
    except Exception:  # noqa: BLE001 -- see above
        return True


def _write(key: str, seconds: float) -> None:
    try:
        cache.set(key, 1, seconds)
    except Exception:  # noqa: BLE001 -- see above
        _own[key] = time.monotonic() + seconds
