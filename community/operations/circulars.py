"""Writing to many, letting it go, taking it back, and telling each once (CO39, R5, R6)."""

import datetime as dt
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cms.jobs.rows import extend_lease, finish, work_off
from cms.models import Network
from cms.transitions import WrongStateError, apply_transition
from community.conf import get_days, get_setting
from community.enums import CircularState, CircularTarget
from community.models import (
    Circular,
    CircularRun,
    CircularText,
    Member,
    Organisation,
)
from community.notifications.circulars import tell_circular
from community.queries.circulars import (
    Letter,
    choose_letter,
    find_recipients,
    list_letters,
)
from community.transitions import (
    BEGIN_CIRCULAR,
    DISCARD_CIRCULAR,
    END_CIRCULAR,
    SEND_CIRCULAR,
    TAKE_CIRCULAR_BACK,
)

BATCH = 100
SECONDS_A_RUN = 25.0
KEY_BYTES = 16


class NobodyToTellError(Exception):
    """Nobody would get it."""


@dataclass(frozen=True, kw_only=True)
class CircularContent:
    """What a form says of a circular; ``texts`` are pairs of title and text by language."""

    network: Network
    target: CircularTarget
    is_service: bool
    texts: Mapping[str, tuple[str, str]]
    role: str = ""
    members: Collection[Member] = ()
    organisations: Collection[Organisation] = ()


@transaction.atomic
def write_circular(
    *, content: CircularContent, actor: Any, now: dt.datetime
) -> Circular:
    """Make a draft."""
    circular = Circular(written_by=actor, written_at=now)
    _write(circular, content)
    return circular


@transaction.atomic
def change_circular(*, circular: Circular, content: CircularContent) -> Circular:
    """Write a draft anew.

    Raises:
        WrongStateError: it is on its way, or was discarded.
    """
    row = _lock(circular)
    if row.state != CircularState.DRAFT:
        raise WrongStateError(f"change: {row}")
    _write(row, content)
    return row


@transaction.atomic
def send_circular(*, circular: Circular, actor: Any, now: dt.datetime) -> Circular:
    """Let it go in a few minutes; until then it can be taken back.

    Raises:
        NobodyToTellError: nobody would get it.
        WrongStateError: somebody was quicker.
    """
    row = _lock(circular)
    count = find_recipients(row, timezone.localdate(now)).count()
    if not count:
        raise NobodyToTellError
    row.leaves_at = now + dt.timedelta(minutes=get_setting("CIRCULAR_UNDO_MINUTES"))
    row.recipient_count = count
    row.save(update_fields=["leaves_at", "recipient_count"])
    apply_transition(row=row, transition=SEND_CIRCULAR, actor=actor, now=now)
    CircularRun.objects.create(
        key=secrets.token_hex(KEY_BYTES),
        circular=row,
        due_at=row.leaves_at,
        created_at=now,
    )
    return row


@transaction.atomic
def take_circular_back(*, circular: Circular, actor: Any, now: dt.datetime) -> Circular:
    """Make it a draft again: nobody has been told.

    Raises:
        WrongStateError: the sending has begun.
    """
    row = _lock(circular)
    apply_transition(row=row, transition=TAKE_CIRCULAR_BACK, actor=actor, now=now)
    row.leaves_at = row.recipient_count = None
    row.save(update_fields=["leaves_at", "recipient_count"])
    CircularRun.objects.filter(circular=row).delete()
    return row


@transaction.atomic
def discard_circular(*, circular: Circular, actor: Any, now: dt.datetime) -> Circular:
    """Put a draft away; its list of people goes at once.

    Raises:
        WrongStateError: it is on its way.
    """
    row = _lock(circular)
    apply_transition(row=row, transition=DISCARD_CIRCULAR, actor=actor, now=now)
    _end(row, now)
    return row


def send_due_circulars(now: dt.datetime) -> int:
    """Tell what is due, for half a minute at most; return how many were worked on."""
    return work_off(CircularRun, lambda row: send_run(row, now), seconds=SECONDS_A_RUN)


def send_run(run: CircularRun, now: dt.datetime) -> bool:
    """Tell everybody, batch by batch; what another worker has told is left alone.

    Each batch, the mark how far it got and the figure are one transaction that holds the
    row of the run: killed at any point, the next worker goes on behind the last batch.
    """
    circular = Circular.objects.select_related("network").get(pk=run.circular_id)
    if circular.state == CircularState.SCHEDULED:
        try:
            apply_transition(
                row=circular, transition=BEGIN_CIRCULAR, actor=None, now=now
            )
        except WrongStateError:
            # Taken back in this moment; its row goes with that.
            return True
    letters = list_letters(circular)
    while _tell_batch(run, circular, letters, now):
        pass
    with transaction.atomic():
        finish(run)
        apply_transition(row=circular, transition=END_CIRCULAR, actor=None, now=now)
        _end(circular, now)
    return True


def forget_circulars(now: dt.datetime) -> int:
    """Delete what was sent or discarded long ago."""
    old = Circular.objects.ended_until(now - get_days("CIRCULAR_DAYS"))
    return old.delete()[0]


@transaction.atomic
def _tell_batch(
    run: CircularRun,
    circular: Circular,
    letters: Mapping[str, Letter],
    now: dt.datetime,
) -> bool:
    # First: of two workers that believe to hold the row one stops here.
    extend_lease(run)
    people = find_recipients(circular, timezone.localdate(now))
    batch = list(
        people.filter(pk__gt=run.last_member)
        .select_related("user")
        .order_by("pk")[:BATCH]
    )
    if not batch:
        return False
    told = 0
    for member in batch:
        letter = choose_letter(letters, member.language)
        told += tell_circular(
            circular=circular,
            title=letter.title,
            text=letter.text,
            member=member,
            now=now,
        )
    Circular.objects.filter(pk=circular.pk).update(told_count=F("told_count") + told)
    last = batch[-1].pk
    CircularRun.objects.filter(pk=run.pk).update(last_member=last)
    run.last_member = last
    return True


def _end(circular: Circular, now: dt.datetime) -> None:
    """Keep to how many it went, not to whom."""
    Circular.objects.filter(pk=circular.pk).update(ended_at=now)
    circular.members.clear()
    circular.organisations.clear()


def _write(circular: Circular, content: CircularContent) -> None:
    is_role = content.target == CircularTarget.ROLE
    is_chosen = content.target == CircularTarget.CHOSEN
    circular.network, circular.target = content.network, content.target
    circular.role = content.role if is_role else ""
    circular.is_service = content.is_service
    circular.save()
    circular.members.set(content.members if is_chosen else ())
    circular.organisations.set(content.organisations if is_chosen else ())
    for language, (title, text) in content.texts.items():
        CircularText.objects.update_or_create(
            circular=circular,
            language=language,
            defaults={"title": title, "text": text},
        )


def _lock(circular: Circular) -> Circular:
    rows = Circular.objects.select_for_update(of=("self",)).select_related("network")
    return rows.get(pk=circular.pk)
