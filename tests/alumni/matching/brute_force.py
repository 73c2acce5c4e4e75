"""Every outcome there is, for pools small enough to list them (ME28)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product


def list_outcomes(
    scores: Mapping[tuple[int, int], int], places: Mapping[int, int]
) -> Iterator[dict[int, int]]:
    """Yield every assignment that keeps the places; who gets nobody is not named."""
    mentees = sorted({mentee for mentee, _mentor in scores})
    choices = [
        [None, *sorted(mentor for one, mentor in scores if one == mentee)]
        for mentee in mentees
    ]
    for chosen in product(*choices):
        pairs = {
            mentee: mentor
            for mentee, mentor in zip(mentees, chosen, strict=True)
            if mentor is not None
        }
        taken = Counter(pairs.values())
        if all(taken[mentor] <= places.get(mentor, 0) for mentor in taken):
            yield pairs


def add_up(scores: Mapping[tuple[int, int], int], pairs: Mapping[int, int]) -> int:
    return sum(scores[pair] for pair in pairs.items())
