"""Must-haves, then a weighted score whose parts can be shown (ME23, ME26)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from alumni.matching.pools import Mentee, Mentor, Pool

FULL = 1000
"""Points of a criterion that is met whole, before its weight: all numbers stay whole."""

EXCLUDED = "exclusion"
NO_PLACE = "place"


@dataclass(frozen=True)
class ScorePart:
    """What one criterion adds: ``points`` of ``most``, by the ``shared`` values."""

    criterion: str
    points: int
    most: int
    shared: frozenset[str]


def find_failing(pool: Pool, mentee: Mentee, mentor: Mentor) -> str:
    """Return the name of the first condition that the pair does not meet, or ""."""
    for person in (mentee, mentor):
        if person.hindrance:
            return person.hindrance
    if (mentee.key, mentor.key) in pool.exclusions:
        return EXCLUDED
    for need in pool.needs:
        wanted = mentee.needs.get(need)
        if wanted and wanted.isdisjoint(mentor.offers.get(need, ())):
            return need
    return "" if mentor.places > 0 else NO_PLACE


def list_parts(pool: Pool, mentee: Mentee, mentor: Mentor) -> list[ScorePart]:
    """Return what each criterion with a weight adds, in the order of the weights.

    A criterion counts by the share of the mentee's values that the mentor offers: a wish
    for less is not worth less.
    """
    parts = []
    for criterion, weight in pool.weights.items():
        wanted = mentee.wishes.get(criterion)
        if not wanted:
            continue
        shared = wanted & mentor.offers.get(criterion, frozenset())
        points = weight * FULL * len(shared) // len(wanted)
        parts.append(ScorePart(criterion, points, weight * FULL, shared))
    return parts


def score_pairs(pool: Pool) -> dict[tuple[int, int], int]:
    """Return the score of every pair that may be, by (mentee, mentor)."""
    return {
        (mentee.key, mentor.key): sum(
            part.points for part in list_parts(pool, mentee, mentor)
        )
        for mentee, mentor in _list_pairs(pool)
        if not find_failing(pool, mentee, mentor)
    }


def count_reasons(pool: Pool, mentee: Mentee) -> Counter[str]:
    """Count, over all mentors, the first condition that fails (ME27)."""
    reasons = (find_failing(pool, mentee, mentor) for mentor in pool.mentors)
    return Counter(reason for reason in reasons if reason)


def _list_pairs(pool: Pool) -> Iterator[tuple[Mentee, Mentor]]:
    return ((mentee, mentor) for mentee in pool.mentees for mentor in pool.mentors)
