"""A question as a request: words, audience, choices, time, place, counts (F9, F10, F12, F15)."""

from collections.abc import Iterable
from typing import Any

from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.query import Query

from cms.audiences import Viewer
from search.backends.elasticsearch.clauses import match_unwanted, match_wanted
from search.backends.elasticsearch.names import list_languages, name_alias
from search.documents.building import to_microseconds
from search.enums import FACETS, Period
from search.questions import Question
from search.ranking import (
    DECAYS,
    KIND_WEIGHTS,
    OVER,
    OWN_LANGUAGE,
    PINNED,
    get_period,
)
from search.words import Wanted

KIND, PERIOD = "kind", "period"
LARGEST_FACET = 500
LAST_HIT = 10_000
EXACT_UP_TO = 40_000
"""Up to so many things a total is counted one by one."""

BEFORE, AFTER = "\ue000", "\ue001"
FRAGMENT = 160

SHOWN: list[Any] = ["entry", "thing", "title"]


def start_search(viewer: Viewer) -> Search:
    """Return a search over all languages, in what this viewer may find (F15)."""
    indices = [name_alias(language) for language in list_languages()]
    search = Search(index=indices).filter("terms", audience=sorted(viewer.tokens))
    if viewer.blocked:
        search = search.exclude("terms", owner=sorted(viewer.blocked))
    return search.params(allow_partial_search_results=False).extra(
        track_total_hits=False
    )


def make_request(question: Question, wanted: tuple[Wanted, ...]) -> Search:
    """Return the search whose answer `answers.read_answer` reads."""
    words = match_wanted(wanted, forgives_slips=question.forgives_slips)
    search = narrow(start_search(question.viewer), question)
    search = search.query(_rank(words, question))
    choices = _filter_choices(question)
    if choices:
        search = search.post_filter(_all_of(choices.values()))
    search = _count(search, question, choices)
    start = (question.number - 1) * question.page_size
    if start + question.page_size > LAST_HIT:
        start, size = 0, 0
    else:
        size = question.page_size
    search = search.extra(
        **{"from": start, "size": size}, collapse={"field": "thing"}
    ).source(SHOWN)
    # What is equally good stands in the same order on every page.
    search = search.sort(
        "_score", {"published": {"order": "desc"}}, {"entry": {"order": "asc"}}
    )
    return _mark_matches(search, words) if wanted else search


def narrow(search: Search, question: Question) -> Search:
    """Keep what is near and new enough, whatever the words."""
    if question.nearby is not None:
        search = search.filter(
            "geo_distance",
            distance=f"{question.nearby.radius_km}km",
            point={"lat": question.nearby.latitude, "lon": question.nearby.longitude},
        )
    if question.since is not None:
        search = search.filter(
            "range", appeared={"gt": to_microseconds(question.since)}
        )
    return search


def keep_choices(search: Search, question: Question) -> Search:
    """Keep what has the chosen values."""
    for clause in _filter_choices(question).values():
        search = search.filter(clause)
    return search


def _rank(words: Query, question: Question) -> Query:
    unwanted = match_unwanted(question.words.unwanted)
    found = Q("bool", must=[words], must_not=unwanted) if unwanted else words
    now = question.now.isoformat()
    timely = Q("function_score", query=found, functions=_decay(now), score_mode="sum")
    ranked: Query = Q(
        "function_score",
        query=timely,
        functions=[
            {"filter": {"range": {"ends": {"lt": now}}}, "weight": OVER},
            {
                "filter": {"term": {"language": question.language}},
                "weight": OWN_LANGUAGE,
            },
            *(
                {"filter": {"term": {"kind": kind}}, "weight": weight}
                for kind, weight in KIND_WEIGHTS.items()
            ),
            {"field_value_factor": {"field": "weight", "missing": 1}},
        ],
        score_mode="multiply",
    )
    pinned = [
        Q("constant_score", filter=Q("term", thing=thing), boost=PINNED * (place + 1))
        for place, thing in enumerate(reversed(question.pinned))
    ]
    if not pinned:
        return ranked
    return Q("bool", should=[*pinned, ranked], minimum_should_match=1)


def _decay(now: str) -> list[dict[str, Any]]:
    """Return functions whose sum is 1 for what is new, and less the older it is.

    Each thing has one kind and gets one share of what time can take, whole or decayed.
    """
    aging = [kind for decay in DECAYS for kind in decay.kinds]
    functions: list[dict[str, Any]] = [
        {"filter": {"bool": {"must_not": {"terms": {"kind": aging}}}}, "weight": 1.0}
    ]
    for decay in DECAYS:
        filtered = {"terms": {"kind": list(decay.kinds)}}
        curve = {
            "origin": now,
            "scale": f"{decay.scale_days}d",
            "offset": f"{decay.offset_days}d",
            "decay": 0.5,
        }
        functions += [
            {"filter": filtered, "weight": 1 - decay.share},
            {
                "filter": filtered,
                "weight": decay.share,
                "gauss": {decay.field: curve},
            },
        ]
    return functions


def _filter_choices(question: Question) -> dict[str, Query]:
    """Return a clause for each facet that something was chosen of."""
    clauses: dict[str, Query] = {}
    for name, values in question.choices.items():
        if not values or name not in FACETS:
            continue
        if name == PERIOD:
            known = [value for value in values if value in Period.values]
            clauses[name] = Q(
                "bool",
                should=[_overlap(value, question) for value in known]
                or [Q("match_none")],
                minimum_should_match=1,
            )
        else:
            clauses[str(name)] = Q("terms", **{str(name): list(values)})
    return clauses


def _overlap(period: str, question: Question) -> Query:
    begin, end = get_period(period, question.now)
    clause: Query = Q("range", first={"lt": end.isoformat()}) & Q(
        "range", last={"gte": begin.isoformat()}
    )
    return clause


def _all_of(clauses: Iterable[Query]) -> Query:
    return Q("bool", filter=list(clauses))


def _count(search: Search, question: Question, choices: dict[str, Query]) -> Search:
    """Count things, not entries: in all, and by facet without the facet's own choice."""
    total = search.aggs.bucket("total", A("filter", _all_of(choices.values())))
    total.metric("things", _things())
    search.aggs.metric("unfiltered", _things())
    if not question.has_counts:
        return search
    for name in FACETS:
        others = [clause for facet, clause in choices.items() if facet != name]
        bucket = search.aggs.bucket(str(name), A("filter", _all_of(others)))
        if name == PERIOD:
            periods = {value: _overlap(value, question) for value in Period.values}
            values = A("filters", filters=periods)
        else:
            values = A("terms", field=str(name), size=LARGEST_FACET)
        bucket.bucket("values", values).metric("things", _things())
    return search


def _things() -> Any:
    return A("cardinality", field="thing", precision_threshold=EXACT_UP_TO)


def _mark_matches(search: Search, words: Query) -> Search:
    whole = {"number_of_fragments": 0}
    piece = {"number_of_fragments": 1, "fragment_size": FRAGMENT}
    search = search.highlight_options(
        highlight_query=words.to_dict(),
        require_field_match=False,
        pre_tags=[BEFORE],
        post_tags=[AFTER],
        order="score",
    )
    for name in ("title", "title.exact"):
        search = search.highlight(name, **whole)
    for field in ("summary", "body", "names"):
        for suffix in ("", ".exact"):
            search = search.highlight(f"{field}{suffix}", **piece)
    return search
