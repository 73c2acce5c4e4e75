"""Ties are drawn, not decided by who came first (ME24)."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b

TIE_RANGE = 1 << 20


def draw_tie(seed: int, mentee: int, mentor: int) -> int:
    """Return a number in ``range(TIE_RANGE)`` that only the seed and the pair decide.

    A digest and no random generator: replays of stored runs must agree across versions of
    Python, and a person who is added must not change the draw of the others.
    """
    text = f"{seed}:{mentee}:{mentor}".encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest()) % TIE_RANGE


def rank_by_score(
    scores: Mapping[tuple[int, int], int], seed: int
) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Return the rankings of mentees and of mentors, best first, by (mentee, mentor) score."""
    by_mentee: dict[int, list[tuple[int, int, int]]] = {}
    by_mentor: dict[int, list[tuple[int, int, int]]] = {}
    for (mentee, mentor), score in scores.items():
        tie = draw_tie(seed, mentee, mentor)
        by_mentee.setdefault(mentee, []).append((-score, tie, mentor))
        by_mentor.setdefault(mentor, []).append((-score, tie, mentee))
    return _sort(by_mentee), _sort(by_mentor)


def _sort(lists: Mapping[int, Iterable[tuple[int, int, int]]]) -> dict[int, list[int]]:
    return {key: [other for *_rank, other in sorted(lists[key])] for key in lists}
