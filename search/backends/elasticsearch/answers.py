"""What a node answers, as an answer in plain values (F10, F11)."""

from collections.abc import Iterable, Mapping
from typing import Any

from search.backends.elasticsearch.requests import AFTER, BEFORE
from search.enums import FACETS
from search.questions import Answer, BackendUnavailableError, Hit, Part, Question

EXCERPTS = ("summary", "body", "names")


def read_answer(response: Mapping[str, Any], question: Question) -> Answer:
    """Return hits, total and counts.

    Raises:
        BackendUnavailableError: the answer is not whole.
    """
    check_whole(response)
    found = response["aggregations"]
    counts = {}
    if question.has_counts:
        counts = {str(name): _read_counts(found[name]["values"]) for name in FACETS}
    return Answer(
        hits=tuple(_read_hit(hit, question) for hit in response["hits"]["hits"]),
        total=int(found["total"]["things"]["value"]),
        counts=counts,
    )


def count_unfiltered(response: Mapping[str, Any]) -> int:
    """Return how many things words find, whatever else is chosen.

    Raises:
        BackendUnavailableError: the answer is not whole.
    """
    check_whole(response)
    return int(response["aggregations"]["unfiltered"]["value"])


def check_whole(response: Mapping[str, Any]) -> None:
    """Refuse an answer that some shard is missing of, or that time cut short.

    Raises:
        BackendUnavailableError: it is such an answer.
    """
    if response["timed_out"] or response["_shards"]["failed"]:
        raise BackendUnavailableError("the answer is not whole")


def _read_counts(values: Mapping[str, Any]) -> dict[str, int]:
    buckets = values["buckets"]
    if isinstance(buckets, dict):
        pairs = list(buckets.items())
    else:
        pairs = [(bucket["key"], bucket) for bucket in buckets]
    counts = {value: int(bucket["things"]["value"]) for value, bucket in pairs}
    return {value: count for value, count in counts.items() if count}


def _read_hit(hit: Mapping[str, Any], question: Question) -> Hit:
    source, marked = hit["_source"], hit.get("highlight", {})
    title = _merge([*marked.get("title", []), *marked.get("title.exact", [])])
    excerpt: tuple[Part, ...] = ()
    if not title:
        title = (Part(source["title"]),)
        excerpt = _find_excerpt(marked)
    return Hit(
        thing=source["thing"],
        entry=int(source["entry"]),
        title=title,
        excerpt=excerpt,
        is_pinned=source["thing"] in question.pinned,
    )


def _find_excerpt(marked: Mapping[str, list[str]]) -> tuple[Part, ...]:
    """Return the best stretch, of the field that is nearest to the title."""
    for name in EXCERPTS:
        for field in (f"{name}.exact", name):
            if field in marked:
                return _merge(marked[field][:1])
    return ()


def _merge(versions: Iterable[str]) -> tuple[Part, ...]:
    """Return one text in parts from versions of it with different words marked."""
    versions = list(versions)
    if not versions:
        return ()
    text, spans = "", set()
    for version in versions:
        text, found = _read_spans(version)
        spans |= {place for begin, end in found for place in range(begin, end)}
    parts: list[Part] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or (place in spans) != (start in spans):
            parts.append(Part(text[start:place], is_match=start in spans))
            start = place
    return tuple(parts)


def _read_spans(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text without signs, and where what was found begins and ends."""
    text, spans, begin = [], [], 0
    length = 0
    for char in marked:
        if char == BEFORE:
            begin = length
        elif char == AFTER:
            spans.append((begin, length))
        else:
            text.append(char)
            length += 1
    return "".join(text), spans


def list_marked(marked: Mapping[str, list[str]]) -> list[str]:
    """Return the words that are marked in any field, as they are written there."""
    found: dict[str, None] = {}
    for versions in marked.values():
        for version in versions:
            text, spans = _read_spans(version)
            found |= dict.fromkeys(text[begin:end] for begin, end in spans)
    return list(found)
