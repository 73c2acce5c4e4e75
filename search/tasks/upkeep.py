"""Upkeep of the search server, in a worker: a rebuild may take minutes (F17)."""

import datetime as dt

import structlog
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task

from search.backends.loading import has_server
from search.operations.upkeep import (
    AlreadyRebuildingError,
    reconcile_indices,
    repair_indices,
)
from search.questions import BackendUnavailableError

log = structlog.get_logger("verbund.search")


@task()
def repair() -> int:
    """Build and put right what is needed."""
    return repair_indices(now=timezone.now())


@task()
def compare() -> int:
    """Compare every entry; a server that is away is asked again next time."""
    try:
        return reconcile_indices(now=timezone.now())
    except (AlreadyRebuildingError, BackendUnavailableError) as error:
        log.warning("search_comparison_put_off", error=repr(error))
        return 0


def repair_later(_now: dt.datetime) -> int:
    """Queue the repair, where there is a server and a queue."""
    return _queue(repair)


def compare_later(_now: dt.datetime) -> int:
    """Queue the comparison, where there is a server and a queue."""
    return _queue(compare)


def _queue(work: Task[[], int]) -> int:
    if not has_server() or not work.get_backend().supports_defer:
        return 0
    work.enqueue()
    return 1
