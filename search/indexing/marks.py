"""From rows that were written to the things whose entries must follow (F16)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page

from search.indexing.batches import split
from search.indexing.triggers import name_source
from search.indexing.writing import refresh_things
from search.models import Mark
from search.registry import SearchKind, Source, search_kinds

BATCH_SIZE = 500

Marked = dict[str, set[int]]


@transaction.atomic
def follow_marks(now: dt.datetime) -> int:
    """Write anew the entries of all that was written; return how many have changed."""
    rows = list(Mark.objects.values_list("pk", "source", "key"))
    if not rows:
        return 0
    for batch in split(rows, BATCH_SIZE):
        Mark.objects.filter(pk__in=[pk for pk, _source, _key in batch]).delete()
    marked: Marked = defaultdict(set)
    for _pk, source, key in rows:
        marked[source].add(key)
    types = _find_page_types(marked)
    count = 0
    for kind in search_kinds.entries():
        keys = _list_things(kind, marked, types)
        if keys:
            count += refresh_things(kind, keys, now=now)
    return count


def _list_things(kind: SearchKind, marked: Marked, types: dict[int, int]) -> set[int]:
    found: set[int] = set()
    for source in kind.sources:
        keys = _narrow(source, marked.get(name_source(source), set()), types)
        for batch in split(sorted(keys), BATCH_SIZE):
            found.update(source.list_keys(batch))
    return found


def _narrow(source: Source, keys: set[int], types: dict[int, int]) -> set[int]:
    if not source.page_types or not keys:
        return keys
    wanted = ContentType.objects.get_for_models(
        *source.page_types, for_concrete_models=False
    )
    numbers = {row.pk for row in wanted.values()}
    return {key for key in keys if types.get(key) in numbers}


def _find_page_types(marked: Marked) -> dict[int, int]:
    """Return the content type of each page that was written; one that is gone has none."""
    table = Page._meta.db_table
    keys = marked.get(f"{table}.{Page._meta.pk.column}", set())
    return dict(_list_types(keys))


def _list_types(keys: Iterable[int]) -> list[tuple[int, int]]:
    return [
        pair
        for batch in split(sorted(keys), BATCH_SIZE)
        for pair in Page.objects.filter(pk__in=batch).values_list(
            "pk", "content_type_id"
        )
    ]
