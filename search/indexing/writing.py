"""Writing the entries of things: what differs, and nothing else (F16)."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.db import connection, transaction

from search.backends.database import index_entries
from search.enums import Level, ValueName
from search.indexing.batches import split
from search.indexing.sending import wake_up
from search.models import Entry, EntryValue
from search.registry import EntryDraft, SearchKind

BATCH_SIZE = 200
LONGEST_TITLE, LONGEST_TEXT = 255, 200_000
MAIL_ADDRESS = re.compile(r"[^\s@<>()\[\]]{1,64}@[^\s@<>()\[\],;]{1,255}")
COLUMNS = (
    "title",
    "summary",
    "body",
    "names",
    "url",
    "image_id",
    "network_id",
    "owner",
    "published_at",
    "starts_at",
    "ends_at",
    "latitude",
    "longitude",
    "boost",
)
EMPTY = EntryDraft(language="", title="", url="", audience=frozenset())
"""What a tombstone says."""

Key = tuple[str, str, str]
Values = frozenset[tuple[str, str]]


def refresh_things(kind: SearchKind, keys: Iterable[int], *, now: dt.datetime) -> int:
    """Write the entries of these things as their rows are now; return how many changed.

    In the transaction of the cause, in batches of constant queries. What is found by
    nobody any more becomes a tombstone without text, or goes at once if the search server
    has never heard of it.
    """
    return sum(
        _refresh_batch(kind, batch, now)
        for batch in split(sorted(set(keys)), BATCH_SIZE)
    )


@transaction.atomic
def _refresh_batch(kind: SearchKind, keys: list[int], now: dt.datetime) -> int:
    _lock_things(kind, keys)
    drafts = {
        (f"{kind.name}:{key}", draft.language, str(draft.level)): clean_draft(draft)
        for key, draft in kind.build(keys)
    }
    known, values = _read_known([f"{kind.name}:{key}" for key in keys])
    changes = _Changes(now)
    for key, draft in drafts.items():
        changes.note(kind.name, key, draft, known.get(key), values)
    for key in known.keys() - drafts.keys():
        changes.note_gone(known[key])
    changes.write()
    return changes.count


def _lock_things(kind: SearchKind, keys: list[int]) -> None:
    """Let nobody else write entries of these things: who comes later reads what we wrote."""
    if connection.features.has_select_for_update:
        rows: Any = kind.model._base_manager  # noqa: SLF001 -- drafts too
        locked = rows.filter(pk__in=keys).order_by("pk")
        list(locked.select_for_update(of=("self",), no_key=True).values_list("pk"))


def _read_known(things: list[str]) -> tuple[dict[Key, Entry], dict[int, Values]]:
    rows = Entry.objects.filter(thing__in=things)
    known = {(row.thing, row.language, row.level): row for row in rows}
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    if known:
        pairs = EntryValue.objects.filter(entry__in=[row.pk for row in known.values()])
        for entry, name, value in pairs.values_list("entry_id", "name", "value"):
            found[entry].add((name, value))
    return known, {key: frozenset(pairs) for key, pairs in found.items()}


def clean_draft(draft: EntryDraft) -> EntryDraft:
    """Return a draft whose texts fit, on one line each and without any mail address."""
    texts = {
        name: tidy(getattr(draft, name))
        for name in ("title", "summary", "body", "names")
    }
    texts["title"] = texts["title"][:LONGEST_TITLE]
    return replace(draft, **texts)  # type: ignore[arg-type]  # -- texts all


def tidy(text: str) -> str:
    """Return the words of a text, without what could be probed: addresses of people (F15)."""
    words = " ".join(text.replace("\x00", " ").split())[:LONGEST_TEXT]
    return " ".join(MAIL_ADDRESS.sub(" ", words).split()) if "@" in words else words


def list_values(draft: EntryDraft) -> Values:
    """Return tokens and values of facets as they are kept."""
    facets = {
        (str(name), value)
        for name, found in draft.values.items()
        for value in found
        if value
    }
    tokens = {(str(ValueName.AUDIENCE), token) for token in draft.audience}
    return frozenset(facets | tokens)


def _read_columns(draft: EntryDraft) -> dict[str, Any]:
    return {name: getattr(draft, name.removesuffix("_id")) for name in COLUMNS}


class _Changes:
    """What must be written for one batch, and the statements that do it."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now
        self.version = int(now.timestamp() * 1_000_000)
        self.new: list[tuple[Entry, Values]] = []
        self.changed: list[Entry] = []
        self.values: dict[int, tuple[Values, Values]] = {}
        self.unsent: list[int] = []

    @property
    def count(self) -> int:
        return len(self.new) + len(self.changed) + len(self.unsent)

    def note(
        self,
        kind: str,
        key: Key,
        draft: EntryDraft,
        entry: Entry | None,
        values: dict[int, Values],
    ) -> None:
        wanted, columns = list_values(draft), _read_columns(draft)
        if entry is None:
            thing, language, level = key
            self.new.append(
                (
                    Entry(
                        kind=kind,
                        thing=thing,
                        language=language,
                        level=Level(level),
                        version=self.version,
                        appeared_at=self.now,
                        changed_at=self.now,
                        **columns,
                    ),
                    wanted,
                )
            )
            return
        before = values.get(entry.pk, frozenset())
        same = all(getattr(entry, name) == value for name, value in columns.items())
        if same and before == wanted and not entry.is_gone:
            return
        if entry.is_gone or _is_wider(before, wanted):
            entry.appeared_at = self.now
        self._change(entry, columns)
        entry.is_gone = False
        self.values[entry.pk] = (before, wanted)

    def note_gone(self, entry: Entry) -> None:
        if entry.sent_version == 0:
            self.unsent.append(entry.pk)
        elif not entry.is_gone:
            self._change(entry, _read_columns(EMPTY))
            entry.is_gone = True
            self.values[entry.pk] = (EVERYTHING, frozenset())

    def _change(self, entry: Entry, columns: dict[str, Any]) -> None:
        for name, value in columns.items():
            setattr(entry, name, value)
        entry.version = max(entry.version + 1, self.version)
        entry.changed_at = self.now
        self.changed.append(entry)

    def write(self) -> None:
        rows: list[EntryValue] = []
        if self.unsent:
            Entry.objects.filter(pk__in=self.unsent).delete()
        if self.new:
            made = Entry.objects.bulk_create([entry for entry, _values in self.new])
            for entry, (_entry, values) in zip(made, self.new, strict=True):
                rows += _make_values(entry.pk, values)
        if self.changed:
            columns = [*COLUMNS, "version", "changed_at", "appeared_at", "is_gone"]
            Entry.objects.bulk_update(self.changed, columns)
            rows += self._replace_values()
        if rows:
            EntryValue.objects.bulk_create(rows)
        if self.count:
            index_entries([*(entry for entry, _values in self.new), *self.changed])
            wake_up()

    def _replace_values(self) -> Iterator[EntryValue]:
        differing = {
            key: wanted
            for key, (before, wanted) in self.values.items()
            if before != wanted
        }
        if differing:
            EntryValue.objects.filter(entry__in=list(differing)).delete()
        for key, wanted in differing.items():
            yield from _make_values(key, wanted)


EVERYTHING: Values = frozenset({("", "")})
"""Stands for values that are to go, whatever they are."""


def _make_values(entry: int, values: Values) -> Iterator[EntryValue]:
    for name, value in sorted(values):
        yield EntryValue(entry_id=entry, name=name, value=value)


def _is_wider(before: Values, wanted: Values) -> bool:
    """Tell whether somebody finds it who did not."""
    tokens = {pair for pair in wanted - before if pair[0] == ValueName.AUDIENCE}
    return bool(tokens)
