"""Fields of a document and how they are taken apart; the same fields in every language."""

import hashlib
import json
from functools import lru_cache
from typing import Any

from elasticsearch.dsl import (
    Date,
    Document,
    Float,
    GeoPoint,
    Index,
    Keyword,
    Long,
    MetaField,
    Text,
)

from search.analysis import Analysis, get_analysis
from search.conf import get_setting


class EntryDocument(Document):
    """What is compared, counted and shown as it is."""

    entry = Long()
    thing = Keyword()
    kind = Keyword()
    level = Keyword()
    language = Keyword()
    version = Long()
    stamp = Long()
    """Rest of the version: sums of it stay exact."""
    url = Keyword(index=False, doc_values=False)
    audience = Keyword()
    owner = Keyword()
    network = Keyword()
    state = Keyword()
    topic = Keyword()
    stage = Keyword()
    format = Keyword()
    published = Date()
    first = Date()
    """When its own time begins: its beginning, else its deadline, else its publication."""
    last = Date()
    ends = Date()
    """From then on it is over."""
    appeared = Long()
    """Microseconds; a date of Elasticsearch ends at milliseconds."""
    point = GeoPoint()
    weight = Float()

    class Meta:
        dynamic = MetaField("strict")


def _text(analysis: Analysis, **more: Any) -> Text:
    # With offsets the words found in a long text are marked without reading it again.
    return Text(
        analyzer=analysis.broad,
        search_analyzer=analysis.stem,
        index_options="offsets",
        fields={
            "stem": Text(analyzer=analysis.stem),
            "exact": Text(analyzer=analysis.exact, index_options="offsets"),
            **more,
        },
    )


@lru_cache(maxsize=16)
def get_document(language: str) -> type[EntryDocument]:
    """Return the document class of a language."""
    analysis = get_analysis(language)
    begin = Text(analyzer=analysis.begin, search_analyzer=analysis.exact)
    pairs = Text(analyzer=analysis.pairs)
    fields = {
        "title": _text(analysis, begin=begin, pairs=pairs),
        "names": _text(analysis, begin=begin),
        "summary": _text(analysis, pairs=pairs),
        "body": _text(analysis),
    }
    name = f"{language.title().replace('-', '')}Document"
    return type(name, (EntryDocument,), {**fields, "__module__": __name__})


def describe_index(language: str) -> dict[str, Any]:
    """Return settings and mappings of the index of a language."""
    index = Index("verbund")
    index.document(get_document(language))
    described: dict[str, Any] = index.to_dict()
    described["settings"] = {
        **described.get("settings", {}),
        "number_of_shards": get_setting("SEARCH_SHARDS"),
        **describe_replicas(),
        # Late writers find the version of what was deleted, so that it stays deleted.
        "gc_deletes": "10m",
        # A reader past the first pages is no reader.
        "max_result_window": 10_000,
    }
    described["mappings"]["_meta"] = {"shape": name_shape(language)}
    return described


def describe_replicas() -> dict[str, Any]:
    """Return the setting for copies: a number, or a range that follows the nodes."""
    replicas = str(get_setting("SEARCH_REPLICAS"))
    if "-" in replicas:
        return {"auto_expand_replicas": replicas}
    return {"number_of_replicas": int(replicas), "auto_expand_replicas": False}


@lru_cache(maxsize=16)
def name_shape(language: str) -> str:
    """Return a name for fields and analysis; an index of another shape is built anew."""
    index = Index("verbund")
    index.document(get_document(language))
    text = json.dumps(index.to_dict(), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
