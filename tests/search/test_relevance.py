"""The measure of relevance, against values made by hand; the file of judged queries."""

import pytest

from tests.search.database.making import BACKEND, NOW, add_entry
from tests.search.relevance import (
    Judged,
    find_unknown,
    get_dcg,
    get_mean,
    get_ndcg,
    measure,
    read_judged,
)


@pytest.mark.requirement("F23")
@pytest.mark.parametrize(
    ("grades", "judged", "expected"),
    [
        ([3, 2, 1], [1, 2, 3], 1.0),
        # 7/1 + 3/1.58496 + 1/2 = 9.39279; turned round 1/1 + 3/1.58496 + 7/2 = 6.39279.
        ([1, 2, 3], [1, 2, 3], 0.68061),
        ([0, 3], [3], 0.63093),
        ([], [3], 0.0),
        ([0] * 10 + [3], [3], 0.0),
        ([], [], 1.0),
    ],
)
def test_ndcg_is_that_of_the_textbook(grades, judged, expected):
    assert round(get_ndcg(grades, judged), 5) == expected


@pytest.mark.requirement("F23")
def test_gain_falls_with_the_place():
    assert [get_dcg([3]), get_dcg([0, 0, 3])] == [7.0, 3.5]


@pytest.mark.requirement("F23")
def test_file_judges_enough_queries_in_both_languages_once():
    judged = read_judged()

    assert len(judged) >= 80
    assert {row.language for row in judged} == {"de", "en"}
    assert len({(row.query, row.language) for row in judged}) == len(judged)
    assert {g for row in judged for g in row.things.values()} == {1, 2, 3}
    assert [row for row in judged if not row.tests or not row.things] == []


@pytest.mark.django_db
@pytest.mark.requirement("F23")
def test_a_backend_is_measured_by_the_titles_that_it_finds():
    add_entry("news:1", "Labor")
    add_entry("news:2", "Etwas", body="Labor")
    judged = [
        Judged("Labor", "de", "order", {"news: Labor": 1, "news: Etwas": 3}),
        Judged("Chemie", "de", "nothing", {"news: Chemie": 3}),
    ]

    scores = measure(BACKEND, judged, now=NOW)

    assert [score.found for score in scores] == [("news: Labor", "news: Etwas"), ()]
    assert round(get_mean(scores), 5) == 0.3549
    assert find_unknown(judged) == ["news: Chemie"]
