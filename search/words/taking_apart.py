"""A query taken apart: words, phrases in quotes, minus words; nothing typed is refused (F8, F24)."""

import re
import unicodedata

from search.questions import Term, Words
from search.words.folding import list_words

MAX_CHARACTERS = 300
MAX_TERMS = 12
"""What is typed beyond them is left out: each term costs time, and nobody types so many."""

_QUOTES = str.maketrans(dict.fromkeys("„“”«»‟", '"'))
_PIECE = re.compile(
    r'(?P<minus>[-\u2212](?=["\w]))?(?:"(?P<phrase>[^"]*)"|(?P<plain>[^\s"]+))'
)
_JOINING = frozenset({"AND", "UND", "&&"})


def parse(text: str) -> Words:
    """Return what is wanted and what is not; signs that mean nothing to us are left out.

    ``AND`` is what is done anyhow, ``NOT`` is a minus. A quote without its twin is none.
    """
    composed = unicodedata.normalize("NFC", text[:MAX_CHARACTERS].replace("\0", " "))
    signs = composed.translate(_QUOTES)
    if signs.count('"') % 2:
        before, _sign, after = signs.rpartition('"')
        signs = f"{before} {after}"
    wanted: list[Term] = []
    unwanted: list[Term] = []
    is_refused = False
    for match in _PIECE.finditer(signs):
        plain = match["plain"] or ""
        if plain in _JOINING:
            continue
        if plain == "NOT":
            is_refused = True
            continue
        if match["minus"] or is_refused:
            unwanted += _make_terms(match["phrase"] or plain, is_whole=True)
        else:
            wanted += _make_terms(match["phrase"] or plain, is_whole=not plain)
        is_refused = False
    return Words(
        wanted=tuple(dict.fromkeys(wanted))[:MAX_TERMS],
        unwanted=tuple(dict.fromkeys(unwanted))[:MAX_TERMS],
    )


def _make_terms(text: str, *, is_whole: bool) -> list[Term]:
    words = list_words(text)
    if is_whole and len(words) > 1:
        return [Term(" ".join(words), is_phrase=True)]
    return [Term(word) for word in words]
