"""Words of the field that mean the same, from a file and from editors (F7).

They widen a query when it is asked; no index knows them, so a change counts at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from search.words.folding import list_words
from search.words.stems import stem_english, stem_german

FILE = Path(__file__).parent / "data" / "synonyms.txt"

Phrase = tuple[str, ...]
"""The words of one way to say it: ``("künstliche", "Intelligenz")``."""


@dataclass(frozen=True)
class Synonyms:
    """Groups of phrases that mean the same, found by the stems of any of them."""

    by_stems: Mapping[Phrase, tuple[Phrase, ...]]
    longest: int

    def find(self, words: Phrase) -> tuple[Phrase, ...]:
        """Return the other ways to say these words; nothing for most."""
        found: dict[Phrase, None] = {}
        for key in {_stem_all(words, "de"), _stem_all(words, "en")}:
            found |= dict.fromkeys(self.by_stems.get(key, ()))
        own = {_stem_all(words, language) for language in ("de", "en")}
        return tuple(
            phrase
            for phrase in found
            if own.isdisjoint({_stem_all(phrase, "de"), _stem_all(phrase, "en")})
        )


@lru_cache(maxsize=8)
def make_synonyms(own_groups: tuple[str, ...] = ()) -> Synonyms:
    """Return the groups of the file and these, each a text of phrases between commas."""
    by_stems: dict[Phrase, tuple[Phrase, ...]] = {}
    for phrases in read_groups((*_read_file(), *own_groups)):
        for phrase in phrases:
            for language in ("de", "en"):
                key = _stem_all(phrase, language)
                known = by_stems.get(key, ())
                by_stems[key] = tuple(dict.fromkeys((*known, *phrases)))
    return Synonyms(by_stems, max((len(key) for key in by_stems), default=1))


def read_groups(lines: Iterable[str]) -> list[tuple[Phrase, ...]]:
    """Return the phrases of each line that has two or more."""
    groups = []
    for line in lines:
        phrases = (tuple(list_words(part)) for part in line.split(","))
        group = tuple(dict.fromkeys(phrase for phrase in phrases if phrase))
        if len(group) > 1:
            groups.append(group)
    return groups


def _read_file() -> list[str]:
    lines = FILE.read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _stem_all(words: Phrase, language: str) -> Phrase:
    stem = stem_german if language == "de" else stem_english
    return tuple(stem(word) for word in words)
