"""Words of a query and of a text: taken apart, folded, stemmed, split, widened (F4 to F8)."""

import re

from search.questions import Term, Words

_PIECE = re.compile(r'(-?)(?:"([^"]*)"|([^\s"]+))')


def parse(text: str) -> Words:
    """Return what is wanted and what is not; signs that mean nothing are left out."""
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for minus, phrase, plain in _PIECE.findall(text):
        found = " ".join(re.findall(r"\w+", phrase or plain))
        if found:
            (unwanted if minus else wanted).append(Term(found, is_phrase=bool(phrase)))
    return Words(tuple(wanted), tuple(unwanted))
