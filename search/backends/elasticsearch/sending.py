"""Entries sent as they are; a later version is never overwritten by an earlier one (F16)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from elasticsearch import helpers

from search.backends.elasticsearch.indices import call
from search.documents import build_document, make_id
from search.models import Entry
from search.questions import BackendUnavailableError

CHUNK = 500
CHUNK_BYTES = 8 * 1024 * 1024
TAKEN = {
    HTTPStatus.OK,
    HTTPStatus.CREATED,
    # Deleted already.
    HTTPStatus.NOT_FOUND,
    # The server has a later version.
    HTTPStatus.CONFLICT,
}
BUSY = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.FORBIDDEN}
"""Not the document's fault: a full queue, a disk that is full."""


class ServerBusyError(BackendUnavailableError):
    """The server takes nothing now; later it will."""


@dataclass
class Sent:
    """Which entries the server has, and what it said of those that it refused, by key."""

    taken: list[Entry] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


def send(entries: Iterable[Entry], aliases: list[str]) -> Sent:
    """Send entries to each of the aliases; a document that is refused holds up no other.

    Raises:
        ServerBusyError: the server takes nothing now.
    """
    rows = list(entries)
    by_id: dict[str, Entry] = {make_id(row): row for row in rows}
    sent = Sent()
    outcomes = helpers.streaming_bulk(
        call(),
        (action for row in rows for action in make_actions(row, aliases)),
        chunk_size=CHUNK,
        max_chunk_bytes=CHUNK_BYTES,
        raise_on_error=False,
        raise_on_exception=True,
        require_alias=True,
    )
    for _is_fine, outcome in outcomes:
        ((_verb, result),) = outcome.items()
        refusal = read_refusal(result)
        if refusal:
            sent.refused[by_id[result["_id"]].pk] = refusal
    sent.taken = [row for row in rows if row.pk not in sent.refused]
    return sent


def read_refusal(result: dict[str, Any]) -> str:
    """Return why a document was not taken; empty if it was.

    Raises:
        ServerBusyError: it will be taken later.
    """
    status, error = result["status"], result.get("error")
    if status in BUSY or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise ServerBusyError(f"{status} {error}"[:300])
    if status == HTTPStatus.NOT_FOUND and error:
        # The alias is gone, not the document.
        raise ServerBusyError(f"{error}"[:300])
    return "" if status in TAKEN else f"{status} {error}"[:300]


def make_actions(entry: Entry, aliases: list[str]) -> Iterator[dict[str, Any]]:
    """Yield what a bulk does with an entry, for each of the aliases."""
    action: dict[str, Any] = {
        "_id": make_id(entry),
        "version": entry.version,
        "version_type": "external_gte",
    }
    if entry.is_gone:
        action["_op_type"] = "delete"
    else:
        values = [(row.name, row.value) for row in entry.values.all()]
        action |= {"_op_type": "index", "_source": build_document(entry, values)}
    for alias in aliases:
        yield {**action, "_index": alias}
