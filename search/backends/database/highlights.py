"""Why something was found: the words in its title, and the place in its text (F11)."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from search.questions import Part
from search.words.compounds import split
from search.words.expanding import Strength, Wanted
from search.words.folding import find_words, fold, list_words, make_plain
from search.words.stems import stem_english, stem_german

EXCERPT = 240
"""Characters of an excerpt: two or three lines of a result."""
LEAD = 60
"""Characters before the first word that matches."""
SEARCHED = 20_000
"""Characters of a text that are looked through; what matches only behind them has none."""


@dataclass(frozen=True)
class Marker:
    """Knows which words of a text match a query.

    What a word shares with the query is looked at first, so that a long text costs little.
    """

    written: frozenset[str]
    german: frozenset[str]
    english: frozenset[str]
    parts: frozenset[str]

    @cached_property
    def _beginnings(self) -> re.Pattern[str]:
        """What a word must hold so that it can match: the beginning of any form or part."""
        forms = self.written | self.german | self.english | self.parts
        starts = {form[:3] for form in forms if form}
        return re.compile("|".join(map(re.escape, sorted(starts))) or "(?!)")

    def matches(self, word: str) -> bool:
        folded, plain = fold(word), make_plain(word)
        if not (self._beginnings.search(folded) or self._beginnings.search(plain)):
            return False
        if folded in self.written or stem_german(word) in self.german:
            return True
        if stem_english(word) in self.english:
            return True
        return any(stem_german(part) in self.parts for part in split(word))

    def mark(self, text: str) -> tuple[Part, ...]:
        """Return the text in parts; no part is empty."""
        composed = unicodedata.normalize("NFC", text)
        spans = [m.span() for m in find_words(composed) if self.matches(m.group())]
        return _cut(composed, spans, 0, len(composed))

    def find_excerpt(self, texts: Iterable[str]) -> tuple[Part, ...]:
        """Return the stretch of the first text that matches where most words match."""
        for text in texts:
            composed = unicodedata.normalize("NFC", " ".join(text[:SEARCHED].split()))
            spans = [m.span() for m in find_words(composed) if self.matches(m.group())]
            if spans:
                start, end = _choose_window(composed, spans)
                return _cut(composed, spans, start, end)
        return ()


def make_marker(wanted: Sequence[Wanted]) -> Marker:
    """Return what marks every word that any alternative of a query stands for."""
    written: set[str] = set()
    german: set[str] = set()
    english: set[str] = set()
    parts: set[str] = set()
    for alternative in (a for term in wanted for a in term.alternatives):
        for word in alternative.words:
            for piece in list_words(word):
                written.add(fold(piece))
                if alternative.strength in (Strength.STEM, Strength.SYNONYM):
                    german.add(stem_german(piece))
                    english.add(stem_english(piece))
                if alternative.strength is Strength.COMPOUND:
                    parts.add(stem_german(piece))
                    german.add(stem_german(piece))
    return Marker(*map(frozenset, (written, german, english, parts)))


def make_lead(texts: Iterable[str]) -> str:
    """Return the beginning of the first text there is, cut at a word."""
    for text in texts:
        spaced = " ".join(text[: 2 * EXCERPT].split())
        if spaced:
            return _shorten(spaced)
    return ""


def _shorten(text: str) -> str:
    if len(text) <= EXCERPT:
        return text
    return f"{text[:EXCERPT].rsplit(' ', 1)[0]} …"


def _choose_window(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return begin and end of the stretch with most different words that match."""

    def count(first: int) -> int:
        inside = (s for s in spans if first <= s[0] and s[1] <= first + EXCERPT - LEAD)
        return len({fold(text[begin:end]) for begin, end in inside})

    first = max((span[0] for span in spans[:50]), key=lambda at: (count(at), -at))
    start = max(0, first - LEAD)
    if start:
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else first
    end = min(len(text), start + EXCERPT)
    if end < len(text):
        space = text.rfind(" ", first + 1, end)
        cut = next((s[1] for s in spans if s[0] == first), end)
        end = max(space, cut)
    return start, end


def _cut(
    text: str, spans: Sequence[tuple[int, int]], start: int, end: int
) -> tuple[Part, ...]:
    parts: list[Part] = []
    at = start
    if start:
        parts.append(Part("… "))
    for begin, stop in spans:
        if begin < start or stop > end:
            continue
        if begin > at:
            parts.append(Part(text[at:begin]))
        parts.append(Part(text[begin:stop], is_match=True))
        at = stop
    if at < end:
        parts.append(Part(text[at:end]))
    if end < len(text):
        parts.append(Part(" …"))
    return tuple(parts)
