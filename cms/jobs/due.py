"""Dated work: ask every entry of the schedule what is due, one runner at a time (R5.6)."""

import datetime as dt

import structlog
from django.db.models import Q
from django.db.models.functions import Now

from cms.jobs.leases import acquire_lease, hold_lease
from cms.models import Lease
from cms.schedule import Due, schedule

RUNNER = "run_due"
LEASE_SECONDS = 60

log = structlog.get_logger("verbund.schedule")


def run_due(now: dt.datetime) -> dict[str, int]:
    """Run what is due; an entry that fails does not hold up the others.

    Returns how many rows each entry worked on: ``{"publication": 2, "mail": 0}``.
    Entries that pause or failed are missing; nothing is run while another runner is at it.
    """
    done: dict[str, int] = {}
    with hold_lease(RUNNER, seconds=LEASE_SECONDS) as holder:
        if holder is None:
            return done
        for due in schedule.entries():
            acquire_lease(RUNNER, holder, seconds=LEASE_SECONDS)
            if not _is_paused(due):
                _run(due, now, done)
    return done


def _run(due: Due, now: dt.datetime, done: dict[str, int]) -> None:
    try:
        done[due.name] = due.run(now)
    except Exception:
        log.exception("schedule_entry_failed", entry=due.name)
    else:
        if due.pause:
            Lease.objects.update_or_create(
                name=f"due:{due.name}", defaults={"ran_at": Now()}
            )


def _is_paused(due: Due) -> bool:
    if not due.pause:
        return False
    recently = Q(ran_at__gt=Now() - due.pause)
    return Lease.objects.filter(recently, name=f"due:{due.name}").exists()
