"""What keeps the indices equal to the entry table; `search.indexing` calls it (F16, F17)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from search.backends.elasticsearch.comparing import (
    compare,
    summarise_index,
    summarise_table,
)
from search.backends.elasticsearch.errors import unavailable
from search.backends.elasticsearch.indices import call, find_indices
from search.backends.elasticsearch.names import list_languages, name_alias
from search.backends.elasticsearch.rebuilding import Report, delete_documents, rebuild
from search.backends.elasticsearch.sending import Sent, send
from search.documents import name_shape
from search.models import Entry

PING_SECONDS = 1.0
SENT_BEFORE = 1
"""A version that the server has had some time; 0 would mean that it never heard of it."""


@dataclass(frozen=True)
class IndexState:
    """One index as `search_status` shows it."""

    language: str
    alias: str
    index: str
    building: str
    is_right: bool
    documents: int
    shape: str


class Keeper:
    """All of it raises `BackendUnavailableError` when the server is away or full."""

    def ping(self) -> None:
        """Ask the server whether it searches, briefly."""
        with unavailable():
            call(PING_SECONDS).cluster.health(timeout="0s")

    def try_search(self) -> None:
        """Ask all indices for nothing, as a question would."""
        aliases = [name_alias(language) for language in list_languages()]
        with unavailable():
            call(PING_SECONDS).search(
                index=aliases,
                size=0,
                collapse={"field": "thing"},
                allow_partial_search_results=False,
            )

    def send(self, entries: Iterable[Entry]) -> Sent:
        """Send entries of any languages; those without an index wait for theirs."""
        by_language: dict[str, list[Entry]] = {}
        for entry in entries:
            by_language.setdefault(entry.language, []).append(entry)
        sent = Sent()
        with unavailable():
            found = find_indices(list(by_language))
            for language, rows in by_language.items():
                if not found[language].live:
                    continue
                part = send(rows, found[language].aliases)
                sent.taken += part.taken
                sent.refused |= part.refused
        return sent

    def list_wrong(self) -> list[str]:
        """Return the languages whose index is missing, unfinished or of another shape."""
        languages = list_languages()
        with unavailable():
            found = find_indices(languages)
        return [
            language
            for language in languages
            if not found[language].is_right or found[language].building
        ]

    def rebuild(self, language: str, *, now: dt.datetime, report: Report) -> int:
        """Build an index anew, or finish one; return how many entries it was given."""
        with unavailable():
            return rebuild(language, now=now, report=report)

    def list_differing(self) -> list[str]:
        """Return the languages whose index has other entries or versions."""
        differing = []
        with unavailable():
            for language in list_languages():
                unsent = Entry.objects.unsent().filter(language=language)
                if unsent.exists():
                    continue
                alias = name_alias(language)
                # Twice the table: what changes while we count is no difference.
                before = summarise_table(language)
                call().indices.refresh(index=alias)
                found = summarise_index(alias)
                if found != before and before == summarise_table(language):
                    differing.append(language)
        return differing

    def reconcile(self, language: str) -> int:
        """Find what differs entry by entry, put it right or mark it unsent; return how much."""
        count = 0
        alias = name_alias(language)
        with unavailable():
            for difference in compare(language, alias):
                missing = Entry.objects.filter(
                    pk__in=difference.missing, sent_version=F("version")
                )
                # One more than what was deleted there by hand, which the server remembers.
                count += missing.update(
                    version=F("version") + 1, sent_version=SENT_BEFORE
                )
                for key, version in difference.newer:
                    older = Entry.objects.filter(pk=key, version__lte=version)
                    count += older.update(version=version + 1, sent_version=SENT_BEFORE)
                if difference.superfluous:
                    delete_documents(difference.superfluous, alias)
                    count += len(difference.superfluous)
        return count

    def list_states(self) -> list[IndexState]:
        """Return each index as it is."""
        languages = list_languages()
        with unavailable():
            found = find_indices(languages)
            return [
                IndexState(
                    language=language,
                    alias=name_alias(language),
                    index=indices.live,
                    building=indices.building,
                    is_right=indices.is_right,
                    documents=summarise_index(indices.live).count
                    if indices.live
                    else 0,
                    shape=indices.shape or name_shape(language),
                )
                for language, indices in found.items()
            ]
