"""Calls as visitors read them (ED16, ED17)."""

import datetime as dt

import pytest
import time_machine

from cms.enums import CallStatus
from cms.models import Call
from tests.cms.html import find_all, get_texts, parse
from tests.cms.pages import NOW, make_call, make_image, translate

DAY = dt.timedelta(days=1)
DATES = {
    CallStatus.ANNOUNCED: {"opens_at": NOW + DAY, "deadline_at": NOW + 30 * DAY},
    CallStatus.OPEN: {"deadline_at": NOW + 8 * DAY},
    CallStatus.CLOSING: {"deadline_at": NOW + 2 * DAY},
    CallStatus.CLOSED: {"deadline_at": NOW - DAY},
    CallStatus.IN_REVIEW: {
        "deadline_at": NOW - 3 * DAY,
        "review_from": NOW - 2 * DAY,
    },
    CallStatus.DECIDED: {"deadline_at": NOW - 9 * DAY, "decided_at": NOW - DAY},
}


@pytest.fixture
def calls(portal, english):
    """Publish one call of each status and a rolling one, in both languages."""
    pages = {
        status: make_call(title=status.value, slug=status.value, **dates)
        for status, dates in DATES.items()
    }
    pages["rolling"] = make_call(title="rolling", slug="rolling", deadline_at=None)
    for page in pages.values():
        translate(page, english)
    return pages


def list_titles(client, path="/en/calls/", **params):
    tree = parse(client.get(path, params))
    return get_texts(find_all(tree, "main")[0], "h3", class_="card-title")


@pytest.mark.requirement("ED16")
@pytest.mark.parametrize("status", list(DATES))
def test_status_of_the_row_and_of_the_query_agree(calls, status):
    found = Call.objects.with_status(status, NOW)
    counted = Call.objects.annotate_status(NOW).values_list("pk", "status")

    assert {row.get_status(NOW) for row in found} == {status}
    assert dict(counted) == {row.pk: row.get_status(NOW) for row in Call.objects.all()}


@pytest.mark.requirement("ED16", "ED17")
@time_machine.travel(NOW, tick=False)
def test_next_deadline_stands_first_and_rolling_calls_last(client, calls):
    assert list_titles(client) == ["closing", "open", "announced", "rolling"]


@pytest.mark.requirement("ED16")
@time_machine.travel(NOW, tick=False)
def test_archive_holds_what_is_over(client, calls):
    tree = parse(client.get("/en/calls/"))
    links = [
        a for a in find_all(tree, "a") if a.get("href") == "/en/calls/?view=archive"
    ]

    assert [" ".join(a.text.split()) for a in links] == [
        "Archive: 3 calls that have ended"
    ]
    assert list_titles(client, view="archive") == ["closed", "in-review", "decided"]


@pytest.mark.requirement("ED16")
@time_machine.travel(NOW, tick=False)
def test_filter_by_status_counts_and_narrows(client, calls):
    tree = parse(client.get("/en/calls/"))
    options = get_texts(tree, "a", class_="filter-option")[:3]

    assert options == ["open 2", "closing soon 1", "announced 1"]
    assert list_titles(client, status="open") == ["open", "rolling"]
    assert list_titles(client, view="archive", status="decided") == ["decided"]


@pytest.mark.requirement("W36")
@time_machine.travel(NOW, tick=False)
def test_card_says_status_and_deadline_in_words(client, calls):
    tree = parse(client.get("/en/calls/", {"status": "closing"}))
    card = find_all(tree, "article", class_="card")[0]

    assert get_texts(card, "span", class_="badge") == ["closing soon"]
    assert get_texts(card, "li") == ["until 5 March 2027"]


@time_machine.travel(NOW, tick=False)
def test_empty_lists_say_what_will_be_here(client, portal):
    assert get_texts(parse(client.get("/en/calls/")), "h3") == [
        "No call is open at the moment"
    ]
    assert get_texts(parse(client.get("/en/calls/", {"view": "archive"})), "h3") == [
        "No call has ended yet"
    ]


@pytest.mark.requirement("ED16")
@time_machine.travel(NOW, tick=False)
def test_related_calls_are_open_ones_on_the_same_topics(client, portal):
    page = make_call(topics=["physics"])
    make_call(title="Vorbei", topics=["physics"], deadline_at=NOW - DAY)
    make_call(title="Anderes", topics=["biology"])
    make_call(title="Passt", topics=["physics"])

    section = find_all(parse(client.get(page.url)), "section", class_="related")[0]

    assert get_texts(section, "h3") == ["Passt"]


@pytest.mark.parametrize("number", [1, 3])
@time_machine.travel(NOW, tick=False)
def test_index_asks_the_same_for_one_and_three_rows(
    client, portal, number, django_assert_num_queries
):
    for _ in range(number):
        make_call(lead_image=make_image(), topics=["physics"])
    client.get("/de/hilfe/")

    with django_assert_num_queries(12):
        assert client.get("/de/ausschreibungen/").status_code == 200
    with django_assert_num_queries(2):
        assert client.get("/de/ausschreibungen/").status_code == 200
