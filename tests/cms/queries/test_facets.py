"""Filters as plain links with counts."""

import pytest
from django.core.cache import cache
from django.http import QueryDict

from cms.queries.facets import (
    FacetSource,
    build_facets,
    get_kept_pairs,
    read_choices,
    remember_counts,
)

KNOWN = {"state": ["DE-RP", "DE-HE"], "kind": ["a", "b"]}
SOURCES = [
    FacetSource(
        "state",
        "State",
        [("DE-RP", "Rheinland-Pfalz"), ("DE-HE", "Hessen")],
        {"DE-RP": 3, "DE-HE": 1},
    ),
    FacetSource("kind", "Kind", [("a", "A"), ("b", "B")], {"a": 2}),
]


def make_panel(query):
    params = QueryDict(query)
    choices = read_choices(params, KNOWN)
    return build_facets(SOURCES, choices, params=params, path="/en/list/")


def test_choices_are_known_values_once_and_the_rest_is_named():
    choices = read_choices(
        QueryDict("state=DE-RP&state=DE-RP&state=XX&kind=&page=3"), KNOWN
    )

    assert choices.chosen == {"state": ("DE-RP",), "kind": ()}
    assert choices.unknown == (("state", "XX"),)


def test_choices_have_one_key_for_every_order():
    keys = {
        read_choices(QueryDict(query), KNOWN).get_key()
        for query in ("kind=a&state=DE-RP", "state=DE-RP&kind=a")
    }

    assert len(keys) == 1


def test_option_adds_its_value_and_an_active_one_takes_it_away():
    panel = make_panel("state=DE-RP&page=7&q=moon&utm=x")

    states = panel.groups[0].options
    assert [(o.label, o.count, o.is_active, o.url) for o in states] == [
        ("Rheinland-Pfalz", 3, True, "/en/list/?q=moon"),
        ("Hessen", 1, False, "/en/list/?q=moon&state=DE-RP&state=DE-HE"),
    ]
    assert [o.url for o in panel.groups[1].options] == [
        "/en/list/?q=moon&state=DE-RP&kind=a"
    ]
    assert [(a.label, a.remove_url) for a in panel.active] == [
        ("Rheinland-Pfalz", "/en/list/?q=moon")
    ]
    assert panel.clear_url == "/en/list/?q=moon"


def test_option_without_rows_is_left_out_unless_chosen():
    assert [o.value for o in make_panel("").groups[1].options] == ["a"]
    assert [o.value for o in make_panel("kind=b").groups[1].options] == ["a", "b"]


def test_unknown_value_is_said_with_the_name_of_its_filter():
    panel = make_panel("state=Atlantis")

    assert [(u.label, u.value) for u in panel.unknown] == [("State", "Atlantis")]
    assert panel.is_filtered is True
    assert make_panel("").is_filtered is False


def test_kept_pairs_drop_the_page_and_what_is_unknown():
    params = QueryDict("page=2&state=XX&kind=b&sort=date")

    assert get_kept_pairs(params, read_choices(params, KNOWN)) == [
        ("sort", "date"),
        ("kind", "b"),
    ]


def test_counts_are_computed_once_a_minute_for_each_key():
    cache.clear()
    computed = []

    def compute():
        computed.append(1)
        return {"DE-RP": len(computed)}

    answers = [remember_counts("list:en:", compute) for _ in range(2)]
    other = remember_counts("list:de:\udcff" + "x" * 500, compute)

    assert answers == [{"DE-RP": 1}, {"DE-RP": 1}]
    assert other == {"DE-RP": 2}


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.mark.requirement("R4.4")
def test_counts_need_no_cache(settings):
    broken = {"BACKEND": "tests.cms.middleware.test_page_cache.BrokenCache"}
    settings.CACHES = {"default": broken}

    assert remember_counts("list", lambda: {"DE-RP": 1}) == {"DE-RP": 1}
