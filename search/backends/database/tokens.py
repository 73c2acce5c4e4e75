"""Words as they are looked up: a letter for the field, one for how it is meant, the word.

``txphysik`` is Physik in a title as it is written, ``bglabor`` a form of Labor in a text,
``sckoffer`` a Koffer inside of a longer word in a summary. Tokens are ASCII, so that no
tokenizer of a database takes them apart: other letters are written as their bytes.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from search.models import Entry, EntryText
from search.words.compounds import split
from search.words.expanding import Alternative, Strength
from search.words.folding import fold, list_words
from search.words.stems import stem_english, stem_german

TITLE, NAMES, SUMMARY, BODY = "t", "n", "s", "b"
WRITTEN, GERMAN, ENGLISH, PART = "x", "g", "e", "c"
MAX_WORD = 40
MAX_BODY = 200_000

NARROW = (TITLE, SUMMARY)
"""Where half of a compound is looked for: a long text holds any of them."""
FIELDS = {TITLE: "title", NAMES: "names", SUMMARY: "summary", BODY: "body"}


def make_token(field: str, meaning: str, word: str) -> str:
    short = word[:MAX_WORD]
    plain = short if short.isascii() else f"0{short.encode().hex()}"
    return f"{field}{meaning}{plain}"


def make_text(entry: Entry) -> EntryText:
    """Return what is looked up of an entry; nothing is written."""
    tokens: set[str] = set()
    words: list[str] = []
    stems: list[str] = []
    is_english = entry.language.startswith("en")
    stem = stem_english if is_english else stem_german
    for field, name in FIELDS.items():
        found = list_words(getattr(entry, name)[:MAX_BODY])
        words += [*(fold(word)[:MAX_WORD] for word in found), "|"]
        stems += [*(stem(word)[:MAX_WORD] for word in found), "|"]
        for word in set(found):
            tokens.add(make_token(field, WRITTEN, fold(word)))
            tokens.add(make_token(field, ENGLISH if is_english else GERMAN, stem(word)))
            if not is_english:
                parts = (stem_german(part) for part in split(word))
                tokens |= {make_token(field, PART, part) for part in parts}
    return EntryText(
        entry=entry,
        version=entry.version,
        tokens=" ".join(sorted(tokens)),
        words=f" {' '.join(words)} ",
        stems=f" {' '.join(stems)} ",
    )


@dataclass(frozen=True)
class Lookup:
    """Entries that hold one token of each group; with ``phrase`` in this order, too.

    ``column`` names where the phrase stands: ``words`` or ``stems``.
    """

    field: str
    strength: Strength
    groups: tuple[tuple[str, ...], ...]
    column: str = ""
    phrase: str = ""


def list_lookups(alternative: Alternative) -> Iterator[Lookup]:
    """Yield where an alternative is looked up, by field."""
    if alternative.is_phrase:
        yield from _list_phrases(alternative)
        return
    if len(alternative.words) > 1:
        yield from _list_conjunctions(alternative)
        return
    is_half = alternative.strength is Strength.HALF
    for field in NARROW if is_half else FIELDS:
        for word in alternative.words:
            tokens = tuple(_list_tokens(field, alternative.strength, word))
            yield Lookup(field, alternative.strength, (tokens,))


def _list_tokens(field: str, strength: Strength, word: str) -> Iterator[str]:
    if strength in (Strength.EXACT, Strength.TYPO):
        yield make_token(field, WRITTEN, fold(word))
    if strength in (Strength.STEM, Strength.SYNONYM, Strength.HALF):
        yield from _list_forms(field, word)
    if strength in (Strength.COMPOUND, Strength.HALF):
        yield make_token(field, PART, stem_german(word))


def _list_forms(field: str, word: str) -> Iterator[str]:
    yield make_token(field, GERMAN, stem_german(word))
    yield make_token(field, ENGLISH, stem_english(word))


def _list_conjunctions(alternative: Alternative) -> Iterator[Lookup]:
    """Parts of a compound: all in the title, or anywhere, as words or as parts."""
    for field, fields in ((TITLE, (TITLE,)), (BODY, (TITLE, SUMMARY, BODY))):
        groups = tuple(
            tuple(
                token
                for place in fields
                for token in (
                    *_list_forms(place, word),
                    make_token(place, PART, stem_german(word)),
                )
            )
            for word in alternative.words
        )
        yield Lookup(field, alternative.strength, groups)


def _list_phrases(alternative: Alternative) -> Iterator[Lookup]:
    is_written = alternative.strength is Strength.EXACT
    for field in FIELDS:
        meant: tuple[tuple[str, str, Callable[[str], str]], ...]
        if is_written:
            meant = ((WRITTEN, "words", fold),)
        else:
            meant = ((GERMAN, "stems", stem_german), (ENGLISH, "stems", stem_english))
        for meaning, column, change in meant:
            words = [change(word)[:MAX_WORD] for word in alternative.words]
            groups = tuple((make_token(field, meaning, word),) for word in words)
            phrase = " ".join(words)
            yield Lookup(field, alternative.strength, groups, column, phrase)


def list_written(words: Iterable[str]) -> tuple[str, ...]:
    """Return the tokens of folded words as they are written, in any field."""
    return tuple(make_token(field, WRITTEN, word) for word in words for field in FIELDS)
