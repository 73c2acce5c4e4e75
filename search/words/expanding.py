"""A query widened: what may stand for each of its terms, and how near it is (F5 to F8)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from search.questions import Term, Words
from search.words.compounds import split
from search.words.folding import fold, list_words, make_plain
from search.words.stopwords import STOPWORDS
from search.words.synonyms import Phrase, Synonyms


class Strength(StrEnum):
    """How near an alternative is to what was typed, the nearest first (F9)."""

    EXACT = "exact"
    STEM = "stem"
    SYNONYM = "synonym"
    COMPOUND = "compound"
    HALF = "half"
    TYPO = "typo"


@dataclass(frozen=True)
class Alternative:
    """Words that may stand for a term: all of them, in this order if it is a phrase.

    With `Strength.STEM` any form of the word is meant. With `Strength.COMPOUND` one word is
    meant as a part of another one, several as words of their own or parts. With
    `Strength.HALF` the word is one of the parts of what was typed, as a word or a part.
    """

    strength: Strength
    words: Phrase
    is_phrase: bool = False


@dataclass(frozen=True)
class Wanted:
    """A term and what may stand for it, the nearest first."""

    term: Term
    alternatives: tuple[Alternative, ...]


def expand(words: Words, language: str, synonyms: Synonyms) -> tuple[Wanted, ...]:
    """Return each wanted term with what may stand for it.

    Words that say nothing are left out where others are left. ``language`` is that of the
    page: compounds are split in German only, everything else holds for both.
    """
    terms = _leave_out_stopwords(words.wanted)
    said = _find_synonyms(terms, synonyms)
    return tuple(
        Wanted(term, _list_alternatives(term, said[place], language))
        for place, term in enumerate(terms)
    )


def add_halves(wanted: Sequence[Wanted]) -> tuple[Wanted, ...]:
    """Return the terms, each part of a compound standing for the whole, too.

    For where next to nothing is found; the same terms where none is a compound.
    """
    return tuple(
        Wanted(each.term, (*each.alternatives, *_list_halves(each.alternatives)))
        for each in wanted
    )


def _list_halves(alternatives: Iterable[Alternative]) -> Iterator[Alternative]:
    for each in alternatives:
        if each.strength is Strength.COMPOUND and len(each.words) > 1:
            for word in each.words:
                yield Alternative(Strength.HALF, (word,))


def _leave_out_stopwords(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    telling = [t for t in terms if t.is_phrase or fold(t.text) not in STOPWORDS]
    return tuple(telling) or terms


def _find_synonyms(terms: tuple[Term, ...], synonyms: Synonyms) -> list[list[Phrase]]:
    """Return for each term what means the same as it, or as a run of words with it.

    Of “artificial intelligence” each of the words may be answered by “KI”.
    """
    found: list[list[Phrase]] = [[] for _term in terms]
    for length in range(1, synonyms.longest + 1):
        for start in range(len(terms) - length + 1):
            run = terms[start : start + length]
            if length > 1 and any(term.is_phrase for term in run):
                continue
            words = tuple(list_words(" ".join(term.text for term in run)))
            for phrase in synonyms.find(words):
                for place in range(start, start + length):
                    found[place].append(phrase)
    return found


def _list_alternatives(
    term: Term, said: list[Phrase], language: str
) -> tuple[Alternative, ...]:
    synonyms = [
        Alternative(Strength.SYNONYM, phrase, is_phrase=len(phrase) > 1)
        for phrase in dict.fromkeys(said)
    ]
    words = tuple(list_words(term.text))
    if term.is_phrase:
        exact = Alternative(Strength.EXACT, words, is_phrase=len(words) > 1)
        return (exact,)
    alternatives = [
        Alternative(Strength.EXACT, words),
        Alternative(Strength.STEM, words),
        *synonyms,
    ]
    # Who means the same means it inside of longer words, too.
    alternatives += [
        Alternative(Strength.COMPOUND, phrase)
        for phrase in (words, *dict.fromkeys(said))
        if len(phrase) == 1 and len(make_plain(phrase[0])) > 3
    ]
    parts = split(term.text)
    if len(parts) > 1 and not language.startswith("en"):
        alternatives.append(Alternative(Strength.COMPOUND, parts))
    return tuple(alternatives)
