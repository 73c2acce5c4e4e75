"""What fails first is named, what counts is added up in whole numbers (ME10, ME23, ME26–ME28)."""

from collections import Counter
from dataclasses import replace

import pytest

from alumni.matching.pools import Mentee, Mentor, Pool
from alumni.matching.scores import ScorePart, count_reasons, list_parts, score_pairs

PUPIL = Mentee(
    key=1,
    needs={"language": frozenset({"de"})},
    wishes={"topic": frozenset({"robotics", "space"}), "format": frozenset({"visit"})},
)
ENGINEER = Mentor(
    key=11,
    offers={
        "language": frozenset({"de", "en"}),
        "topic": frozenset({"robotics"}),
        "format": frozenset({"visit"}),
    },
)
POOL = Pool(
    mentees=(PUPIL,),
    mentors=(ENGINEER,),
    weights={"topic": 5, "format": 2, "town": 3},
    needs=("language",),
)


@pytest.mark.requirement("ME23", "ME26")
def test_score_is_the_sum_of_the_parts_that_are_shown():
    assert list_parts(POOL, PUPIL, ENGINEER) == [
        ScorePart("topic", 2500, 5000, frozenset({"robotics"})),
        ScorePart("format", 2000, 2000, frozenset({"visit"})),
    ]
    assert score_pairs(POOL) == {(1, 11): 4500}


@pytest.mark.requirement("ME27")
def test_first_condition_that_fails_is_counted():
    others = (
        replace(ENGINEER, key=12, hindrance="clearance"),
        replace(ENGINEER, key=13, offers={"language": frozenset({"pl"})}),
        replace(ENGINEER, key=14, places=0),
        replace(ENGINEER, key=15, offers={"language": frozenset({"fr"})}, places=0),
    )
    pool = replace(POOL, mentors=(ENGINEER, *others), exclusions=frozenset({(1, 11)}))

    assert count_reasons(pool, PUPIL) == Counter(
        exclusion=1, clearance=1, language=2, place=1
    )
    assert score_pairs(pool) == {}
    assert count_reasons(pool, replace(PUPIL, hindrance="consent")) == {"consent": 5}


@pytest.mark.requirement("ME28")
@pytest.mark.parametrize("criterion", ["topic", "format", "town"])
def test_more_weight_never_lowers_a_score(criterion):
    heavier = {**POOL.weights, criterion: POOL.weights[criterion] + 1}

    before, after = score_pairs(POOL), score_pairs(replace(POOL, weights=heavier))

    assert all(after[pair] >= before[pair] for pair in before)
    assert after.keys() == before.keys()


@pytest.mark.requirement("ME10", "ME23")
def test_who_asks_for_nothing_is_open_to_all_and_scores_nothing():
    pool = replace(POOL, mentees=(Mentee(key=2),))

    assert score_pairs(pool) == {(2, 11): 0}
