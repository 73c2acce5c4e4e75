"""How the machinery does: what waits, what is late, what was given up (R24, R25)."""

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Min
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from cms.enums import LeaseState
from cms.models import Lease, LeasedRow, Measurement, OutboxMail
from cms.registry import Label, Registry

LATE_JOB = dt.timedelta(minutes=10)
LATE_MAIL = dt.timedelta(minutes=15)
LATE_CLOCK = dt.timedelta(minutes=5)
LATE_BACKUP = dt.timedelta(hours=26)
"""A day, and two hours for a night in which it took longer (R15)."""
LATE_RESTORE = dt.timedelta(days=100)
"""Restoring is tried four times a year."""
LATE_SEARCH_FOR_ORPHANS = dt.timedelta(days=3)
MANY_MAILS = 5_000
NEVER = math.inf


@dataclass(frozen=True)
class Figure:
    """A measured value with its warning limit; ages are in seconds, ``NEVER`` among them."""

    name: str
    value: float
    warns_above: float
    label: Label = ""
    is_age: bool = False

    @property
    def is_warning(self) -> bool:
        return self.value > self.warns_above


@dataclass(frozen=True, kw_only=True)
class Gauge:
    """Something to be measured; upper apps register theirs when the apps are ready."""

    name: str
    label: Label
    measure: Callable[[dt.datetime], float]
    warns_above: float = 0
    is_age: bool = False
    order: int = 100


gauges: Registry[Gauge] = Registry("what do operators watch?")


def get_figures(now: dt.datetime) -> list[Figure]:
    """Return what operators watch: ages in seconds, and numbers of rows."""
    return [
        Figure(
            name=gauge.name,
            value=float(gauge.measure(now)),
            warns_above=gauge.warns_above,
            label=gauge.label,
            is_age=gauge.is_age,
        )
        for gauge in gauges.entries()
    ]


def get_measured_age(name: str, now: dt.datetime) -> float:
    """Return how many seconds ago a figure was noted; ``NEVER`` if it was not."""
    row = Measurement.objects.filter(name=name).first()
    return NEVER if row is None else _age(row.measured_at, now)


def get_measured_value(name: str) -> float:
    """Return the value that was noted last, 0 before the first time."""
    row = Measurement.objects.filter(name=name).first()
    return 0.0 if row is None else row.value


def get_oldest_job_age(now: dt.datetime) -> float:
    """Return for how many seconds the oldest job that could run has waited."""
    ready = DBTaskResult.objects.ready()
    return _age(ready.aggregate(first=Min("enqueued_at"))["first"], now)


def get_oldest_mail_age(now: dt.datetime) -> float:
    """Return for how many seconds the oldest mail that is due has waited."""
    due = _outbox().filter(state=LeaseState.DUE, due_at__lte=Now())
    return _age(due.aggregate(first=Min("due_at"))["first"], now)


def get_clock_age(now: dt.datetime) -> float:
    """Return how many seconds ago dated work was last asked for; 0 before the first time."""
    row = Lease.objects.filter(name="due:roles").first()
    return _age(row.ran_at if row else None, now)


def count_dead_rows() -> int:
    """Return how many rows of durable work were given up, of every kind."""
    return sum(model.objects.dead().count() for model in get_leased_models())


@dataclass(frozen=True)
class DeadRow:
    """A row that was given up, as operators see it: no text of it, only what went wrong."""

    key: str
    kind: str
    reason: str
    attempts: int
    finished_at: dt.datetime


def find_dead_rows(limit: int = 100) -> list[DeadRow]:
    """Return the newest dead rows of each kind, newest first."""
    rows = [
        DeadRow(
            key=f"{model._meta.label}:{row.pk}",
            kind=f"{model._meta.verbose_name} {row.pk}",
            reason=row.last_error,
            attempts=row.attempts,
            finished_at=row.finished_at,
        )
        for model in get_leased_models()
        for row in model.objects.dead().order_by("-finished_at", "-pk")[:limit]
    ]
    return sorted(rows, key=lambda row: row.finished_at, reverse=True)


def get_leased_models() -> list[Any]:
    """Return every model of durable work, of this app and those above."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, LeasedRow) and not model._meta.proxy
    ]


def _outbox() -> Any:
    return OutboxMail.objects


def _age(moment: dt.datetime | None, now: dt.datetime) -> float:
    if moment is None:
        return 0.0
    return max(0.0, (now - timezone.localtime(moment)).total_seconds())


for gauge in (
    Gauge(
        name="oldest_job_seconds",
        label=_("Oldest job that waits"),
        measure=get_oldest_job_age,
        warns_above=LATE_JOB.total_seconds(),
        is_age=True,
        order=10,
    ),
    Gauge(
        name="failed_jobs",
        label=_("Jobs that failed"),
        measure=lambda _now: DBTaskResult.objects.failed().count(),
        order=20,
    ),
    Gauge(
        name="oldest_mail_seconds",
        label=_("Oldest mail that waits"),
        measure=get_oldest_mail_age,
        warns_above=LATE_MAIL.total_seconds(),
        is_age=True,
        order=30,
    ),
    Gauge(
        name="waiting_mails",
        label=_("Mails that wait"),
        measure=lambda _now: _outbox().waiting().count(),
        warns_above=MANY_MAILS,
        order=40,
    ),
    Gauge(
        name="dead_rows",
        label=_("Work that was given up"),
        measure=lambda _now: count_dead_rows(),
        order=50,
    ),
    Gauge(
        name="clock_silent_seconds",
        label=_("Last time that dated work was done"),
        measure=get_clock_age,
        warns_above=LATE_CLOCK.total_seconds(),
        is_age=True,
        order=60,
    ),
    Gauge(
        name="backup_seconds",
        label=_("Last backup"),
        measure=lambda now: get_measured_age("backup", now),
        warns_above=LATE_BACKUP.total_seconds(),
        is_age=True,
        order=70,
    ),
    Gauge(
        name="restore_seconds",
        label=_("Last test of restoring a backup"),
        measure=lambda now: get_measured_age("restore", now),
        warns_above=LATE_RESTORE.total_seconds(),
        is_age=True,
        order=80,
    ),
    Gauge(
        name="orphaned_files",
        label=_("Files that belong to nothing"),
        measure=lambda _now: get_measured_value("orphaned_files"),
        order=90,
    ),
    Gauge(
        name="missing_files",
        label=_("Entries whose file is missing"),
        measure=lambda _now: get_measured_value("missing_files"),
        order=91,
    ),
    Gauge(
        name="orphan_search_seconds",
        label=_("Last comparison of files and entries"),
        measure=lambda now: get_measured_age("orphaned_files", now),
        warns_above=LATE_SEARCH_FOR_ORPHANS.total_seconds(),
        is_age=True,
        order=92,
    ),
):
    gauges.register(gauge)
