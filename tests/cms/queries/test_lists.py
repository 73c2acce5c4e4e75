"""Counting by bits says what counting by queries would say."""

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.models import NewsIndexPage
from cms.queries.filtered_lists import make_mask
from cms.queries.lists import ThingList
from cms.queries.news import NEWS
from tests.cms.pages import make_news

CHOICES = {
    "kind": ["news", "press"],
    "topic": ["physics", "biology"],
    "stage": ["primary"],
    "year": ["2024", "2025"],
}


@pytest.fixture
def news(portal):
    for kind, topics, stages, year in [
        ("news", ["physics"], ["primary"], 2024),
        ("news", ["physics", "biology"], [], 2025),
        ("press", ["biology"], ["primary"], 2025),
        ("press", [], [], 2024),
        ("portrait", ["physics"], ["primary"], 2026),
    ]:
        make_news(kind=kind, topics=topics, stages=stages, date=f"{year}-05-04T12:00Z")
    return NewsIndexPage.objects.get(locale__language_code="de")


def make_list(index, pairs):
    params = QueryDict(mutable=True)
    for name, value in pairs:
        params.appendlist(name, value)
    return ThingList(NEWS, index=index, params=params, path="/de/aktuelles/")


@pytest.mark.requirement("W41")
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    pairs=st.lists(
        st.sampled_from([(n, v) for n, values in CHOICES.items() for v in values]),
        unique=True,
        max_size=5,
    )
)
def test_counts_agree_with_the_rows_that_each_choice_leaves(news, pairs):
    things = make_list(news, pairs)

    assert things.counts.total == things.get_rows().count()
    for name, values in CHOICES.items():
        others = [pair for pair in pairs if pair[0] != name]
        for value in values:
            alone = make_list(news, [*others, (name, value)])
            assert (
                things.counts.by_filter[name].get(value, 0) == alone.get_rows().count()
            )


@given(st.sets(st.integers(min_value=0, max_value=5_000)))
def test_mask_has_exactly_these_bits(places):
    mask = make_mask(places)

    assert {place for place in range(5_001) if mask >> place & 1} == places
