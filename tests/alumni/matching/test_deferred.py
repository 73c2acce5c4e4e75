"""Nobody would rather have each other, and mentees get the best that is stable (ME24, ME28)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alumni.matching.deferred import find_blocking_pairs, match_stably
from alumni.matching.ties import rank_by_score
from tests.alumni.matching.brute_force import list_outcomes

MENTEES, MENTORS = range(1, 5), range(11, 14)
pools = st.tuples(
    st.fixed_dictionaries(
        {mentee: st.lists(st.sampled_from(MENTORS), unique=True) for mentee in MENTEES}
    ),
    st.fixed_dictionaries(
        {mentor: st.lists(st.sampled_from(MENTEES), unique=True) for mentor in MENTORS}
    ),
    st.dictionaries(st.sampled_from(MENTORS), st.integers(0, 2)),
)


def list_mutual(wishes, preferences):
    return {
        (mentee, mentor): 1
        for mentee, listed in wishes.items()
        for mentor in listed
        if mentee in preferences[mentor]
    }


@pytest.mark.requirement("ME24", "ME28")
@given(pools)
@settings(max_examples=200, deadline=None)
def test_stable_within_places_and_best_for_mentees(pool):
    wishes, preferences, places = pool

    pairs = match_stably(wishes, preferences, places)

    outcomes = list(list_outcomes(list_mutual(wishes, preferences), places))
    stable = [
        outcome
        for outcome in outcomes
        if not find_blocking_pairs(outcome, wishes, preferences, places)
    ]
    assert pairs in stable
    for outcome in stable:
        for mentee, mentor in outcome.items():
            listed = wishes[mentee]
            assert listed.index(pairs[mentee]) <= listed.index(mentor)


@pytest.mark.requirement("ME24")
def test_a_better_mentee_moves_another_to_the_next_wish():
    wishes = {1: [11, 12], 2: [11], 3: [12, 11]}
    preferences = {11: [2, 1, 3], 12: [3, 1]}

    pairs = match_stably(wishes, preferences, {11: 1, 12: 2})

    assert pairs == {1: 12, 2: 11, 3: 12}


@pytest.mark.requirement("ME28")
def test_pair_that_would_rather_have_each_other_is_named():
    wishes, preferences = {1: [11, 12], 2: [11]}, {11: [1, 2], 12: [1]}

    found = find_blocking_pairs({1: 12, 2: 11}, wishes, preferences, {11: 1, 12: 1})

    assert found == [(1, 11)]


@pytest.mark.requirement("ME24")
def test_equal_scores_are_ranked_by_the_draw_alone():
    scores = {(1, 11): 5, (1, 12): 5, (1, 13): 9, (2, 11): 5}

    first, again, other = (rank_by_score(scores, seed) for seed in (3, 3, 8))

    assert first == again
    assert first[0][1][0] == other[0][1][0] == 13
    assert sorted(first[0][1][1:]) == [11, 12]
    assert {tuple(rank_by_score(scores, seed)[0][1]) for seed in range(20)} == {
        (13, 11, 12),
        (13, 12, 11),
    }
