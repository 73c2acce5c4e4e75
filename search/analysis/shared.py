"""What all languages share: folding, gender forms joined, beginnings of words, pairs."""

from dataclasses import dataclass
from typing import Any

from elasticsearch.dsl import analyzer, char_filter, token_filter


@dataclass(frozen=True)
class Analysis:
    """Analyzers of a language, the narrowest first.

    ``exact`` folds spellings only; ``stem`` makes forms of a word one; ``broad`` adds the
    parts of compounds and is for the index, never for a query; ``begin`` keeps the
    beginnings of words, ``pairs`` two words that stand beside each other.
    """

    exact: Any
    stem: Any
    broad: Any
    begin: Any
    pairs: Any


# Schüler:innen, Schüler*in, Schüler_innen, Schüler/-innen, Schüler-innen: one word (F6).
JOIN_GENDER = char_filter(
    "verbund_join_gender",
    type="pattern_replace",
    pattern=r"(?<=\p{L})(?:[:*_·]|/-?|-(?=innen))(innen|in)(?!\p{L})",
    replacement="$1",
    flags="CASE_INSENSITIVE|UNICODE_CASE",
)

# ä and ae, ö and oe, ü and ue, ß and ss are one letter, whichever language (F4).
FOLDS: tuple[str, ...] = ("lowercase", "german_normalization", "asciifolding")

EXACT = analyzer(
    "verbund_exact", tokenizer="standard", char_filter=[JOIN_GENDER], filter=[*FOLDS]
)

BEGIN = analyzer(
    "verbund_begin",
    tokenizer="standard",
    char_filter=[JOIN_GENDER],
    filter=[
        *FOLDS,
        token_filter(
            "verbund_beginnings",
            type="edge_ngram",
            min_gram=1,
            max_gram=20,
            preserve_original=True,
        ),
    ],
)

PAIRS_OF_WORDS = token_filter(
    "verbund_pairs_of_words",
    type="shingle",
    min_shingle_size=2,
    max_shingle_size=2,
    output_unigrams=False,
)
