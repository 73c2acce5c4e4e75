"""The worker: tasks of dead workers run again, an ending process gives back."""

import datetime as dt
import signal
import time

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from cms.jobs.leases import acquire_lease
from cms.jobs.worker import (
    MAXIMUM_RUNS,
    JobWorker,
    claim_task,
    put_back,
    requeue_abandoned,
)
from cms.models import Lease
from tests.processes import start_manage

runs_seen: list[str] = []


@task()
def note_run(name: str) -> None:
    runs_seen.append(name)


@task()
def break_down(name: str) -> None:
    raise ValueError(name)


@task()
def take_long(seconds: float) -> None:
    time.sleep(seconds)


@pytest.fixture(autouse=True)
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    runs_seen.clear()


def get_statuses():
    return [row.status for row in DBTaskResult.objects.order_by("enqueued_at")]


@pytest.mark.requirement("R5")
def test_worker_runs_what_is_queued_and_a_poison_task_holds_up_nobody(db):
    for function, name in ((note_run, "a"), (break_down, "b"), (note_run, "c")):
        function.enqueue(name)

    assert JobWorker().run_until_empty() == 3

    assert runs_seen == ["a", "c"]
    assert get_statuses() == ["SUCCESSFUL", "FAILED", "SUCCESSFUL"]
    assert Lease.objects.count() == 0


@pytest.mark.requirement("R5")
def test_task_of_a_version_that_is_gone_is_parked(db):
    note_run.enqueue("a")
    DBTaskResult.objects.update(task_path="cms.tasks.gone.away")
    note_run.enqueue("b")

    assert JobWorker().run_until_empty() == 2

    assert get_statuses() == ["FAILED", "SUCCESSFUL"]


@pytest.mark.requirement("R5", "S4")
def test_task_of_a_dead_worker_is_queued_again(db):
    note_run.enqueue("a")
    dead = JobWorker()
    acquire_lease(f"worker:{dead.name}", dead.name[:32], seconds=60)
    assert claim_task(dead.name) is not None
    # It lives: nobody else may have its task.
    assert (requeue_abandoned(), get_statuses()) == (0, ["RUNNING"])

    Lease.objects.update(held_until=Now() - dt.timedelta(seconds=1))

    assert (requeue_abandoned(), get_statuses()) == (1, ["READY"])
    assert JobWorker().run_until_empty() == 1
    assert runs_seen == ["a"]


@pytest.mark.requirement("R5")
def test_task_that_kills_every_worker_is_marked_as_failed(db):
    note_run.enqueue("a")
    for _run in range(MAXIMUM_RUNS):
        assert claim_task(JobWorker().name) is not None
        requeue_abandoned()

    row = DBTaskResult.objects.get()
    assert (row.status, len(row.worker_ids)) == ("FAILED", MAXIMUM_RUNS)
    assert "The worker died on every attempt." in row.traceback


@pytest.mark.requirement("R5")
def test_task_of_another_kind_of_worker_is_left_alone(db):
    note_run.enqueue("a")
    claim_task("some-other-worker")

    assert (requeue_abandoned(), get_statuses()) == (0, ["RUNNING"])


@pytest.mark.requirement("R5")
def test_task_is_put_back_once(db):
    note_run.enqueue("a")
    row = claim_task(JobWorker().name)

    assert (put_back(row), put_back(row)) == (1, 0)


@pytest.mark.requirement("R5", "R23")
def test_command_works_off_the_queue(db, capsys):
    note_run.enqueue("a")

    for _run in range(3):
        call_command("run_jobs", "--until-empty")

    assert capsys.readouterr().out == "1 jobs done\n0 jobs done\n0 jobs done\n"


@pytest.mark.kill
@pytest.mark.requirement("R5")
@pytest.mark.django_db(transaction=True)
def test_worker_that_is_told_to_end_gives_its_task_back_within_ten_seconds():
    take_long.enqueue(60)
    connection.close()
    worker = start_manage("run_jobs", EMAIL_URL="console://")
    wait_for_status("RUNNING")

    started = time.monotonic()
    worker.send_signal(signal.SIGTERM)
    worker.communicate(timeout=30)

    assert time.monotonic() - started < 10
    assert worker.returncode == 0
    assert get_statuses() == ["READY"]
    assert Lease.objects.filter(name__startswith="worker:").count() == 0


@pytest.mark.kill
@pytest.mark.requirement("R5")
@pytest.mark.django_db(transaction=True)
def test_idle_worker_ends_at_once():
    note_run.enqueue("a")
    connection.close()
    worker = start_manage("run_jobs", EMAIL_URL="console://")
    wait_for_status("SUCCESSFUL")

    started = time.monotonic()
    worker.send_signal(signal.SIGTERM)
    worker.communicate(timeout=30)

    assert time.monotonic() - started < 5
    assert worker.returncode == 0


@pytest.mark.kill
@pytest.mark.requirement("R5")
@pytest.mark.django_db(transaction=True)
def test_killed_worker_leaves_nothing_running(repetitions):
    for _round in range(repetitions):
        DBTaskResult.objects.all().delete()
        take_long.enqueue(60)
        connection.close()
        worker = start_manage("run_jobs", EMAIL_URL="console://")
        wait_for_status("RUNNING")
        worker.kill()
        worker.communicate(timeout=30)
        Lease.objects.update(held_until=Now() - dt.timedelta(seconds=1))

        assert requeue_abandoned() == 1
        assert get_statuses() == ["READY"]


def wait_for_status(status: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if DBTaskResult.objects.filter(status=status).exists():
            return
        time.sleep(0.1)
    raise AssertionError(f"never {status}: {get_statuses()} at {timezone.now()}")
