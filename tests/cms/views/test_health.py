"""`/healthz` and `/readyz` (R24, R25)."""

import datetime as dt
import time

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.models import Lease, OutboxMail
from cms.queries.health import NEVER, get_figures
from cms.views.health import HealthCheck, health_checks, is_database_migrated

ALL_WELL = {
    "status": "ok",
    "checks": {
        "database": "ok",
        "migrations": "ok",
        "cache": "ok",
        "queue": "ok",
        "mail": "ok",
        "disk": "ok",
    },
}


@pytest.mark.requirement("R24")
def test_health_needs_no_database(client):
    # Without the fixture, touching the database is an error.
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.requirement("R24")
@pytest.mark.django_db(transaction=True)
def test_readiness_says_states_only(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, ALL_WELL)
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.requirement("R24")
def test_part_that_is_missing_is_degraded(client, db):
    def break_down():
        raise OSError("mail.internal.example: connection refused")

    checks = [
        HealthCheck(name="good", is_well=lambda: True, is_vital=True),
        HealthCheck(name="bad", is_well=lambda: False),
        HealthCheck(name="broken", is_well=break_down),
    ]
    with health_checks.replaced_by(*checks):
        answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "degraded",
        "checks": {"good": "ok", "bad": "degraded", "broken": "degraded"},
    }


@pytest.mark.requirement("R24")
def test_part_without_which_nothing_goes_is_down(client, db):
    check = HealthCheck(name="database", is_well=lambda: False, is_vital=True)
    with health_checks.replaced_by(check):
        answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"status": "down", "checks": {"database": "down"}}


@pytest.mark.requirement("R24")
def test_checks_that_hang_cost_half_a_second_together(client, db):
    checks = [
        HealthCheck(name=name, is_well=lambda: bool(time.sleep(2))) for name in "abc"
    ]
    started = time.monotonic()
    with health_checks.replaced_by(*checks):
        answer = client.get("/readyz")

    assert time.monotonic() - started < 1.5
    assert answer.json()["checks"] == dict.fromkeys("abc", "degraded")


@pytest.mark.requirement("R24")
def test_missing_migration_is_seen(db):
    assert is_database_migrated() is True

    MigrationRecorder(connection).record_unapplied("cms", "0001_initial")

    assert is_database_migrated() is False


@pytest.mark.requirement("R25")
def test_figures_have_warning_limits(db):
    now = timezone.now()
    DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="x",
        backend_name="default",
        run_after=now - dt.timedelta(hours=1),
    )
    DBTaskResult.objects.update(enqueued_at=now - dt.timedelta(hours=1))
    Lease.objects.create(name="due:roles", ran_at=now - dt.timedelta(minutes=1))
    for key, state, age in (("a", "due", 60), ("b", "due", 5), ("c", "dead", 0)):
        OutboxMail.objects.create(
            key=key,
            recipient="kim@example.org",
            language="de",
            state=state,
            due_at=now - dt.timedelta(minutes=age),
        )

    figures = {figure.name: figure for figure in get_figures(now)}

    assert {name: figure.value for name, figure in figures.items()} == {
        "oldest_job_seconds": 3600.0,
        "failed_jobs": 0.0,
        "oldest_mail_seconds": 3600.0,
        "waiting_mails": 2.0,
        "dead_rows": 1.0,
        "clock_silent_seconds": 60.0,
        "backup_seconds": NEVER,
        "restore_seconds": NEVER,
        "orphaned_files": 0.0,
        "missing_files": 0.0,
        "orphan_search_seconds": NEVER,
    }
    assert {name for name, figure in figures.items() if figure.is_warning} == {
        "oldest_job_seconds",
        "oldest_mail_seconds",
        "dead_rows",
        "backup_seconds",
        "restore_seconds",
        "orphan_search_seconds",
    }
