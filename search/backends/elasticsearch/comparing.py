"""An index compared with the entry table, both in the order of their keys (F16, F18)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, F, Sum

from search.backends.elasticsearch.indices import call
from search.documents import STAMP, make_id
from search.models import Entry

BATCH = 2000

Row = tuple[int, str, int]
"""Key of the entry, id of its document, version."""


@dataclass(frozen=True)
class Difference:
    """What must be sent again, what must go, and what the server has from the future."""

    missing: tuple[int, ...]
    superfluous: tuple[tuple[str, int], ...]
    newer: tuple[tuple[int, int], ...]
    """Keys and the server's version: the table came back from a backup."""

    def __bool__(self) -> bool:
        return bool(self.missing or self.superfluous or self.newer)


def compare(
    language: str, index: str, *, with_unsent: bool = False
) -> Iterator[Difference]:
    """Yield what differs, in batches; what is on its way only ``with_unsent``."""
    call().indices.refresh(index=index)
    after = -1
    while True:
        documents = _read_documents(index, after)
        rows = _read_rows(language, after)
        ends: list[int] = []
        if len(documents) >= BATCH:
            ends.append(documents[-1][0])
        if len(rows) >= BATCH:
            ends.append(rows[-1][0][0])
        end = min(ends) if ends else None
        yield _compare_batch(
            [row for row in rows if end is None or row[0][0] <= end],
            [row for row in documents if end is None or row[0] <= end],
            with_unsent=with_unsent,
        )
        if end is None:
            return
        after = end


def _compare_batch(
    rows: list[tuple[Row, bool]], documents: list[Row], *, with_unsent: bool
) -> Difference:
    there: dict[int, list[Row]] = {
        key: list(group) for key, group in groupby(documents, key=lambda row: row[0])
    }
    missing, newer, superfluous = [], [], []
    for (key, name, version), is_sent in rows:
        known = {row[1]: row[2] for row in there.pop(key, [])}
        has = known.pop(name, None)
        superfluous += list(known.items())
        if has is not None and has > version:
            newer.append((key, has))
        elif (is_sent or with_unsent) and has != version:
            missing.append(key)
    superfluous += [(row[1], row[2]) for group in there.values() for row in group]
    return Difference(tuple(missing), tuple(superfluous), tuple(newer))


def _read_rows(language: str, after: int) -> list[tuple[Row, bool]]:
    entries = (
        Entry.objects.filter(language=language, is_gone=False, pk__gt=after)
        .order_by("pk")
        .only("pk", "thing", "level", "version", "sent_version")[:BATCH]
    )
    return [
        ((row.pk, make_id(row), row.version), row.sent_version >= row.version)
        for row in entries
    ]


def _read_documents(index: str, after: int) -> list[Row]:
    response = call().search(
        index=index,
        size=BATCH,
        query={"range": {"entry": {"gt": after}}},
        sort=["entry"],
        source=False,
        docvalue_fields=["entry", "version"],
        track_total_hits=False,
        allow_partial_search_results=False,
    )
    return [_read_document(hit) for hit in response["hits"]["hits"]]


def _read_document(hit: dict[str, Any]) -> Row:
    fields = hit["fields"]
    return fields["entry"][0], hit["_id"], fields["version"][0]


@dataclass(frozen=True)
class Summary:
    """What two equal sets of entries have in common, at little cost."""

    count: int
    keys: int
    stamps: int


def summarise_index(index: str) -> Summary:
    """Return the summary of an index."""
    response = call().search(
        index=index,
        size=0,
        track_total_hits=True,
        aggs={
            "keys": {"sum": {"field": "entry"}},
            "stamps": {"sum": {"field": "stamp"}},
        },
        allow_partial_search_results=False,
    )
    sums = response["aggregations"]
    return Summary(
        response["hits"]["total"]["value"],
        int(sums["keys"]["value"]),
        int(sums["stamps"]["value"]),
    )


def summarise_table(language: str) -> Summary:
    """Return the summary of the entries that the server should have."""
    sums = Entry.objects.filter(
        language=language, is_gone=False, version=F("sent_version")
    ).aggregate(count=Count("pk"), keys=Sum("pk"), stamps=Sum(F("version") % STAMP))
    return Summary(sums["count"], sums["keys"] or 0, sums["stamps"] or 0)
