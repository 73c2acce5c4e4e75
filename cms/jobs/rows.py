"""The door to durable rows: claim, hold, finish, fail, give back, start again (R5)."""

import datetime as dt
import random
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

import structlog
from django.db.models import F, Q
from django.db.models.functions import Now

from cms.enums import LeaseState
from cms.models import LeasedRow

RowT = TypeVar("RowT", bound=LeasedRow)

JITTER = 0.1
"""Pauses grow or shrink by up to a tenth, so that rows that failed together part."""

CANDIDATES = 20
ERROR_LENGTH = 2000

stopping = threading.Event()
"""Set when this process was told to end: claim nothing more."""

_held: dict[str, LeasedRow] = {}

log = structlog.get_logger("verbund.jobs")


class LeaseLostError(Exception):
    """The lease ran out and another worker may have the row: stop, write nothing."""


def work_off(model: type[RowT], work: Callable[[RowT], bool], *, seconds: float) -> int:
    """Claim row after row and work on each, for so many seconds; return how many.

    ``work`` ends the row by ``finish`` or ``fail`` and returns whether to go on. What it
    raises counts as a failed attempt of this one row: a poison row holds up nobody else.
    """
    count, end = 0, time.monotonic() + seconds
    while not stopping.is_set() and time.monotonic() < end:
        row = claim_due(model)
        if row is None:
            break
        count += 1
        if not _work_on(row, work):
            break
    return count


def give_back_held() -> None:
    """Give back the rows that threads of this ending process still work on."""
    for row in list(_held.values()):
        with suppress(LeaseLostError):
            give_back(row)


def _work_on(row: RowT, work: Callable[[RowT], bool]) -> bool:
    _held[row.leased_by] = row
    try:
        return work(row)
    except LeaseLostError:
        log.warning("lease_lost", row=str(row))
    except Exception as error:
        log.exception("row_failed", row=str(row))
        fail(row, f"{type(error).__name__}: {error}")
    except BaseException:
        # The process ends: somebody else may have the row at once.
        give_back(row)
        raise
    finally:
        _held.pop(row.leased_by, None)
    return True


def claim_due(model: type[RowT]) -> RowT | None:
    """Take one row that is due, or whose worker has died; None if there is none.

    The update names the state, so that of many workers one gets the row. A row that
    killed its worker on every attempt is buried instead of claimed again.
    """
    rows: Any = model.objects
    bury_abandoned(model)
    due = rows.claimable().order_by("due_at", "pk")
    candidates = list(due.values_list("pk", flat=True)[:CANDIDATES])
    token = secrets.token_hex(16)
    for pk in candidates:
        claimed = (
            rows.claimable()
            .filter(pk=pk)
            .update(
                state=LeaseState.LEASED,
                leased_by=token,
                leased_until=Now() + dt.timedelta(seconds=model.lease_seconds),
                attempts=F("attempts") + 1,
            )
        )
        if claimed:
            row: RowT = rows.get(pk=pk)
            return row
    return None


def extend_lease(row: LeasedRow) -> None:
    """Keep a claimed row for another lease; long work calls this between its steps.

    Raises:
        LeaseLostError: the lease ran out and somebody else has the row.
    """
    end = Now() + dt.timedelta(seconds=row.lease_seconds)
    _update_held(row, leased_until=end)


def finish(row: LeasedRow, **values: Any) -> None:
    """Mark a claimed row as done and set further columns with the same update.

    Raises:
        LeaseLostError: the lease ran out and somebody else has the row.
    """
    _let_go(row, state=LeaseState.DONE, finished_at=Now(), last_error="", **values)


def fail(row: LeasedRow, error: str, *, is_final: bool = False, **values: Any) -> None:
    """Put a claimed row back for a later attempt, or bury it after its last one.

    Raises:
        LeaseLostError: the lease ran out and somebody else has the row.
    """
    text = error[:ERROR_LENGTH]
    pause = get_pause_seconds(row)
    if is_final or pause is None:
        _let_go(
            row, state=LeaseState.DEAD, finished_at=Now(), last_error=text, **values
        )
    else:
        due = Now() + dt.timedelta(seconds=pause)
        _let_go(row, state=LeaseState.DUE, due_at=due, last_error=text, **values)


def give_back(row: LeasedRow, *, pause_seconds: float = 0) -> None:
    """Return a claimed row untouched: it did not fail, its attempt does not count.

    Raises:
        LeaseLostError: the lease ran out and somebody else has the row.
    """
    # A sum has more digits than the bare time, and SQLite would compare them as text.
    due = Now() + dt.timedelta(seconds=pause_seconds) if pause_seconds else Now()
    _let_go(row, state=LeaseState.DUE, due_at=due, attempts=F("attempts") - 1)


def start_again(row: LeasedRow) -> bool:
    """Make a dead row due again, with all its attempts; False if it is not dead."""
    rows: Any = type(row).objects
    return bool(
        rows.dead()
        .filter(pk=row.pk)
        .update(state=LeaseState.DUE, due_at=Now(), attempts=0, finished_at=None)
    )


def bury_abandoned(model: type[LeasedRow]) -> int:
    """Bury rows whose worker died on the last attempt too; return how many."""
    rows: Any = model.objects
    return int(
        rows.filter(
            state=LeaseState.LEASED,
            leased_until__lte=Now(),
            attempts__gt=len(model.retry_seconds),
        ).update(
            state=LeaseState.DEAD,
            leased_until=None,
            leased_by="",
            finished_at=Now(),
            last_error="The worker died on every attempt.",
        )
    )


def get_pause_seconds(row: LeasedRow) -> float | None:
    """Return the pause after this attempt, with jitter; None after the last one."""
    if row.attempts > len(row.retry_seconds):
        return None
    pause = row.retry_seconds[max(row.attempts, 1) - 1]
    return pause * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 -- no secret


def _let_go(row: LeasedRow, **values: Any) -> None:
    _update_held(row, leased_until=None, leased_by="", **values)


def _update_held(row: LeasedRow, **values: Any) -> None:
    rows: Any = type(row).objects
    held = Q(pk=row.pk, state=LeaseState.LEASED, leased_by=row.leased_by)
    if rows.filter(held).update(**values) == 0:
        raise LeaseLostError(f"{row}")
