"""The assignment with the greatest sum of scores, with capacities (ME24).

Shortest augmenting paths over reduced costs. Sources: H. W. Kuhn, The Hungarian Method for the
Assignment Problem, Naval Research Logistics Quarterly 2 (1955), pages 83–97; R. Jonker,
A. Volgenant, A Shortest Augmenting Path Algorithm for Dense and Sparse Linear Assignment
Problems, Computing 38 (1987), pages 325–340. A mentor is one node with several places, and
every mentee may stay without.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from alumni.matching.ties import TIE_RANGE, draw_tie

Scores = Mapping[tuple[int, int], int]
"""Score of each pair that may be, by (mentee, mentor); none is below zero."""


def assign_by_score(
    scores: Scores, places: Mapping[int, int], *, seed: int, most_people: bool
) -> dict[int, int]:
    """Return the mentor of each mentee who gets one.

    With ``most_people`` as many as possible get one, and of those outcomes the best is
    taken; without it the sum of the scores alone counts.
    """
    network = _make_network(scores, places, seed, most_people=most_people)
    for mentee in sorted(network.costs):
        network.augment(mentee)
    return network.pairs


@dataclass
class _Network:
    """``costs`` are those of the pairs, ``single`` is that of staying without a mentor.

    ``mentee_prices`` and ``mentor_prices`` are the dual values: no pair costs less than the
    prices of its two, and those that are together cost exactly that.
    """

    costs: dict[int, dict[int, int]]
    places: Mapping[int, int]
    single: int
    pairs: dict[int, int] = field(default_factory=dict)
    taken: dict[int, set[int]] = field(default_factory=dict)
    mentee_prices: dict[int, int] = field(default_factory=dict)
    mentor_prices: dict[int, int] = field(default_factory=dict)

    def augment(self, start: int) -> None:
        """Give the mentee a place, or none, moving others along the cheapest path."""
        prices = [
            cost - self.mentor_prices.get(mentor, 0)
            for mentor, cost in self.costs[start].items()
        ]
        self.mentee_prices[start] = min([self.single, *prices])
        search = _Search(self)
        search.visit(start, 0)
        mentor = search.find_end()
        self._move(search, mentor)
        search.write_prices()

    def _move(self, search: "_Search", mentor: int | None) -> None:
        if mentor is None:
            mentor = self._leave(search.last)
        # Backwards: who reached the mentor takes the place, and leaves another.
        while mentor is not None:
            mentee = search.reached_by[mentor]
            left = self._leave(mentee)
            self.pairs[mentee] = mentor
            self.taken.setdefault(mentor, set()).add(mentee)
            mentor = left

    def _leave(self, mentee: int) -> int | None:
        mentor = self.pairs.pop(mentee, None)
        if mentor is not None:
            self.taken[mentor].discard(mentee)
        return mentor


class _Search:
    """One search for the cheapest path from a mentee to a free place, or to none."""

    def __init__(self, network: _Network) -> None:
        self.network = network
        self.mentees: dict[int, int] = {}
        self.done: dict[int, int] = {}
        self.distances: dict[int, int] = {}
        self.reached_by: dict[int, int] = {}
        self.last = 0
        self.end = -1
        self.shortest_single = -1

    def visit(self, mentee: int, distance: int) -> None:
        network = self.network
        self.mentees[mentee] = distance
        price = network.mentee_prices[mentee]
        single = distance + network.single - price
        if self.shortest_single < 0 or single < self.shortest_single:
            self.shortest_single, self.last = single, mentee
        for mentor, cost in network.costs[mentee].items():
            if mentor in self.done:
                continue
            way = distance + cost - price - network.mentor_prices.get(mentor, 0)
            if mentor not in self.distances or way < self.distances[mentor]:
                self.distances[mentor] = way
                self.reached_by[mentor] = mentee

    def find_end(self) -> int | None:
        """Return the mentor with a free place that is nearest; None if staying without is."""
        network = self.network
        while self.distances:
            mentor = min(self.distances, key=lambda key: (self.distances[key], key))
            distance = self.distances.pop(mentor)
            if distance > self.shortest_single:
                break
            self.end = distance
            taken = network.taken.get(mentor, set())
            if len(taken) < network.places[mentor]:
                return mentor
            self.done[mentor] = distance
            for mentee in sorted(taken):
                self.visit(mentee, distance)
        self.end = self.shortest_single
        return None

    def write_prices(self) -> None:
        network = self.network
        for mentee, distance in self.mentees.items():
            network.mentee_prices[mentee] += self.end - distance
        for mentor, distance in self.done.items():
            price = network.mentor_prices.get(mentor, 0)
            network.mentor_prices[mentor] = price - (self.end - distance)


def _make_network(
    scores: Scores, places: Mapping[int, int], seed: int, *, most_people: bool
) -> _Network:
    mentees = {mentee for mentee, _mentor in scores}
    # Draws decide between equal sums only: all of them together are less than one point.
    scale = TIE_RANGE * (len(mentees) + 1)
    costs: dict[int, dict[int, int]] = {mentee: {} for mentee in mentees}
    for (mentee, mentor), score in sorted(scores.items()):
        if places.get(mentor, 0) > 0:
            worth = score * scale + draw_tie(seed, mentee, mentor) + 1
            costs[mentee][mentor] = -worth
    best = max(scores.values(), default=0)
    single = (best + 1) * scale * (len(mentees) + 1) if most_people else 0
    return _Network(costs=costs, places=places, single=single)
