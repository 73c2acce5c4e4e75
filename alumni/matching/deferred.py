"""Deferred acceptance with capacities and partial lists (ME24).

Source: D. Gale, L. S. Shapley, College Admissions and the Stability of Marriage, The American
Mathematical Monthly 69 (1962), pages 9–15. Mentees propose, so among all stable outcomes each
of them gets the best one.
"""

from collections.abc import Mapping, Sequence
from heapq import heappush, heappushpop

Rankings = Mapping[int, Sequence[int]]
"""For each person the others that would do, best first; who is not listed will not do."""


def match_stably(
    wishes: Rankings, preferences: Rankings, places: Mapping[int, int]
) -> dict[int, int]:
    """Return the mentor of each mentee who gets one.

    ``wishes`` are those of the mentees, ``preferences`` those of the mentors, ``places`` how
    many mentees a mentor takes; without a number none. A pair needs the wish of both.
    """
    ranks = {
        mentor: {mentee: rank for rank, mentee in enumerate(listed)}
        for mentor, listed in preferences.items()
    }
    held: dict[int, list[tuple[int, int]]] = {}
    waiting = sorted(wishes, reverse=True)
    asked = dict.fromkeys(waiting, 0)
    while waiting:
        mentee = waiting.pop()
        listed = wishes[mentee]
        while asked[mentee] < len(listed):
            mentor = listed[asked[mentee]]
            asked[mentee] += 1
            rank = ranks.get(mentor, {}).get(mentee)
            if rank is None or places.get(mentor, 0) < 1:
                continue
            own = held.setdefault(mentor, [])
            # The heap's first is the least wanted of those that the mentor holds.
            if len(own) < places[mentor]:
                heappush(own, (-rank, mentee))
                break
            _rank, sent_away = heappushpop(own, (-rank, mentee))
            if sent_away != mentee:
                waiting.append(sent_away)
                break
    return {mentee: mentor for mentor in held for _rank, mentee in held[mentor]}


def find_blocking_pairs(
    pairs: Mapping[int, int],
    wishes: Rankings,
    preferences: Rankings,
    places: Mapping[int, int],
) -> list[tuple[int, int]]:
    """Return the pairs who would both rather have each other than what they got."""
    ranks = {
        mentor: {mentee: rank for rank, mentee in enumerate(listed)}
        for mentor, listed in preferences.items()
    }
    taken: dict[int, list[int]] = {}
    for mentee, mentor in pairs.items():
        taken.setdefault(mentor, []).append(ranks[mentor][mentee])
    blocking = []
    for mentee, listed in wishes.items():
        for mentor in listed:
            if mentor == pairs.get(mentee):
                break
            rank = ranks.get(mentor, {}).get(mentee)
            others = taken.get(mentor, [])
            has_room = len(others) < places.get(mentor, 0)
            prefers = bool(others) and rank is not None and rank < max(others)
            if rank is not None and (has_room or prefers):
                blocking.append((mentee, mentor))
    return blocking
