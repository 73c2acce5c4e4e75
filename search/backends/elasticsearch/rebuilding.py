"""A new index beside the one that answers, then in its place (F17, F22)."""

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from elasticsearch import helpers

from search.backends.elasticsearch.comparing import compare
from search.backends.elasticsearch.indices import (
    Indices,
    call,
    drop_index,
    find_indices,
    make_index,
    make_searchable,
    note_reached,
    switch,
)
from search.backends.elasticsearch.names import name_building_alias
from search.backends.elasticsearch.sending import (
    Sent,
    make_actions,
    read_refusal,
    send,
)
from search.documents import make_id, name_shape
from search.models import Entry

BATCH = 500
THREADS = 2
WAITING = 3
"""Batches on their way at once: memory stays flat however many entries there are."""
NOTE_EVERY = 10
ROUNDS = 5
"""How often what changed meanwhile is looked for, before the next dated run does it."""

Report = Callable[[str, int, int], None]
"""Gets the language, how many entries the new index was given, and how many there are."""


def rebuild(language: str, *, now: dt.datetime, report: Report) -> int:
    """Build the index of a language anew and let it answer; return how many entries it has.

    Killed in between, the next run goes on where this one was. Whatever changes meanwhile
    is sent to both indices; what a sender may have missed is found by a comparison.
    """
    indices = find_indices([language])[language]
    index = indices.building
    if index and _read_shape(index) != name_shape(language):
        drop_index(index)
        index = ""
    if not index:
        index = make_index(language, now)
        indices = find_indices([language])[language]
    count = _fill(indices, report)
    make_searchable(index)
    _catch_up(language, index)
    switch(find_indices([language])[language], index)
    return count


def _read_shape(index: str) -> str:
    mappings = call().indices.get_mapping(index=index).body
    return str(mappings[index]["mappings"].get("_meta", {}).get("shape", ""))


def _fill(indices: Indices, report: Report) -> int:
    """Give the new index all entries of its language, those of a killed run left out."""
    alias = name_building_alias(indices.language)
    entries = Entry.objects.filter(language=indices.language, is_gone=False)
    total, count = entries.count(), entries.filter(pk__lte=indices.reached).count()
    on_way: deque[tuple[list[Entry], Future[Sent]]] = deque()
    batches = 0

    def take_first() -> None:
        nonlocal count, batches
        rows, future = on_way.popleft()
        sent = future.result()
        count, batches = count + len(rows), batches + 1
        if not indices.live:
            mark_sent([row for row in sent.taken if row.version > row.sent_version])
        if batches % NOTE_EVERY == 0:
            note_reached(indices.language, indices.building, rows[-1].pk)
        report(indices.language, count, total)

    with ThreadPoolExecutor(THREADS) as pool:
        for rows in _read_batches(entries, indices.reached):
            actions = [action for row in rows for action in make_actions(row, [alias])]
            on_way.append((rows, pool.submit(_send_batch, rows, actions)))
            if len(on_way) >= WAITING:
                take_first()
        while on_way:
            take_first()
    return count


def _read_batches(entries: Any, after: int) -> Iterator[list[Entry]]:
    while True:
        rows = list(
            entries.filter(pk__gt=after)
            .order_by("pk")
            .prefetch_related("values")[:BATCH]
        )
        if not rows:
            return
        yield rows
        after = rows[-1].pk


def _send_batch(rows: list[Entry], actions: list[dict[str, Any]]) -> Sent:
    """Send a batch; runs in a thread of its own and touches no database."""
    refused: dict[str, str] = {}
    outcomes = helpers.streaming_bulk(
        call(),
        actions,
        chunk_size=BATCH,
        raise_on_error=False,
        max_retries=4,
        initial_backoff=0.5,
        max_backoff=4,
        require_alias=True,
    )
    for _is_fine, outcome in outcomes:
        ((_verb, result),) = outcome.items()
        refusal = read_refusal(result)
        if refusal:
            refused[result["_id"]] = refusal
    sent = Sent(
        refused={
            row.pk: refused[make_id(row)] for row in rows if make_id(row) in refused
        }
    )
    sent.taken = [row for row in rows if row.pk not in sent.refused]
    return sent


def mark_sent(rows: list[Entry]) -> None:
    """Note which version the server has; a row that changed meanwhile stays unsent."""
    for row in rows:
        row.sent_version = row.version
    Entry.objects.bulk_update(rows, ["sent_version"], batch_size=BATCH)


def _catch_up(language: str, index: str) -> None:
    """Send what changed since the new index got it, and take out what is gone."""
    alias = name_building_alias(language)
    for _round in range(ROUNDS):
        is_equal = True
        for difference in compare(language, index, with_unsent=True):
            if difference.missing:
                is_equal = False
                rows = Entry.objects.filter(pk__in=difference.missing)
                sent = send(rows.prefetch_related("values"), [alias])
                is_equal = is_equal or len(sent.refused) == len(difference.missing)
            if difference.superfluous:
                is_equal = False
                delete_documents(difference.superfluous, alias)
        if is_equal:
            return


def delete_documents(documents: tuple[tuple[str, int], ...], alias: str) -> None:
    """Delete documents, unless they were written again since they were read."""
    actions = [
        {
            "_op_type": "delete",
            "_index": alias,
            "_id": name,
            "version": version,
            "version_type": "external_gte",
        }
        for name, version in documents
    ]
    for _is_fine, outcome in helpers.streaming_bulk(
        call(), actions, raise_on_error=False, require_alias=True
    ):
        read_refusal(outcome["delete"])
