"""The search server is made equal to the entry table, whatever happened to it (F16 to F18)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from django.db.models import Count, Min

from cms.jobs.leases import hold_lease
from search.backends.breaker import Circuit, get_circuit, note_success
from search.backends.loading import has_server, load_keeper
from search.indexing.sending import send_unsent
from search.models import Entry
from search.questions import BackendUnavailableError

REBUILDER = "search rebuild"
LEASE_SECONDS = 60

Report = Callable[[str, int, int], None]

log = structlog.get_logger("verbund.search")


class AlreadyRebuildingError(Exception):
    """Another process builds the indices at this moment."""


def rebuild_indices(
    *, now: dt.datetime, languages: list[str], report: Report | None = None
) -> dict[str, int]:
    """Build the indices of these languages anew; searches are answered throughout.

    Returns how many entries each was given: ``{"de": 412, "en": 190}``.

    Raises:
        AlreadyRebuildingError: somebody else is at it.
        BackendUnavailableError: the search server is away; the next call goes on.
    """
    keeper, counts = load_keeper(), {}
    with hold_lease(REBUILDER, seconds=LEASE_SECONDS) as holder:
        if holder is None:
            raise AlreadyRebuildingError
        for language in languages:
            counts[language] = keeper.rebuild(
                language, now=now, report=report or _be_quiet
            )
    send_unsent()
    return counts


def _be_quiet(_language: str, _count: int, _total: int) -> None:
    pass


def repair_indices(*, now: dt.datetime) -> int:
    """Build what is missing, unfinished or wrong; put right what differs; return how much.

    Nothing is done while the server is away or somebody else builds.
    """
    if not has_server():
        return 0
    keeper, count = load_keeper(), 0
    try:
        keeper.ping()
        wrong = keeper.list_wrong()
        if wrong:
            log.warning("search_indices_wrong", languages=wrong)
            count += sum(rebuild_indices(now=now, languages=wrong).values())
        count += send_unsent()
        for language in keeper.list_differing():
            log.warning("search_index_differs", language=language)
            count += keeper.reconcile(language) + send_unsent()
        if get_circuit() is not Circuit.CLOSED:
            keeper.try_search()
            note_success()
    except AlreadyRebuildingError:
        log.info("search_rebuild_under_way")
    except BackendUnavailableError as error:
        log.warning("search_server_unreachable", error=str(error))
    return count


def reconcile_indices(*, now: dt.datetime) -> int:
    """Compare every entry with its document and put right what differs; return how much.

    Raises:
        BackendUnavailableError: the search server is away.
    """
    keeper = load_keeper()
    wrong = keeper.list_wrong()
    count = sum(rebuild_indices(now=now, languages=wrong).values()) if wrong else 0
    send_unsent()
    for state in keeper.list_states():
        count += keeper.reconcile(state.language)
    send_unsent()
    return count


@dataclass(frozen=True)
class EntryCount:
    """Entries of a language, and those that the search server has not heard of."""

    entries: int = 0
    unsent: int = 0
    oldest_unsent_seconds: int = 0

    def __str__(self) -> str:
        return (
            f"entries {self.entries}, unsent {self.unsent}, "
            f"oldest unsent {self.oldest_unsent_seconds} s"
        )


def count_entries(*, now: dt.datetime) -> dict[str, EntryCount]:
    """Return how many entries each language has: ``{"de": EntryCount(412, 3, 7)}``."""
    counts: dict[str, EntryCount] = defaultdict(EntryCount)
    kept = Entry.objects.filter(is_gone=False).order_by()
    for language, count in kept.values_list("language").annotate(Count("pk")):
        counts[language] = EntryCount(entries=count)
    unsent = Entry.objects.unsent().order_by().values_list("language")
    for language, count, oldest in unsent.annotate(Count("pk"), Min("changed_at")):
        seconds = max(0, int((now - oldest).total_seconds()))
        counts[language] = EntryCount(counts[language].entries, count, seconds)
    return counts
