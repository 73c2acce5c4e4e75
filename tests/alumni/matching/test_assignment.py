"""The best assignment is the one that listing all of them finds (ME24, ME28)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alumni.matching.assignment import assign_by_score
from tests.alumni.matching.brute_force import add_up, list_outcomes

MENTEES, MENTORS = range(1, 6), range(11, 15)
pools = st.tuples(
    st.dictionaries(
        st.tuples(st.sampled_from(MENTEES), st.sampled_from(MENTORS)),
        st.integers(0, 6),
        max_size=14,
    ),
    st.dictionaries(st.sampled_from(MENTORS), st.integers(0, 3)),
    st.integers(0, 3),
)


@pytest.mark.requirement("ME24", "ME28")
@given(pools)
@settings(max_examples=200, deadline=None)
def test_sum_of_scores_is_the_greatest_there_is(pool):
    scores, places, seed = pool

    pairs = assign_by_score(scores, places, seed=seed, most_people=False)

    outcomes = list(list_outcomes(scores, places))
    assert pairs in outcomes
    assert add_up(scores, pairs) == max(add_up(scores, o) for o in outcomes)


@pytest.mark.requirement("ME24", "ME28")
@given(pools)
@settings(max_examples=200, deadline=None)
def test_most_people_come_before_the_best_sum(pool):
    scores, places, seed = pool

    pairs = assign_by_score(scores, places, seed=seed, most_people=True)

    outcomes = list(list_outcomes(scores, places))
    worth = max((len(o), add_up(scores, o)) for o in outcomes)
    assert pairs in outcomes
    assert (len(pairs), add_up(scores, pairs)) == worth


@pytest.mark.requirement("ME24")
def test_all_tied_is_drawn_by_the_seed_and_the_same_again():
    scores = {(mentee, mentor): 5 for mentee in MENTEES for mentor in MENTORS}
    places = dict.fromkeys(MENTORS, 1)

    drawn = [
        assign_by_score(scores, places, seed=seed, most_people=True)
        for seed in (1, 1, 2)
    ]

    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]
    assert sorted(drawn[0].values()) == list(MENTORS)


@pytest.mark.requirement("ME28")
@pytest.mark.parametrize(
    ("scores", "places"),
    [({}, {}), ({}, {11: 3}), ({(1, 11): 4}, {}), ({(1, 11): 4}, {11: 0})],
    ids=["empty", "no mentees", "no places", "places taken"],
)
def test_nobody_to_bring_together(scores, places):
    assert assign_by_score(scores, places, seed=0, most_people=True) == {}
