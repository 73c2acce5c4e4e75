"""Durable rows: one worker at a time, by the clock of the database."""

import datetime as dt
import threading

import pytest
import time_machine
from django.db import connection
from django.db.models.functions import Now

from cms.jobs import rows
from cms.jobs.rows import (
    LeaseLostError,
    claim_due,
    extend_lease,
    fail,
    finish,
    get_pause_seconds,
    give_back,
    give_back_held,
    start_again,
    work_off,
)
from cms.models import OutboxMail
from cms.queries.health import get_leased_models

TESTED_TWICE = {
    "cms.LinkCheck": "tests/cms/operations/test_link_checks.py",
    "cms.OutboxMail": "tests/cms/test_outbox.py",
    "community.CircularRun": "tests/community/operations/test_circulars.py",
    "community.DataExport": "tests/community/operations/test_data_exports.py",
    "community.FeedDelivery": "tests/community/operations/test_feed.py",
    "community.MemberImport": "tests/community/importers/test_members.py",
}
"""Where each kind of durable row is run twice and in two halves (R5.3)."""


def make_row(key="1", **kwargs):
    return OutboxMail.objects.create(
        key=key,
        recipient=f"{key}@example.org",
        kind="test",
        event_key=key,
        language="de",
        message_id=f"<{key}@example.org>",
        subject="x",
        text="x",
        **kwargs,
    )


def let_time_pass(seconds=200):
    span = dt.timedelta(seconds=seconds)
    OutboxMail.objects.filter(state="leased").update(leased_until=Now() - span)


@pytest.mark.requirement("R5")
def test_every_kind_of_durable_row_is_tested_twice_and_in_halves():
    assert {model._meta.label for model in get_leased_models()} == set(TESTED_TWICE)


@pytest.mark.requirement("R5")
def test_row_is_claimed_by_one_worker(db):
    row = make_row()

    assert claim_due(OutboxMail) == row
    assert claim_due(OutboxMail) is None


@pytest.mark.requirement("R5")
def test_rows_are_claimed_in_the_order_they_are_due(db):
    late, early = make_row("late"), make_row("early")
    OutboxMail.objects.filter(pk=early.pk).update(due_at=Now() - dt.timedelta(hours=1))
    OutboxMail.objects.create(
        key="later",
        recipient="x@example.org",
        language="de",
        due_at=Now() + dt.timedelta(hours=1),
    )

    claimed = [claim_due(OutboxMail) for _number in range(3)]

    assert claimed == [early, late, None]


@pytest.mark.requirement("R5")
def test_row_of_a_dead_worker_is_claimed_again_when_its_lease_is_over(db):
    make_row()
    dead = claim_due(OutboxMail)
    let_time_pass()

    alive = claim_due(OutboxMail)

    assert (alive.pk, alive.attempts) == (dead.pk, 2)
    with pytest.raises(LeaseLostError):
        finish(dead)
    finish(alive)
    assert OutboxMail.objects.get().state == "done"


@pytest.mark.requirement("R5")
def test_heartbeat_keeps_a_row(db):
    make_row()
    row = claim_due(OutboxMail)
    OutboxMail.objects.update(leased_until=Now() + dt.timedelta(seconds=1))

    extend_lease(row)

    later = Now() + dt.timedelta(seconds=OutboxMail.lease_seconds - 10)
    assert OutboxMail.objects.filter(leased_until__gt=later).count() == 1


@pytest.mark.requirement("R5", "R17")
def test_leases_go_by_the_clock_of_the_database_not_of_the_worker(db):
    make_row()
    with time_machine.travel(dt.datetime(2040, 1, 1, tzinfo=dt.UTC)):
        row = claim_due(OutboxMail)
        assert claim_due(OutboxMail) is None
    with time_machine.travel(dt.datetime(2001, 1, 1, tzinfo=dt.UTC)):
        assert claim_due(OutboxMail) is None
        fail(row, "moved clock")

    soon = Now() + dt.timedelta(minutes=5)
    assert OutboxMail.objects.filter(due_at__gt=Now(), due_at__lt=soon).count() == 1


@pytest.mark.requirement("R5")
def test_failed_row_waits_longer_each_time_and_dies_after_the_last(db):
    make_row()
    pauses = []
    for _attempt in range(len(OutboxMail.retry_seconds)):
        row = claim_due(OutboxMail)
        pauses.append(get_pause_seconds(row))
        fail(row, "451 later")
        OutboxMail.objects.update(due_at=Now())
    fail(claim_due(OutboxMail), "451 for the last time")

    row = OutboxMail.objects.get()
    expected = OutboxMail.retry_seconds
    assert [
        round(pause / base) for pause, base in zip(pauses, expected, strict=True)
    ] == ([1] * len(expected))
    assert sum(expected) == 24 * 60 * 60
    assert (row.state, row.last_error) == ("dead", "451 for the last time")
    assert claim_due(OutboxMail) is None


@pytest.mark.requirement("R5")
def test_row_that_kills_its_worker_every_time_is_buried(db):
    make_row(attempts=len(OutboxMail.retry_seconds))
    assert claim_due(OutboxMail) is not None
    let_time_pass()

    assert claim_due(OutboxMail) is None

    row = OutboxMail.objects.get()
    assert (row.state, row.last_error) == ("dead", "The worker died on every attempt.")
    assert start_again(row) is True
    assert claim_due(OutboxMail).attempts == 1


@pytest.mark.requirement("R5")
def test_given_back_row_is_due_at_once_and_has_not_failed(db):
    make_row()

    give_back(claim_due(OutboxMail))

    assert claim_due(OutboxMail).attempts == 1


@pytest.mark.requirement("R5")
def test_poison_row_holds_up_nobody(db):
    for key in ("a", "poison", "b"):
        make_row(key)
    seen = []

    def work(row):
        seen.append(row.key)
        if row.key == "poison":
            raise ValueError("bad bytes")
        finish(row)
        return True

    assert work_off(OutboxMail, work, seconds=60) == 3
    assert seen == ["a", "poison", "b"]
    row = OutboxMail.objects.get(key="poison")
    assert (row.state, row.last_error) == ("due", "ValueError: bad bytes")


@pytest.mark.requirement("R5")
def test_row_is_given_back_when_the_process_ends(db):
    make_row()

    def work(row):
        raise SystemExit

    with pytest.raises(SystemExit):
        work_off(OutboxMail, work, seconds=60)

    assert OutboxMail.objects.values_list("state", "attempts").get() == ("due", 0)


@pytest.mark.requirement("R5")
def test_row_of_another_thread_is_given_back_when_the_process_ends(db):
    make_row()

    def work(row):
        give_back_held()
        return True

    work_off(OutboxMail, work, seconds=0.01)

    assert OutboxMail.objects.values_list("state", "attempts").get() == ("due", 0)


def test_nothing_more_is_claimed_by_a_process_that_was_told_to_end(db):
    make_row()
    rows.stopping.set()
    try:
        assert work_off(OutboxMail, finish, seconds=60) == 0
    finally:
        rows.stopping.clear()


def test_lost_lease_is_no_failure(db):
    make_row()

    def work(row):
        OutboxMail.objects.update(leased_by="somebody else")
        finish(row)

    assert work_off(OutboxMail, work, seconds=60) == 1
    assert OutboxMail.objects.values_list("state", "last_error").get() == ("leased", "")


@pytest.mark.race
@pytest.mark.requirement("R5", "R12", "S12")
@pytest.mark.django_db(transaction=True)
def test_parallel_workers_never_share_a_row(repetitions):
    for _round in range(repetitions):
        OutboxMail.objects.all().delete()
        for number in range(20):
            make_row(f"{number}")
        claimed, errors, barrier = [], [], threading.Barrier(8)

        def work(claimed=claimed, errors=errors, barrier=barrier):
            barrier.wait()
            try:
                work_off(OutboxMail, take, seconds=60)
            except Exception as error:  # noqa: BLE001 -- a thread reports
                errors.append(error)
            finally:
                connection.close()

        def take(row, claimed=claimed):
            claimed.append(row.pk)
            finish(row)
            return True

        threads = [threading.Thread(target=work) for _number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert errors == []
        assert sorted(claimed) == sorted(
            OutboxMail.objects.values_list("pk", flat=True)
        )
        assert OutboxMail.objects.filter(state="done").count() == 20
