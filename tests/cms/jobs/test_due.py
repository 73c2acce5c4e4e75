"""Dated work: what is due, once, one runner at a time."""

import datetime as dt
import threading

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models.functions import Now

from cms.jobs.due import RUNNER, run_due
from cms.jobs.leases import acquire_lease, hold_lease, release_lease
from cms.models import Lease
from cms.schedule import Due, schedule

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)


@pytest.mark.requirement("ED53")
def test_every_entry_is_asked_and_a_failing_one_holds_up_nobody(db):
    def fail(now):
        raise ValueError

    entries = [
        Due(name="first", run=lambda now: 1, order=1),
        Due(name="broken", run=fail, order=2),
        Due(name="last", run=lambda now: now.year, order=3),
    ]
    with schedule.replaced_by(*entries):
        assert run_due(NOW) == {"first": 1, "last": 2027}


@pytest.mark.requirement("ED53")
def test_entry_pauses_between_two_runs(db):
    entry = Due(name="hourly", run=lambda now: 1, pause=dt.timedelta(hours=1))
    with schedule.replaced_by(entry):
        runs = [run_due(NOW), run_due(NOW)]
        Lease.objects.update(ran_at=Now() - dt.timedelta(hours=2))
        runs.append(run_due(NOW))

    assert runs == [{"hourly": 1}, {}, {"hourly": 1}]


@pytest.mark.requirement("ED53")
def test_second_runner_does_nothing(db):
    assert acquire_lease(RUNNER, "other", seconds=60) is True
    with schedule.replaced_by(Due(name="x", run=lambda now: 1)):
        assert run_due(NOW) == {}
        release_lease(RUNNER, "other")
        assert run_due(NOW) == {"x": 1}


@pytest.mark.requirement("R5", "ED53")
def test_lease_of_a_dead_runner_is_taken_over(db):
    acquire_lease(RUNNER, "dead", seconds=60)
    Lease.objects.update(held_until=Now() - dt.timedelta(seconds=1))

    with schedule.replaced_by(Due(name="x", run=lambda now: 1)):
        assert run_due(NOW) == {"x": 1}


@pytest.mark.requirement("R23")
def test_command_runs_three_times_to_the_same_state(portal, capsys):
    for _run in range(3):
        call_command("run_due")

    names = sorted(Lease.objects.values_list("name", flat=True))
    assert capsys.readouterr().out == ""
    assert names == [
        "due:ages",
        "due:answers to forms",
        "due:banned accounts",
        "due:claims of providers",
        "due:claims that lapse",
        "due:claims to forget",
        "due:clearances ending",
        "due:clearances left",
        "due:clearances to forget",
        "due:ended accounts",
        "due:erasures",
        "due:figures of members",
        "due:follows of what is hidden",
        "due:groups grown out of",
        "due:groups soon grown out of",
        "due:guardians",
        "due:invitations",
        "due:invited addresses",
        "due:invited people",
        "due:late requests",
        "due:letters",
        "due:links",
        "due:lists of members",
        "due:lost sizes",
        "due:old addresses",
        "due:old cases",
        "due:old circulars",
        "due:old conversations",
        "due:old data exports",
        "due:old devices",
        "due:old enquiries",
        "due:old erasures",
        "due:old feeds",
        "due:old imports of people",
        "due:old links",
        "due:old mails",
        "due:old notifications",
        "due:old queries",
        "due:old recipients",
        "due:old requests",
        "due:old saved searches",
        "due:old versions of pages",
        "due:orphans",
        "due:removed items",
        "due:repeated erasures",
        "due:resting conversations",
        "due:reviews",
        "due:roles",
        "due:safeguarding cases to forget",
        "due:safeguarding reads to forget",
        "due:search comparison",
        "due:search dates",
        "due:search entries",
        "due:search indices",
        "due:search words",
        "due:sessions",
        "due:silent requests",
        "due:tasks",
        "due:unanswered consents",
        "due:unappealed cases",
        "due:unused accounts",
        "run_due",
    ]


@pytest.mark.requirement("R5")
@pytest.mark.django_db(transaction=True)
def test_heartbeat_keeps_the_lease_of_long_work():
    with hold_lease("slow", seconds=1) as holder:
        held = threading.Event()
        assert held.wait(1.5) is False
        assert holder is not None
        assert acquire_lease("slow", "other", seconds=1) is False

    assert acquire_lease("slow", "other", seconds=1) is True


@pytest.mark.race
@pytest.mark.requirement("R12", "S12")
@pytest.mark.django_db(transaction=True)
def test_parallel_runners_never_run_at_the_same_time(repetitions):
    for _round in range(repetitions):
        Lease.objects.all().delete()
        inside, peaks, refused = [], [], threading.Event()
        barrier = threading.Barrier(6)

        def note(now, inside=inside, peaks=peaks, refused=refused):
            inside.append(1)
            peaks.append(len(inside))
            refused.wait(10)
            inside.pop()
            return 1

        def run(barrier=barrier, refused=refused):
            barrier.wait()
            try:
                if not run_due(NOW):
                    refused.set()
            finally:
                connection.close()

        with schedule.replaced_by(Due(name="x", run=note)):
            threads = [threading.Thread(target=run) for _number in range(6)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        assert set(peaks) == {1}
        assert refused.is_set() is True
        assert Lease.objects.filter(name=RUNNER, holder="").count() == 1
