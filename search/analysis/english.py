"""English: light stems. Names fold as in German, they are the same names."""

from elasticsearch.dsl import analyzer, token_filter

from search.analysis.shared import BEGIN, EXACT, JOIN_GENDER, PAIRS_OF_WORDS, Analysis

# Stems before the folding: "values" is a form of "value", "valus" is none.
_FILTERS = [
    "lowercase",
    token_filter("verbund_english_stem", type="stemmer", language="light_english"),
    "german_normalization",
    "asciifolding",
]

_STEM = analyzer(
    "verbund_english", tokenizer="standard", char_filter=[JOIN_GENDER], filter=_FILTERS
)

ENGLISH = Analysis(
    exact=EXACT,
    stem=_STEM,
    broad=_STEM,
    begin=BEGIN,
    pairs=analyzer(
        "verbund_english_pairs",
        tokenizer="standard",
        char_filter=[JOIN_GENDER],
        filter=[*_FILTERS, PAIRS_OF_WORDS],
    ),
)
