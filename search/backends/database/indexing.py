"""Keeps what the database looks up equal to the entries; called where they are written."""

import unicodedata
from collections.abc import Iterable, Iterator

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from search.backends.database.dialects import get_dialect
from search.backends.database.tokens import (
    FIELDS,
    MAX_BODY,
    MAX_WORD,
    list_written,
    make_text,
)
from search.models import Entry, EntryText, KnownWord
from search.words.folding import fold, list_words

BATCH = 500
MIN_KNOWN = 4
"""Shorter words are not corrected (F8)."""


@transaction.atomic
def index_entries(entries: Iterable[Entry]) -> None:
    """Make the words of entries that were just written; those that are gone lose theirs.

    To be called in the transaction that wrote them, whichever way it did, with the rows as
    they are now. Two or three queries for five hundred entries.
    """
    dialect = get_dialect()
    for batch in _cut(entries):
        gone = [entry.pk for entry in batch if entry.is_gone]
        if gone:
            EntryText.objects.filter(entry__in=gone).delete()
        kept = [entry for entry in batch if not entry.is_gone]
        if not kept:
            continue
        dialect.lock_words(alone=False)
        EntryText.objects.bulk_create(
            [make_text(entry) for entry in kept],
            update_conflicts=True,
            unique_fields=["entry"],
            update_fields=["version", "tokens", "words", "stems"],
        )
        _learn_words(kept)


def list_unindexed() -> QuerySet[Entry]:
    """Return the entries whose words are older than they are, and gone ones with words.

    None, as long as everybody who writes entries calls `index_entries`; a rebuild and the
    sweeper ask, so that a bulk write by hand heals.
    """
    stale = Q(text__isnull=True) | ~Q(text__version=F("version"))
    return Entry.objects.filter(
        Q(is_gone=False) & stale | Q(is_gone=True, text__isnull=False)
    ).order_by("pk")


def _cut(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    batch: list[Entry] = []
    for entry in entries:
        batch.append(entry)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _learn_words(entries: list[Entry]) -> None:
    spellings: dict[str, str] = {}
    for entry in entries:
        for name in FIELDS.values():
            for word in list_words(getattr(entry, name)[:MAX_BODY]):
                if MIN_KNOWN <= len(word) <= MAX_WORD and word.isalpha():
                    spelling = unicodedata.normalize("NFC", word).lower()
                    spellings.setdefault(fold(word), spelling)
    known = set(
        KnownWord.objects.filter(folded__in=list(spellings)).values_list(
            "folded", flat=True
        )
    )
    KnownWord.objects.bulk_create(
        [
            KnownWord(
                folded=folded,
                spelling=spelling[:MAX_WORD],
                initial=folded[0],
                length=len(folded),
            )
            for folded, spelling in spellings.items()
            if folded not in known and MIN_KNOWN <= len(folded) <= MAX_WORD
        ],
        batch_size=BATCH,
    )


def prune_words() -> int:
    """Forget the words that no entry holds any more, and twins; return how many.

    What somebody had erased is then no longer known as a word either. Nobody is shown such
    a word meanwhile: a correction is offered only if a visible entry holds it.
    """
    count, last = 0, 0
    while True:
        with transaction.atomic():
            get_dialect().lock_words(alone=True)
            rows = list(
                KnownWord.objects.filter(pk__gt=last)
                .order_by("pk")
                .values_list("pk", "folded")[:BATCH]
            )
            if not rows:
                return count
            last = rows[-1][0]
            used = _find_used({folded for _pk, folded in rows})
            first = _find_first(used)
            lost = [pk for pk, folded in rows if first.get(folded) != pk]
            KnownWord.objects.filter(pk__in=lost).delete()
            count += len(lost)


def _find_used(words: set[str]) -> set[str]:
    """Return those of the words that an entry holds, in one query."""
    selects, params = [], []
    ordered = sorted(words)
    for number, word in enumerate(ordered):
        sql, own = get_dialect().match((list_written([word]),))
        selects.append(f"SELECT {number} WHERE EXISTS ({sql})")
        params += own
    found: set[str] = set()
    with connection.cursor() as cursor:
        # SQLite takes 500 selects in one statement.
        for start in range(0, len(selects), 400):
            part = selects[start : start + 400]
            cursor.execute(" UNION ALL ".join(part), params[start : start + 400])
            found |= {ordered[number] for (number,) in cursor.fetchall()}
    return found


def _find_first(words: set[str]) -> dict[str, int]:
    rows = KnownWord.objects.filter(folded__in=words).order_by("-pk")
    return {folded: pk for pk, folded in rows.values_list("pk", "folded")}
