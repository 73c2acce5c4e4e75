"""Answers questions within a time; whatever goes wrong is one error (F8, F18)."""

import time
from dataclasses import replace
from typing import Any

from elasticsearch.dsl import Q, Search

from cms.audiences import Viewer
from search.backends.elasticsearch.answers import (
    check_whole,
    count_unfiltered,
    list_marked,
    read_answer,
)
from search.backends.elasticsearch.clauses import match_slips
from search.backends.elasticsearch.errors import unavailable
from search.backends.elasticsearch.requests import (
    AFTER,
    BEFORE,
    keep_choices,
    make_request,
    narrow,
    start_search,
)
from search.client import get_client
from search.conf import get_setting
from search.models import SearchSynonym
from search.questions import (
    Answer,
    BackendUnavailableError,
    Question,
    Suggestion,
    Term,
)
from search.ranking import FEW, OWN_LANGUAGE
from search.words import add_halves, expand
from search.words.folding import fold
from search.words.nearness import count_slips
from search.words.synonyms import make_synonyms

LEAST_SECONDS = 0.05
MOST_SLIPS = 2


class Backend:
    """Asks with what is left of its seconds; make one for each question."""

    def __init__(self, seconds: float | None = None) -> None:
        seconds = seconds or get_setting("SEARCH_SECONDS")
        self.end = time.monotonic() + seconds

    def search(self, question: Question) -> Answer:
        synonyms = make_synonyms(SearchSynonym.objects.list_groups())
        wanted = expand(question.words, question.language, synonyms)
        with unavailable():
            response = self._send(make_request(question, wanted))
            halved = add_halves(wanted)
            if (
                halved != wanted
                and question.since is None
                and count_unfiltered(response) < FEW
            ):
                response = self._send(make_request(question, halved))
            answer = read_answer(response, question)
            if not answer.total and question.words and question.forgives_slips:
                return replace(answer, did_you_mean=self._find_meant(question))
        return answer

    def suggest(
        self, text: str, *, language: str, viewer: Viewer, limit: int
    ) -> tuple[Suggestion, ...]:
        beginning = Q(
            "multi_match",
            query=text[:100],
            fields=["title.begin^2", "names.begin"],
            type="cross_fields",
            operator="and",
        )
        ranked = Q(
            "function_score",
            query=beginning,
            functions=[
                {"filter": {"term": {"language": language}}, "weight": OWN_LANGUAGE},
                {"field_value_factor": {"field": "weight", "missing": 1}},
            ],
            score_mode="multiply",
        )
        with unavailable():
            request = (
                start_search(viewer)
                .query(ranked)
                .extra(size=limit, collapse={"field": "thing"})
                .source(["title", "kind", "url"])
            )
            response = self._send(request)
            check_whole(response)
            sources = [hit["_source"] for hit in response["hits"]["hits"]]
            return tuple(
                Suggestion(text=each["title"], kind=each["kind"], url=each["url"])
                for each in sources
            )

    def _send(self, request: Search) -> dict[str, Any]:
        """Ask with the time that is left.

        Raises:
            BackendUnavailableError: there is none.
        """
        left = self.end - time.monotonic()
        if left < LEAST_SECONDS:
            raise BackendUnavailableError("no time left")
        client = get_client().options(request_timeout=left)
        timed = request.using(client).extra(timeout=f"{int(left * 1000)}ms")
        return timed.execute(ignore_cache=True).to_dict()

    def _find_meant(self, question: Question) -> str:
        """Return the query with words that stand in what this viewer may find (F8, F15).

        They are read from a thing that has them all, so none of them can come from
        something hidden.
        """
        terms = question.words.wanted
        search = keep_choices(narrow(start_search(question.viewer), question), question)
        search = search.query(match_slips(terms)).extra(size=1).source([])
        search = search.highlight_options(
            pre_tags=[BEFORE], post_tags=[AFTER], number_of_fragments=3
        )
        for name in ("title", "names", "summary", "body"):
            search = search.highlight(f"{name}.exact")
        response = self._send(search)
        check_whole(response)
        hits = response["hits"]["hits"]
        if not hits:
            return ""
        words = list_marked(hits[0].get("highlight", {}))
        meant = " ".join(_find_nearest(term, words) for term in terms)
        typed = " ".join(_write(term) for term in terms)
        return "" if meant == typed else meant


def _find_nearest(term: Term, words: list[str]) -> str:
    if term.is_phrase:
        return _write(term)
    typed = fold(term.text)
    slips = [(count_slips(typed, fold(word), MOST_SLIPS), word) for word in words]
    few = [pair for pair in slips if pair[0] <= MOST_SLIPS]
    return min(few, key=lambda pair: pair[0])[1] if few else term.text


def _write(term: Term) -> str:
    return f'"{term.text}"' if term.is_phrase else term.text
