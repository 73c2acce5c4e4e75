"""How the machinery does: what waits, what is late, what was given up (R24, R25)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Min
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.enums import LeaseState
from cms.models import Lease, LeasedRow, OutboxMail

LATE_JOB = dt.timedelta(minutes=10)
LATE_MAIL = dt.timedelta(minutes=15)
LATE_CLOCK = dt.timedelta(minutes=5)
MANY_MAILS = 5_000


@dataclass(frozen=True)
class Figure:
    """A measured value with its warning limit."""

    name: str
    value: float
    warns_above: float

    @property
    def is_warning(self) -> bool:
        return self.value > self.warns_above


def get_figures(now: dt.datetime) -> list[Figure]:
    """Return what operators watch: ages in seconds, and numbers of rows."""
    return [
        Figure("oldest_job_seconds", get_oldest_job_age(now), LATE_JOB.total_seconds()),
        Figure("failed_jobs", float(DBTaskResult.objects.failed().count()), 0),
        Figure(
            "oldest_mail_seconds", get_oldest_mail_age(now), LATE_MAIL.total_seconds()
        ),
        Figure("waiting_mails", float(_outbox().waiting().count()), MANY_MAILS),
        Figure("dead_rows", float(count_dead_rows()), 0),
        Figure("clock_silent_seconds", get_clock_age(now), LATE_CLOCK.total_seconds()),
    ]


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
