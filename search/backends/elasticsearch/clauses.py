"""Words of a query as clauses: each term may be answered in any field, the nearest best (F9).

Field and nearness give a fixed weight: by Lucene's own measure a rare slip of the pen would
rank above the word itself. That measure parts what is equally near.
"""

from collections.abc import Callable, Iterable
from typing import Any

from elasticsearch.dsl import Q
from elasticsearch.dsl.query import Query

from search.questions import Term
from search.ranking import (
    FIELD_WEIGHTS,
    MORE_PLACES,
    NEARNESS_WEIGHTS,
    PHRASE_WEIGHT,
)
from search.words import Alternative, Strength, Wanted

FUZZINESS = "AUTO:4,8"
"""None below four letters, one up to seven, two above (F8)."""

LONGEST_WORD = 64
EXACT, STEM, BROAD, PAIRS = ".exact", ".stem", "", ".pairs"
NARROW = ("title", "names", "summary")
HALVES = ("title", "summary")
"""Where half of a compound is looked for: a long text holds any of them."""
NEAR_WORDS = 5
"""Parts of a compound that stand apart, in a long text: with so many words between at most."""

LUCENE = 0.02
"""Less than what parts two fields, even for the rarest word."""


def match_wanted(wanted: Iterable[Wanted], *, forgives_slips: bool = True) -> Query:
    """Return a clause that all terms must meet; nothing wanted is met by everything."""
    wanted = tuple(wanted)
    if not wanted:
        return Q("match_all")
    plain = [each.term.text for each in wanted if not each.term.is_phrase]
    text = " ".join(plain)
    better = [Q("multi_match", query=text, fields=_weigh(STEM), boost=LUCENE)]
    if len(plain) > 1:
        better.append(
            _in_fields(
                lambda field: Q("match", **{field: {"query": text, "operator": "and"}}),
                PAIRS,
                PHRASE_WEIGHT,
                ("title", "summary"),
            )
        )
    terms = [_match_term(each, forgives_slips=forgives_slips) for each in wanted]
    return Q("bool", must=terms, should=better)


def match_unwanted(terms: Iterable[Term]) -> list[Query]:
    """Return a clause for each term, in any of its forms; a phrase is meant as it stands."""
    return [
        _match_phrase(term.text, EXACT, 1.0)
        if term.is_phrase
        else _match_word(term.text, STEM, 1.0)
        for term in terms
    ]


def match_slips(terms: Iterable[Term]) -> Query:
    """Return a clause that all terms meet with one or two slips, even in the first letter."""
    return Q(
        "bool",
        must=[
            _match_phrase(term.text, EXACT, 1.0)
            if term.is_phrase
            else _match_fuzzily(term.text, "AUTO:3,6", 0, 1.0)
            for term in terms
        ],
    )


def _match_term(wanted: Wanted, *, forgives_slips: bool) -> Query:
    queries = [_match_alternative(each) for each in wanted.alternatives]
    text = wanted.term.text
    if forgives_slips and not wanted.term.is_phrase and text.isalpha():
        weight = NEARNESS_WEIGHTS[Strength.TYPO]
        queries.append(_match_fuzzily(text, FUZZINESS, 1, weight))
    return Q("dis_max", queries=queries, tie_breaker=MORE_PLACES)


def _match_alternative(alternative: Alternative) -> Query:
    weight = NEARNESS_WEIGHTS[alternative.strength]
    text = " ".join(alternative.words)
    match alternative.strength:
        case Strength.COMPOUND if len(alternative.words) > 1:
            return _match_parts(alternative.words, weight)
        case Strength.COMPOUND:
            return _match_word(text, BROAD, weight)
        case Strength.HALF:
            return _match_word(text, BROAD, weight, HALVES)
        case Strength.EXACT:
            suffix = EXACT
        case _:
            suffix = STEM
    if alternative.is_phrase:
        return _match_phrase(text, suffix, weight)
    return _match_word(text, suffix, weight)


def _weigh(suffix: str) -> list[str]:
    return [f"{name}{suffix}^{weight}" for name, weight in FIELD_WEIGHTS.items()]


def _in_fields(
    make: Callable[[str], Query],
    suffix: str,
    weight: float,
    names: Iterable[str] = FIELD_WEIGHTS,
) -> Query:
    """Return a clause for any of the fields, with the weight of the best that meets it."""
    return Q(
        "dis_max",
        queries=[
            Q(
                "constant_score",
                filter=make(f"{name}{suffix}"),
                boost=FIELD_WEIGHTS[name] * weight,
            )
            for name in names
        ],
        tie_breaker=MORE_PLACES,
    )


def _match_word(
    text: str, suffix: str, weight: float, names: Iterable[str] = FIELD_WEIGHTS
) -> Query:
    query: dict[str, Any] = {"query": text[:LONGEST_WORD], "operator": "and"}
    return _in_fields(lambda field: Q("match", **{field: query}), suffix, weight, names)


def _match_phrase(text: str, suffix: str, weight: float) -> Query:
    return _in_fields(
        lambda field: Q("match_phrase", **{field: {"query": text}}), suffix, weight
    )


def _match_fuzzily(text: str, fuzziness: str, prefix: int, weight: float) -> Query:
    query: dict[str, Any] = {
        "query": text[:LONGEST_WORD],
        "operator": "and",
        "fuzziness": fuzziness,
        "prefix_length": prefix,
        "max_expansions": 30,
    }
    return _in_fields(lambda field: Q("match", **{field: query}), EXACT, weight)


def _match_parts(parts: tuple[str, ...], weight: float) -> Query:
    """Return a clause for a compound whose parts stand apart: ``Labor für Schüler`` (F5)."""
    share = weight / len(parts)
    short = [_match_word(part, BROAD, share, NARROW) for part in parts]
    near = {
        "all_of": {
            "intervals": [{"match": {"query": part}} for part in parts],
            "ordered": False,
            "max_gaps": NEAR_WORDS,
        }
    }
    body = Q(
        "constant_score",
        filter=Q("intervals", body=near),
        boost=FIELD_WEIGHTS["body"] * weight,
    )
    return Q("dis_max", queries=[Q("bool", must=short), body])
