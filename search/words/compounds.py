"""German compounds, split by a dictionary made for the field (F5).

A word falls into words of the dictionary with the letters that German puts between. One
unknown part is allowed beside a long known one: ``Zirkuslabor`` holds ``Labor``.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from search.words.folding import fold
from search.words.stems import strip_gender

DICTIONARY = Path(__file__).parent / "data" / "compounds.de.txt"

_BETWEEN = ("", "s", "es", "n", "en", "er", "e", "ns", "ens")
_ENDINGS = ("", "e", "en", "n", "s", "es", "er", "ern", "ens", "em")
_MIN_WHOLE, _MIN_KNOWN, _MIN_UNKNOWN, _MAX_LENGTH = 6, 5, 4, 60


def read_dictionary() -> Iterator[tuple[str, str]]:
    """Yield each word of the dictionary as it is written, and the word it stands for.

    A line is a word, or a form that stands only inside compounds and its word:
    ``schul > Schule``. What follows ``#`` is for readers.
    """
    for line in DICTIONARY.read_text("utf-8").splitlines():
        word, _sign, meant = line.partition("#")[0].partition(">")
        if word.strip():
            yield word.strip(), meant.strip() or word.strip()


@lru_cache(maxsize=1)
def get_dictionary() -> Mapping[str, str]:
    """Return what is meant, folded, by each folded word of the dictionary."""
    return {fold(word): fold(meant) for word, meant in read_dictionary()}


@lru_cache(maxsize=200_000)
def split(word: str) -> tuple[str, ...]:
    """Return the words that a compound is made of, folded; nothing for a word that is none."""
    whole = strip_gender(fold(word))
    if not _MIN_WHOLE <= len(whole) <= _MAX_LENGTH:
        return ()
    parts = _cover(whole)
    if parts is None and not _is_known(whole):
        parts = _find_known_part(whole)
    return tuple(dict.fromkeys(parts or ()))


def _is_known(whole: str) -> bool:
    bodies = (whole.removesuffix(ending) for ending in _ENDINGS)
    return any(body in get_dictionary() for body in bodies)


def _cover(whole: str) -> tuple[str, ...] | None:
    """Return the words that make up the whole: few, long, with few letters between."""
    dictionary = get_dictionary()
    # Ways to have come to a place: parts, short ones, letters between, and which parts.
    ways: dict[int, tuple[int, int, int, tuple[str, ...]]] = {0: (0, 0, 0, ())}
    for start in range(len(whole)):
        if start not in ways:
            continue
        count, short, between, parts = ways[start]
        for end in range(start + 3, len(whole) + 1):
            word = dictionary.get(whole[start:end])
            if word is None or (start == 0 and whole[end:] in _ENDINGS):
                continue
            cost = (count + 1, short + (end - start < 5))
            for place in _list_places(whole, end):
                way = (*cost, between + place - end, (*parts, word))
                if place not in ways or way[:3] < ways[place][:3]:
                    ways[place] = way
    found = ways.get(len(whole))
    return found[3] if found else None


def _list_places(whole: str, end: int) -> Iterator[int]:
    """Yield where the next part may begin; the last one may be inflected."""
    for letters in _BETWEEN:
        if whole.startswith(letters, end) and end + len(letters) < len(whole):
            yield end + len(letters)
    if whole[end:] in _ENDINGS:
        yield len(whole)


def _find_known_part(whole: str) -> tuple[str, ...]:
    """Return the longest known part at the end, else at the beginning, of half a word."""
    dictionary = get_dictionary()
    for ending in _ENDINGS:
        if not whole.endswith(ending):
            continue
        body = whole[: len(whole) - len(ending)]
        for start in range(_MIN_UNKNOWN, len(body) - _MIN_KNOWN + 1):
            if body[start:] in dictionary:
                return (dictionary[body[start:]], *_name_rest(body[:start]))
    for end in range(len(whole) - _MIN_UNKNOWN, _MIN_KNOWN, -1):
        if whole[:end] in dictionary:
            return (dictionary[whole[:end]],)
    return ()


def _name_rest(rest: str) -> tuple[str, ...]:
    """Return the unknown part, with and without the letter between."""
    if rest.endswith("s") and len(rest) > _MIN_UNKNOWN + 1:
        return (rest, rest[:-1])
    return (rest,)
