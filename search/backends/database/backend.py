"""Search in the site's own database: the default, and what answers while a server is away."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import Case, IntegerField, Value, When

from cms.audiences import Viewer
from search.backends.database.counts import make_counts
from search.backends.database.highlights import Marker, make_lead, make_marker
from search.backends.database.places import list_nearby
from search.backends.database.slips import suggest_spelling, widen
from search.backends.database.statements import (
    Statement,
    get_visible,
    make_statement,
)
from search.backends.database.suggestions import suggest
from search.enums import Level
from search.models import Entry, SearchSynonym
from search.questions import (
    Answer,
    BackendUnavailableError,
    Hit,
    Part,
    Question,
    Suggestion,
)
from search.ranking import FEW
from search.words.expanding import Wanted, add_halves, expand
from search.words.synonyms import make_synonyms

LAST_PAGE = 500
LEVELS = {level: number for number, level in enumerate(Level.values)}


class DatabaseBackend:
    """Asks `Entry` and its index of words; at most twelve queries, however much is found."""

    def search(self, question: Question) -> Answer:
        try:
            return _search(question)
        except DatabaseError as error:
            raise BackendUnavailableError from error

    def suggest(
        self, text: str, *, language: str, viewer: Viewer, limit: int
    ) -> tuple[Suggestion, ...]:
        try:
            return suggest(text, language=language, viewer=viewer, limit=limit)
        except DatabaseError as error:
            raise BackendUnavailableError from error


def _search(question: Question) -> Answer:
    synonyms = make_synonyms(SearchSynonym.objects.list_groups())
    wanted = expand(question.words, question.language, synonyms)
    if not wanted and not _is_narrowed(question):
        return Answer(hits=(), total=0)
    nearby = list_nearby(question)
    page = _read_page(question, make_statement(question, wanted, nearby))
    did_you_mean = ""
    if page.unfiltered < FEW and question.since is None:
        halved = add_halves(wanted)
        if halved != wanted:
            wanted = halved
            page = _read_page(question, make_statement(question, wanted, nearby))
    if not page.total and wanted and question.forgives_slips:
        widened, near = widen(question, wanted)
        if widened != wanted:
            wanted = widened
            page = _read_page(question, make_statement(question, wanted, nearby))
        if not page.total:
            did_you_mean = suggest_spelling(question, near, question.words)
    return Answer(
        hits=_make_hits(question, page.things, wanted),
        total=page.total,
        counts=page.counts,
        did_you_mean=did_you_mean,
    )


def _is_narrowed(question: Question) -> bool:
    """Return whether something is asked for although no word is."""
    chosen = any(question.choices.values())
    return chosen or question.nearby is not None or question.since is not None


@dataclass(frozen=True)
class _Page:
    things: tuple[str, ...]
    total: int
    unfiltered: int
    """How many things words find, whatever else is chosen."""
    counts: Mapping[str, Mapping[str, int]]


PLACE, TOTAL, UNFILTERED = "#place", "#total", "#unfiltered"
"""Names of rows beside those of facets: a thing with its place, and how many there are."""


def _read_page(question: Question, statement: Statement) -> _Page:
    """Return the things of one page, the best first, with total and counts; one query.

    What words find is found once, for the page and for all counts.
    """
    number = min(max(question.number, 1), LAST_PAGE)
    first = (number - 1) * question.page_size
    pins = "".join(f" WHEN %s THEN {place}" for place in range(len(question.pinned)))
    pinned = f"CASE thing{pins} ELSE {len(question.pinned)} END, " if pins else ""
    shown = "COALESCE(published_at, starts_at)"
    sql = (
        f"{statement.sql}, page AS (SELECT thing, ROW_NUMBER() OVER (ORDER BY {pinned}"  # nosec B608
        f"score DESC, {shown} IS NULL, {shown} DESC, thing) AS place FROM flagged"
        f" WHERE {statement.where()})"
        f" SELECT '{PLACE}', thing, place FROM page"
        f" WHERE place > {first} AND place <= {first + question.page_size}"
        f" UNION ALL SELECT '{TOTAL}', '', COUNT(*) FROM page"
        f" UNION ALL SELECT '{UNFILTERED}', '', COUNT(*) FROM flagged"
    )
    params = [*statement.params, *question.pinned]
    if question.has_counts:
        counts, count_params = make_counts(question, statement)
        sql += f" UNION ALL {counts}"
        params += count_params
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for name, value, count in rows:
        if count:
            found[name][value] = count
    places = found.pop(PLACE, {})
    total = found.pop(TOTAL, {"": 0})[""]
    unfiltered = found.pop(UNFILTERED, {"": 0})[""]
    things = tuple(sorted(places, key=places.__getitem__))
    return _Page(things, total, unfiltered, dict(found))


def _make_hits(
    question: Question, things: Sequence[str], wanted: Sequence[Wanted]
) -> tuple[Hit, ...]:
    """Return what is shown of each thing; one query for all."""
    if not things:
        return ()
    rows = (
        get_visible(question)
        .filter(thing__in=things, is_own=1)
        .order_by(_by_level(), "pk")
    )
    by_thing: dict[str, list[Entry]] = {}
    for entry in rows:
        by_thing.setdefault(entry.thing, []).append(entry)
    marker = make_marker(wanted)
    # A thing may be gone since its page was read.
    return tuple(
        _make_hit(by_thing[thing], marker, is_pinned=thing in question.pinned)
        for thing in things
        if thing in by_thing
    )


def _by_level() -> Any:
    """What everybody may see of a thing says best what it is."""
    cases = [When(level=level, then=Value(place)) for level, place in LEVELS.items()]
    return Case(*cases, output_field=IntegerField())


def _make_hit(entries: Sequence[Entry], marker: Marker, *, is_pinned: bool) -> Hit:
    shown = entries[0]
    title = marker.mark(shown.title)
    texts = [text for e in entries for text in (e.summary, e.body, e.names)]
    excerpt = marker.find_excerpt(texts)
    if not excerpt and not any(part.is_match for part in title):
        lead = make_lead(texts)
        excerpt = (Part(lead),) if lead else ()
    return Hit(shown.thing, shown.pk, title, excerpt, is_pinned)
