"""One spelling for a word, however it is written (F4).

Müller, Mueller and Muller fold alike, groß and gross, NFC and NFD, and any case. What folds
alike is the same word for us; the few strangers that meet so (Poet, Pot) rank as they are.
"""

import re
import unicodedata
from functools import lru_cache

# ae, oe, ue for an umlaut; not in "neue", "Bauer", "Quelle", where both letters are spoken.
_WRITTEN_OUT = re.compile(r"(?<![aeoq])([aou])e")
# A word; the ending of a gender form belongs to it, whatever sign stands between (F6).
_WORD = re.compile(
    r"[^\W_]+(?:[:*_·/]-?in(?:nen)?(?![^\W_])|\(in(?:nen)?\))?", re.IGNORECASE
)


@lru_cache(maxsize=100_000)
def make_plain(word: str) -> str:
    """Return the word in lower case, without accents and signs: ``grosse``."""
    decomposed = unicodedata.normalize("NFKD", word).casefold()
    return "".join(char for char in decomposed if char.isalnum())


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Return what all spellings of a word share: ``muller`` for Müller and Mueller."""
    return _WRITTEN_OUT.sub(r"\1", make_plain(word))


def find_words(text: str) -> list[re.Match[str]]:
    """Return where the words of a text stand; the text is to be in NFC."""
    return list(_WORD.finditer(text))


def list_words(text: str) -> list[str]:
    """Return the words of a text as they are written, none of them folding to nothing."""
    composed = unicodedata.normalize("NFC", text)
    found = (match.group() for match in _WORD.finditer(composed))
    return [word for word in found if make_plain(word)]
