"""What begins as what is being typed: titles and names, topics, places (F8)."""

from collections.abc import Iterator, Sequence

from django.db import connection
from django.db.models import Q

from cms.audiences import Viewer
from cms.enums import Taxonomy
from cms.geo import get_districts, list_town_names
from cms.models import TermLabel
from search.backends.database.dialects import get_dialect
from search.backends.database.statements import compile_rows
from search.backends.database.tokens import NAMES, TITLE, WRITTEN, make_token
from search.models import Entry
from search.questions import Suggestion
from search.words.folding import fold, list_words
from search.words.taking_apart import parse

MIN_LETTERS = 2
MAX_WORDS = 6
READ = 40
"""Titles that are read to choose the best few."""
TOPIC, PLACE = "topic", "place"


def suggest(
    text: str, *, language: str, viewer: Viewer, limit: int
) -> tuple[Suggestion, ...]:
    """Return titles that the viewer may see, then topics and places; two queries.

    The last word is taken as begun, those before it as whole.
    """
    words = [fold(word) for word in list_words(text[:100])][:MAX_WORDS]
    if not parse(text[:100]) or sum(map(len, words)) < MIN_LETTERS:
        return ()
    typed = " ".join(words)
    titles = _list_titles(words, language, viewer)
    topics = list(_list_topics(typed, language))
    places = list(_list_places(typed))
    # Topics and places get a share, however many titles begin so.
    share = max(1, limit // 4)
    kept = topics[:share] + places[:share]
    return tuple([*titles[: max(0, limit - len(kept))], *kept][:limit])


def _list_titles(
    words: Sequence[str], language: str, viewer: Viewer
) -> list[Suggestion]:
    dialect = get_dialect()
    groups = [
        tuple(make_token(field, WRITTEN, word) for field in (TITLE, NAMES))
        for word in words
    ]
    groups[-1] = tuple(dialect.begin(token) for token in groups[-1])
    matches, params = dialect.match(tuple(groups))
    rows, row_params = compile_rows(
        Entry.objects.visible_to(viewer)
        .filter(Q(language=language) | ~Q(names=""))
        .values("id", "thing", "title", "kind", "url", "boost", "language")
    )
    sql = (
        "SELECT e.thing, e.title, e.kind, e.url FROM"  # nosec B608
        f" ({matches}) AS m CROSS JOIN ({rows}) AS e WHERE e.id = m.entry_id"
        " ORDER BY CASE WHEN e.language = %s THEN 0 ELSE 1 END, e.boost DESC,"
        f" LENGTH(e.title), e.title, e.id LIMIT {READ}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, *row_params, language])
        found = cursor.fetchall()
    things: dict[str, Suggestion] = {}
    for thing, title, kind, url in found:
        things.setdefault(thing, Suggestion(title, kind, url))
    typed = " ".join(words)
    return sorted(things.values(), key=lambda row: not _begins(row.text, typed))


def _begins(text: str, typed: str) -> bool:
    return " ".join(fold(word) for word in list_words(text)).startswith(typed)


def _list_topics(typed: str, language: str) -> Iterator[Suggestion]:
    labels = TermLabel.objects.filter(
        language=language,
        term__taxonomy=Taxonomy.TOPIC,
        term__retired_at=None,
        term__merged_into=None,
    ).order_by("label")
    for label in labels.values_list("label", flat=True):
        if _begins(label, typed):
            yield Suggestion(label, TOPIC)


def _list_places(typed: str) -> Iterator[Suggestion]:
    districts = (district.label for district in get_districts().values())
    for name in dict.fromkeys((*list_town_names(), *districts)):
        if _begins(name, typed):
            yield Suggestion(name, PLACE)
