"""How good an order of results is: nDCG@10 of a backend over judged queries (F23)."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from cms.audiences import VISITOR, Viewer
from cms.cms_demo import pictures
from cms.demo import demo_parts
from search.models import Entry
from search.questions import Backend, Question
from search.words import parse
from tests.search.finding import refresh_everything

FILE = Path(__file__).parent / "judged_queries.yaml"
DEPTH = 10
BOUNDS = {"database": 0.80, "elasticsearch": 0.90}
"""What the mean of all judged queries must reach (F23)."""
LAST_PART = "community.groups"
"""What the demo makes after it, as messages, no visitor finds."""


@dataclass(frozen=True)
class Judged:
    """A query with the grades of its things by ``kind: German title``."""

    query: str
    language: str
    tests: str
    things: Mapping[str, int]


@dataclass(frozen=True)
class Score:
    judged: Judged
    ndcg: float
    found: tuple[str, ...]
    """What the backend answered first, as the file names it."""


def read_judged() -> list[Judged]:
    return [Judged(**row) for row in yaml.safe_load(FILE.read_text("utf-8"))]


def get_dcg(grades: Sequence[int]) -> float:
    """Return the gain of each grade, less the further down: (2^grade - 1) / log2(place + 1)."""
    return sum(
        (2**grade - 1) / math.log2(place + 1)
        for place, grade in enumerate(grades[:DEPTH], 1)
    )


def get_ndcg(grades: Sequence[int], judged: Sequence[int]) -> float:
    """Return the gain of an order as a share of the best one that there is; 1 is best."""
    best = get_dcg(sorted(judged, reverse=True))
    return get_dcg(grades) / best if best else 1.0


def name_things() -> dict[str, str]:
    """Return how the file names each thing: by its kind and its German title."""
    names: dict[str, str] = {}
    rows = Entry.objects.filter(is_gone=False).order_by("-level", "pk")
    for thing, kind, title, language in rows.values_list(
        "thing", "kind", "title", "language"
    ):
        if language == "de" or thing not in names:
            names[thing] = f"{kind}: {title}"
    return names


def find_unknown(judged: Sequence[Judged]) -> list[str]:
    """Return judged things that no entry has; the demo has changed without the file."""
    known = set(name_things().values())
    return sorted({name for row in judged for name in row.things if name not in known})


def measure(
    backend: Backend,
    judged: Sequence[Judged],
    *,
    now: dt.datetime,
    viewer: Viewer = VISITOR,
) -> list[Score]:
    """Ask a backend every query; the mean of ``ndcg`` is the figure of F23."""
    names = name_things()
    scores = []
    for row in judged:
        question = Question(
            words=parse(row.query),
            language=row.language,
            now=now,
            viewer=viewer,
            page_size=DEPTH,
            has_counts=False,
        )
        hits = backend.search(question).hits
        found = tuple(names.get(hit.thing, hit.thing) for hit in hits)
        grades = [row.things.get(name, 0) for name in found]
        scores.append(Score(row, get_ndcg(grades, list(row.things.values())), found))
    return scores


def load_findable_demo(now: dt.datetime) -> None:
    """Make all of the demo that visitors can find, with its entries.

    Pictures are kept in their own size only: nobody looks at them, and the other sizes
    take longer than all the rest.
    """
    made, pictures.make_renditions_of_many = pictures.make_renditions_of_many, list
    try:
        for part in demo_parts.entries():
            part.load(now)
            if part.name == LAST_PART:
                break
    finally:
        pictures.make_renditions_of_many = made
    refresh_everything()


def get_mean(scores: Sequence[Score]) -> float:
    return sum(score.ndcg for score in scores) / len(scores)
