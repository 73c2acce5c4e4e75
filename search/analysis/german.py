"""German: gender forms made one, light stems, compounds taken apart (F4, F5, F6)."""

import re
from functools import lru_cache
from pathlib import Path

from elasticsearch.dsl import analyzer, char_filter, token_filter

from search.analysis.shared import BEGIN, EXACT, JOIN_GENDER, PAIRS_OF_WORDS, Analysis

DICTIONARY = Path(__file__).parents[1] / "words" / "data" / "compounds.de.txt"
SHORTEST_PART = 4

_LETTERS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
_WRITTEN_OUT = re.compile(r"(?<![aeiouq])ue|(?<=[ao])e")

# Mentorinnen and Mentorin are Mentor; nothing else ends so after these letters (F6).
_PEOPLE = "er|or|eur|ent|ant|ist|zt|lt|nd|og|log|nom|aph|at|rt"
FOLD_PLURAL = char_filter(
    "verbund_fold_innen",
    type="pattern_replace",
    pattern=rf"(?<=\p{{L}}{{2}}(?:{_PEOPLE}))innen(?!\p{{L}})",
    replacement="",
    flags="CASE_INSENSITIVE|UNICODE_CASE",
)
FOLD_SINGULAR = char_filter(
    "verbund_fold_in",
    type="pattern_replace",
    pattern=r"(?<=\p{L}{3}(?:er|or|eur|ent|ant|ist|zt|lt|nd|og))in(?!\p{L})",
    replacement="",
    flags="CASE_INSENSITIVE|UNICODE_CASE",
)
# Schülern is Schüler; a stemmer would take -ern away and leave the school.
FOLD_DATIVE = char_filter(
    "verbund_fold_dative",
    type="pattern_replace",
    pattern=r"(?<=schüler|schueler|schuler|lehrer|partner|trainer)[ns](?!\p{L})",
    replacement="",
    flags="CASE_INSENSITIVE|UNICODE_CASE",
)
# Kitas, Fotos, Videos: a stemmer takes -s only after some consonants.
FOLD_FOREIGN = char_filter(
    "verbund_fold_foreign",
    type="pattern_replace",
    pattern=r"(?<=\p{L}{2}[ao])s(?!\p{L})",
    replacement="",
    flags="CASE_INSENSITIVE|UNICODE_CASE",
)
_CHAR_FILTERS = [JOIN_GENDER, FOLD_PLURAL, FOLD_SINGULAR, FOLD_DATIVE, FOLD_FOREIGN]

# Pupils are not schools, and teachers not apprenticeships.
_KEPT = token_filter(
    "verbund_kept",
    type="keyword_marker",
    keywords=["schuler", "lehrer", "partner", "trainer", "meister"],
)
_STEMS = (
    _KEPT,
    token_filter("verbund_german_stem", type="stemmer", language="light_german"),
    "asciifolding",
    "remove_duplicates",
)


def fold(word: str) -> str:
    """Return a word as `german_normalization` leaves it."""
    return _WRITTEN_OUT.sub(
        lambda match: "u" if match.group() == "ue" else "",
        word.lower().translate(_LETTERS),
    )


@lru_cache(maxsize=1)
def read_word_list() -> tuple[str, ...]:
    """Return the words that compounds are made of, folded, from the dictionary of the field.

    A line is a word, or ``schul > Schule``: a form that stands only inside compounds. What
    follows ``#`` is for readers.
    """
    words = set()
    for line in DICTIONARY.read_text("utf-8").splitlines():
        word = line.partition("#")[0].partition(">")[0].strip()
        if len(word) >= SHORTEST_PART:
            words.add(fold(word))
    return tuple(sorted(words))


def _filters(*last: object) -> list[object]:
    return ["lowercase", "german_normalization", *last]


_BROAD = _filters(
    token_filter(
        "verbund_parts",
        type="dictionary_decompounder",
        word_list=list(read_word_list()),
        min_word_size=6,
        min_subword_size=SHORTEST_PART,
        max_subword_size=25,
        only_longest_match=True,
    ),
    *_STEMS,
)

GERMAN = Analysis(
    exact=EXACT,
    stem=analyzer(
        "verbund_german",
        tokenizer="standard",
        char_filter=_CHAR_FILTERS,
        filter=_filters(*_STEMS),
    ),
    broad=analyzer(
        "verbund_german_parts",
        tokenizer="standard",
        char_filter=_CHAR_FILTERS,
        filter=_BROAD,
    ),
    begin=BEGIN,
    pairs=analyzer(
        "verbund_german_pairs",
        tokenizer="standard",
        char_filter=_CHAR_FILTERS,
        filter=_filters(*_STEMS, PAIRS_OF_WORDS),
    ),
)
