"""Entries leave for the search server after their cause, by a job; nobody waits (F16, F18)."""

import time

import structlog
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Q
from django_tasks import task

from search.backends.loading import has_server, load_keeper
from search.models import Entry
from search.questions import BackendUnavailableError

BATCH = 500
SECONDS_A_RUN = 20.0
REFUSED_SECONDS = 3600

log = structlog.get_logger("verbund.search")


def wake_up() -> None:
    """Ask a worker to send, when the transaction is over; the dated run would come anyway."""
    if not has_server() or not send_entries.get_backend().supports_defer:
        return
    callbacks = [entry[1] for entry in connection.run_on_commit]
    if _enqueue_sending not in callbacks:
        transaction.on_commit(_enqueue_sending, robust=True)


def _enqueue_sending() -> None:
    send_entries.enqueue()


@task()
def send_entries() -> int:
    """Wake up: send what is unsent."""
    return send_unsent()


def send_unsent(*, seconds: float = SECONDS_A_RUN) -> int:
    """Send what the search server has not heard of, for so many seconds; return how many.

    A server that is away is asked once, briefly; what is unsent stays so. Two senders at
    a time do the same twice, which the versions make harmless.
    """
    if not has_server():
        return 0
    keeper, end = load_keeper(), time.monotonic() + seconds
    count, after = 0, Q()
    try:
        keeper.ping()
        while time.monotonic() < end:
            rows = list(
                Entry.objects.unsent().filter(after).prefetch_related("values")[:BATCH]
            )
            if not rows:
                break
            sent = keeper.send(rows)
            _finish(sent.taken)
            _tell_refused(sent.refused)
            count += len(sent.taken)
            # What was refused or waits for its index is not looked at twice in a run.
            last = rows[-1]
            after = Q(changed_at__gt=last.changed_at) | Q(
                changed_at=last.changed_at, pk__gt=last.pk
            )
    except BackendUnavailableError as error:
        log.warning("search_server_unreachable", error=str(error))
    return count


def _finish(rows: list[Entry]) -> None:
    """Note what the server has; a row that changed meanwhile stays unsent."""
    gone = Q()
    for row in rows:
        if row.is_gone:
            gone |= Q(pk=row.pk, version=row.version)
    if gone:
        Entry.objects.filter(gone, is_gone=True).delete()
    kept = [row for row in rows if not row.is_gone]
    for row in kept:
        row.sent_version = row.version
    Entry.objects.bulk_update(kept, ["sent_version"], batch_size=BATCH)


def _tell_refused(refused: dict[int, str]) -> None:
    """Log each document that the server refuses, once an hour."""
    for key, error in refused.items():
        if cache.add(f"search:refused:{key}", 1, REFUSED_SECONDS):
            log.error("search_document_refused", entry=key, error=error)


def forget_tombstones() -> int:
    """Delete tombstones where there is no search server to tell of them."""
    if has_server():
        return 0
    return Entry.objects.filter(is_gone=True).delete()[0]
