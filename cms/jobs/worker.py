"""The worker: works off the queue that Wagtail, wagtail-localize and our apps share.

The library's own worker leaves a task RUNNING for ever when it is killed. This one holds
a lease while it lives, and tasks of workers whose lease ran out are queued again.
"""

import secrets
import signal
import threading
import time
from types import FrameType
from typing import Any

import structlog
from django.db import OperationalError, close_old_connections, connection
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as LibraryWorker
from django_tasks_db.models import DBTaskResult

from cms.jobs.due import run_due
from cms.jobs.leases import hold_lease
from cms.jobs.rows import give_back_held, stopping
from cms.models import Lease

IDLE_SECONDS = 1.0
TICK_SECONDS = 10.0
LEASE_SECONDS = 60
STOP_SECONDS = 5
"""After this a running task is broken off; ten seconds is the promise (R5.5)."""

MAXIMUM_RUNS = 5
PREFIX = "verbund-"
CANDIDATES = 20

log = structlog.get_logger("verbund.jobs")


class ShutdownError(BaseException):
    """The task did not end in time; it is given back."""


class JobWorker:
    """Runs tasks one after the other; a thread beside it runs what is due."""

    def __init__(self) -> None:
        self.name = PREFIX + secrets.token_hex(12)
        self.was_interrupted = self.listens = False
        self.library = LibraryWorker(
            queue_names=["*"],
            interval=0,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=self.name,
            excluded_queue_names=[],
        )

    def listen_to_signals(self) -> None:
        """End on SIGTERM; only the main thread of a process can listen."""
        self.listens = True
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGALRM, self._interrupt)

    def run(self) -> None:
        """Work until the process is told to end."""
        stopping.clear()
        clock = threading.Thread(target=run_clock, daemon=True)
        clock.start()
        try:
            with hold_lease(f"worker:{self.name}", seconds=LEASE_SECONDS):
                self._work()
        except ShutdownError:
            log.warning("worker_interrupted")
        if self.listens:
            signal.setitimer(signal.ITIMER_REAL, 0)
        clock.join(timeout=1)
        give_back_held()
        Lease.objects.filter(name=f"worker:{self.name}").delete()

    def run_until_empty(self) -> int:
        """Work off what is ready and return the number of tasks; for commands and tests."""
        count = 0
        with hold_lease(f"worker:{self.name}", seconds=LEASE_SECONDS):
            while self.run_next():
                count += 1
        Lease.objects.filter(name=f"worker:{self.name}").delete()
        return count

    def run_next(self) -> bool:
        """Run one task that is ready; False if there is none."""
        row = claim_task(self.name)
        if row is None:
            return False
        self.library.run_task(row)
        if self.was_interrupted:
            put_back(row)
        return True

    def _work(self) -> None:
        while not stopping.is_set():
            close_old_connections()
            try:
                found = self.run_next()
            except OperationalError:
                # The database is away or busy: it heals itself, so do we (R2).
                log.exception("queue_unreachable")
                connection.close()
                found = False
            if not found:
                stopping.wait(IDLE_SECONDS)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        stopping.set()
        signal.setitimer(signal.ITIMER_REAL, STOP_SECONDS)

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        self.was_interrupted = True
        raise ShutdownError


def run_clock() -> None:
    """Ask what is due and look for abandoned tasks, every few seconds."""
    while not stopping.is_set():
        started = time.monotonic()
        try:
            close_old_connections()
            run_due(timezone.now())
            requeue_abandoned()
        except Exception:
            log.exception("clock_failed")
        finally:
            connection.close()
        stopping.wait(max(0.0, TICK_SECONDS - (time.monotonic() - started)))


def claim_task(worker_name: str) -> DBTaskResult[Any, Any] | None:
    """Take the next task by a conditional update; None if none is ready."""
    for row in DBTaskResult.objects.ready()[:CANDIDATES]:
        values = {
            "status": TaskResultStatus.RUNNING,
            "started_at": timezone.now(),
            "worker_ids": [*row.worker_ids, worker_name],
        }
        waiting = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.READY)
        if waiting.update(**values):
            row.refresh_from_db()
            return row
    return None


def requeue_abandoned() -> int:
    """Queue tasks again whose worker is dead; return how many.

    A task that killed several workers is marked as failed, where staff sees it.
    """
    alive = set(
        Lease.objects.filter(name__startswith="worker:", held_until__gt=Now())
        .exclude(holder="")
        .values_list("name", flat=True)
    )
    count = 0
    for row in DBTaskResult.objects.running():
        worker = row.worker_ids[-1] if row.worker_ids else ""
        if not worker.startswith(PREFIX) or f"worker:{worker}" in alive:
            continue
        if len(row.worker_ids) >= MAXIMUM_RUNS:
            row.set_failed(RuntimeError("The worker died on every attempt."))
        else:
            count += put_back(row)
    Lease.objects.filter(name__startswith="worker:", held_until__lte=Now()).delete()
    return count


def put_back(row: DBTaskResult[Any, Any]) -> int:
    """Make a task ready again, unless somebody else has done so."""
    ended = (TaskResultStatus.RUNNING, TaskResultStatus.FAILED)
    rows = DBTaskResult.objects.filter(
        pk=row.pk, status__in=ended, worker_ids=row.worker_ids
    )
    return rows.update(status=TaskResultStatus.READY, started_at=None, finished_at=None)
