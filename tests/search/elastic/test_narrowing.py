"""What is left by choices, time and place, and what is counted."""

import datetime as dt

import pytest

from search.questions import Nearby
from tests.search.elastic.rows import NOW, make_entry, search, send, titles

pytestmark = [pytest.mark.elasticsearch, pytest.mark.usefixtures("index")]

DAY = dt.timedelta(days=1)


@pytest.mark.requirement("F10")
def test_counts_ignore_their_own_choice_and_respect_the_others():
    make_entry("A", kind="news", values={"state": ("DE-RP",), "topic": ("ki",)})
    make_entry("B", kind="news", values={"state": ("DE-BY",), "topic": ("ki",)})
    make_entry("C", kind="event", values={"state": ("DE-RP",)})
    send()

    answer = search(choices={"kind": ("news",), "state": ("DE-RP",)})

    assert [hit.title[0].text for hit in answer.hits] == ["A"]
    assert answer.total == 1
    assert answer.counts == {
        "kind": {"news": 1, "event": 1},
        "network": {},
        "state": {"DE-RP": 1, "DE-BY": 1},
        "topic": {"ki": 1},
        "stage": {},
        "format": {},
        "period": {},
    }
    assert search(choices={"state": ("DE-RP", "DE-BY")}).total == 3
    assert search(choices={"state": ("DE-XX",)}).total == 0


@pytest.mark.requirement("F10")
def test_period_is_when_it_takes_place():
    make_entry("Läuft", kind="event", starts_at=NOW - DAY, ends_at=NOW + DAY)
    make_entry("Bald", kind="event", starts_at=NOW + 20 * DAY)
    make_entry("Alt", kind="news", published_at=NOW - 30 * DAY)
    send()

    assert search().counts["period"] == {"today": 1, "week": 1, "month": 2, "year": 2}
    assert titles(choices={"period": ("today",)}) == ["Läuft"]


@pytest.mark.requirement("F12")
def test_distance_keeps_what_is_near():
    make_entry("Kaiserslautern", latitude=49.44, longitude=7.77)
    make_entry("Mainz", latitude=50.0, longitude=8.27)
    make_entry("Ohne Ort")
    send()

    near = [Nearby(49.44, 7.77, radius) for radius in (10, 100)]

    assert [sorted(titles(nearby=each)) for each in near] == [
        ["Kaiserslautern"],
        ["Kaiserslautern", "Mainz"],
    ]


@pytest.mark.requirement("F13")
def test_since_keeps_what_appeared_later_to_the_microsecond():
    make_entry("Alt", appeared_at=NOW)
    make_entry("Neu", appeared_at=NOW + dt.timedelta(microseconds=1))
    send()

    assert titles(since=NOW) == ["Neu"]
