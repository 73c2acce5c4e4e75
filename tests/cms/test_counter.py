"""How often a thing is seen, without cookie and person (ED14)."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.http import HttpResponse

from cms.counter import (
    count_view,
    flush_counts,
    get_count,
    get_mark,
    hide_small,
    is_counted,
    read_mark,
    set_mark,
)
from cms.models import DailyCount, Network

NIGHT = dt.datetime(2027, 3, 3, 23, 30, tzinfo=dt.UTC)
FIRST, SECOND = dt.date(2027, 3, 3), dt.date(2027, 3, 4)
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def thing(portal):
    return Network.objects.get_site()


@pytest.mark.requirement("ED14")
def test_visits_are_added_up_by_day_in_berlin(thing, django_assert_num_queries):
    mark = get_mark(thing)
    with django_assert_num_queries(0):
        for _visit in range(3):
            count_view(mark, now=NIGHT)
        count_view(mark, now=NIGHT - dt.timedelta(hours=2))

    assert flush_counts() == 4
    assert flush_counts() == 0

    rows = DailyCount.objects.order_by("day").values_list("day", "kind", "count")
    assert list(rows) == [(FIRST, "view", 1), (SECOND, "view", 3)]
    assert get_count(thing, since=FIRST, until=SECOND) == 4
    assert get_count(thing, since=SECOND, until=SECOND) == 3
    assert get_count(thing, since=FIRST, until=SECOND, kind="click") == 0


def test_visits_are_written_when_it_is_time(thing, settings):
    settings.VERBUND_COUNT_FLUSH_SECONDS = 0

    count_view(get_mark(thing), now=NIGHT)
    count_view(get_mark(thing), now=NIGHT)

    assert DailyCount.objects.get().count == 2


@pytest.mark.requirement("ED14")
@pytest.mark.parametrize(
    ("count", "shown"), [(0, None), (1, None), (4, None), (5, 5), (128, 128)]
)
def test_values_below_five_are_hidden(count, shown):
    assert hide_small(count) == shown


@pytest.mark.requirement("ED14")
@pytest.mark.parametrize(
    ("method", "headers", "expected"),
    [
        ("get", {"HTTP_USER_AGENT": BROWSER}, True),
        ("head", {"HTTP_USER_AGENT": BROWSER}, False),
        ("get", {}, False),
        ("get", {"HTTP_USER_AGENT": "Googlebot/2.1"}, False),
        ("get", {"HTTP_USER_AGENT": BROWSER, "HTTP_SEC_PURPOSE": "prefetch"}, False),
    ],
)
def test_robots_and_prefetches_do_not_count(rf, method, headers, expected):
    assert is_counted(getattr(rf, method)("/", **headers)) is expected


def test_preview_does_not_count(rf):
    request = rf.get("/", HTTP_USER_AGENT=BROWSER)
    request.is_preview = True

    assert is_counted(request) is False


def test_answer_carries_the_mark_of_its_thing(thing):
    response = HttpResponse()
    assert read_mark(response) is None

    set_mark(response, get_mark(thing))

    assert read_mark(response) == ("cms.network", thing.pk)


@pytest.mark.race
@pytest.mark.requirement("R12")
@pytest.mark.django_db(transaction=True)
def test_parallel_visits_are_all_counted(thing, repetitions):
    mark = get_mark(thing)
    for _round in range(repetitions):
        DailyCount.objects.all().delete()
        barrier = threading.Barrier(8)

        def visit(barrier=barrier):
            barrier.wait()
            for _visit in range(5):
                count_view(mark, now=NIGHT)
                flush_counts()
            connection.close()

        threads = [threading.Thread(target=visit) for _number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        flush_counts()

        assert DailyCount.objects.get().count == 40
