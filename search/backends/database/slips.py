"""Slips of the pen: which known words may have been meant, for what nothing was found (F8)."""

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Q

from search.backends.database.statements import compile_rows, get_visible, make_matches
from search.models import KnownWord
from search.questions import Question, Term, Words
from search.words.expanding import Alternative, Strength, Wanted
from search.words.folding import fold
from search.words.nearness import allow_slips, count_slips

MOST_TERMS = 4
"""Terms that are corrected; who types more that nobody knows typed no slips."""
MOST_WORDS = 8
MIN_INSIDE = 5
"""Letters of a word that is looked for inside of others, where no dictionary knew it."""


def find_places(question: Question, wanted: Sequence[Wanted]) -> set[int]:
    """Return the places of the terms for which the viewer finds anything; one query."""
    matches, params = make_matches(wanted)
    rows, row_params = compile_rows(get_visible(question).values("id", "is_own"))
    sql = (
        f"WITH m AS ({matches}) SELECT DISTINCT m.place FROM m CROSS JOIN ({rows}) AS e"  # nosec B608
        " WHERE e.id = m.entry_id AND (e.is_own = 1 OR m.is_name = 1)"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, *row_params])
        return {place for (place,) in cursor.fetchall()}


def widen(
    question: Question, wanted: Sequence[Wanted]
) -> tuple[tuple[Wanted, ...], dict[Term, list[str]]]:
    """Return the terms with what may have been meant, and other near words by their term.

    Two queries. What nothing is known of stays as it was typed.
    """
    found = find_places(question, wanted)
    lost = [
        term.term
        for place, term in enumerate(wanted)
        if place not in found and not term.term.is_phrase
    ][:MOST_TERMS]
    if not lost:
        return tuple(wanted), {}
    known = _find_known(lost)
    near = {term: _list_near(fold(term.text), known) for term in lost}
    widened = tuple(
        Wanted(
            term.term,
            (
                *term.alternatives,
                *(
                    Alternative(Strength.TYPO, (spelling,))
                    for spelling, is_allowed in near.get(term.term, ())
                    if is_allowed
                ),
            ),
        )
        for term in wanted
    )
    return widened, {
        term: [spelling for spelling, _is_allowed in words]
        for term, words in near.items()
    }


def _find_known(terms: Iterable[Term]) -> list[tuple[str, str]]:
    """Return folded form and spelling of the known words of nearly the shape of a term."""
    shapes = Q(pk__in=[])
    for term in terms:
        word = fold(term.text)
        most = allow_slips(word)
        if most:
            first = {word[0], word[1]}
            around = (len(word) - most - 1, len(word) + most + 1)
            shapes |= Q(initial__in=first, length__range=around)
        if len(word) >= MIN_INSIDE:
            shapes |= Q(folded__contains=word)
    rows = KnownWord.objects.filter(shapes).order_by("folded")
    return list(dict(rows.values_list("folded", "spelling")).items())


def _list_near(word: str, known: Iterable[tuple[str, str]]) -> list[tuple[str, bool]]:
    """Return spellings, the nearest first, and whether so many slips are forgiven.

    The first letter is to be right, and a word inside of another is no slip at all.
    """
    most = allow_slips(word)
    letters = sorted(word)
    found = []
    for folded, spelling in known:
        if len(word) >= MIN_INSIDE and word in folded:
            found.append((0, folded, spelling, True))
        elif most and abs(len(word) - len(folded)) <= most + 1:
            if not _share_letters(letters, folded, most + 1):
                continue
            slips = count_slips(word, folded, most + 1)
            if slips <= most + 1:
                is_allowed = slips <= most and folded[0] == word[0]
                found.append((slips, folded, spelling, is_allowed))
    found.sort(key=lambda row: (not row[3], row[:2]))
    return [(spelling, is_allowed) for *_, spelling, is_allowed in found[:MOST_WORDS]]


def _share_letters(letters: list[str], other: str, most: int) -> bool:
    """Return whether the two can be so near at all; cheap, before the table is made."""
    rest = list(other)
    missing = 0
    for letter in letters:
        if letter in rest:
            rest.remove(letter)
        else:
            missing += 1
            if missing > most:
                return False
    return True


def suggest_spelling(
    question: Question, near: dict[Term, list[str]], words: Words
) -> str:
    """Return the query with known words instead of unknown ones; empty if none would help.

    One query: only a word that stands in an entry that the viewer may see is offered.
    """
    candidates = [
        (term, spelling) for term, spellings in near.items() for spelling in spellings
    ]
    if not candidates:
        return ""
    asked = [
        Wanted(Term(spelling), (Alternative(Strength.EXACT, (spelling,)),))
        for _term, spelling in candidates
    ]
    seen = find_places(question, asked)
    chosen: dict[Term, str] = {}
    for place, (term, spelling) in enumerate(candidates):
        if place in seen:
            chosen.setdefault(term, spelling)
    if not chosen:
        return ""
    said = [_write(term, chosen.get(term, term.text)) for term in words.wanted]
    return " ".join(
        [*said, *(f"-{_write(term, term.text)}" for term in words.unwanted)]
    )


def _write(term: Term, text: str) -> str:
    return f'"{text}"' if term.is_phrase else text
