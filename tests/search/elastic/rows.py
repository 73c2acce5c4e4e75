"""Entries written as rows, sent to the node, and asked for."""

import datetime as dt
import itertools
import time

from cms.audiences import VISITOR
from search.backends.elasticsearch import Backend, Keeper
from search.backends.elasticsearch.indices import call
from search.client import get_prefix
from search.enums import Level
from search.indexing.sending import send_unsent
from search.models import Entry, EntryValue
from search.questions import Question
from search.words import parse

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)

# Never smaller than before: what a test takes back, the node still knows as deleted.
_versions = itertools.count(time.time_ns() // 1000)
_numbers = itertools.count(1)


def make_entry(
    title: str = "",
    *,
    audience: tuple[str, ...] = ("public",),
    values: dict[str, tuple[str, ...]] | None = None,
    **fields,
) -> Entry:
    kind = fields.setdefault("kind", "page")
    fields.setdefault("thing", f"{kind}:{next(_numbers)}")
    entry = Entry.objects.create(
        title=title,
        language=fields.pop("language", "de"),
        level=fields.pop("level", Level.PUBLIC),
        url=fields.pop("url", "/x/"),
        version=next(_versions),
        **fields,
    )
    pairs = [("audience", token) for token in audience]
    pairs += [(name, value) for name in values or {} for value in values[name]]
    EntryValue.objects.bulk_create(
        EntryValue(entry=entry, name=name, value=value) for name, value in pairs
    )
    return entry


def touch(entry: Entry, **fields) -> None:
    """Change an entry as its cause would."""
    Entry.objects.filter(pk=entry.pk).update(version=next(_versions), **fields)


def refresh() -> None:
    call().indices.refresh(index=f"{get_prefix()}-*")


def send() -> int:
    """Send what is unsent and let it be found."""
    count = send_unsent()
    refresh()
    return count


def put(text: str = "", *, viewer=VISITOR, **options) -> Question:
    options.setdefault("language", "de")
    return Question(words=parse(text), now=NOW, viewer=viewer, **options)


def search(text: str = "", **options):
    return Backend(seconds=10).search(put(text, **options))


def titles(text: str = "", **options) -> list[str]:
    hits = search(text, **options).hits
    return ["".join(part.text for part in hit.title) for hit in hits]


def keep() -> Keeper:
    return Keeper()
