"""The calendar of a network: what stands in it, what collides, which weeks are free (ED73)."""

import datetime as dt
import json

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from cms.models import (
    CallIndexPage,
    EventIndexPage,
    EventPage,
    NetworkDistrict,
    NetworkState,
    PageDistrict,
    RegionPage,
    SchoolHoliday,
)
from cms.queries.collisions import Collision, Entry, find_collisions, find_kind
from cms.queries.network_calendar import find_page_collisions, get_network_calendar
from tests.cms.asking import make_offer
from tests.cms.pages import add_terms, make_call, publish
from tests.cms.staff import make_network

pytestmark = pytest.mark.requirement("ED73")
MARCH = dt.date(2027, 3, 1)
DAY = dt.timedelta(days=1)


def make_entry(day=10, *, last=None, row=1, **values):
    first = dt.date(2027, 3, day)
    fields = {"kind": "event", "title": f"Termin {row}", "row": ("event", row)}
    return Entry(
        first_day=first, last_day=dt.date(2027, 3, last or day), **fields | values
    )


def make_holiday(first=22, last=26, **values):
    fields = {"state": "DE-RP", "name": "Osterferien (Beispiel)"}
    return SchoolHoliday(
        start_date=dt.date(2027, 3, first),
        end_date=dt.date(2027, 3, last),
        **fields | values,
    )


EMPTY = frozenset()
HERE, THERE = frozenset({"07312"}), frozenset({"01002"})


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        # the same day
        ({}, {}, "audience"),
        ({}, {"day": 11}, None),
        ({"day": 9, "last": 10}, {}, "audience"),
        ({"districts": HERE}, {"districts": HERE}, "audience"),
        ({"districts": HERE}, {"districts": THERE}, None),
        ({"districts": HERE}, {}, "audience"),
        ({"audience": frozenset({1, 2})}, {"audience": frozenset({2, 3})}, "audience"),
        ({"audience": frozenset({1})}, {"audience": frozenset({2})}, None),
        ({"ages": (6, 10)}, {"ages": (11, None)}, None),
        ({"ages": (None, 10)}, {"ages": (10, 12)}, "audience"),
        # the same venue, whoever it is for
        (
            {"venue": "Hochschule", "districts": HERE},
            {"venue": " hochschule", "districts": THERE},
            "venue",
        ),
        ({"venue": "", "districts": HERE}, {"venue": "", "districts": THERE}, None),
        # the same target group, wherever it is
        (
            {"target_groups": frozenset({7}), "districts": HERE},
            {"target_groups": frozenset({7, 8}), "districts": THERE},
            "target-group",
        ),
        # the same week of the holidays
        ({"day": 22}, {"day": 26}, "holidays"),
        ({"day": 15}, {"day": 19}, None),
        ({"day": 22, "districts": HERE}, {"day": 26, "districts": THERE}, None),
        # deadlines, and another date of the same thing
        ({"kind": "call"}, {}, None),
        ({}, {"row": 1}, None),
    ],
)
def test_what_collides(one, other, kind):
    entries = (make_entry(**one), make_entry(**{"row": 2} | other))

    found = find_kind(*entries, [make_holiday()])

    assert found == kind


def test_pair_is_named_once():
    first, second = make_entry(row=1), make_entry(row=2)

    found = find_collisions([first, second], [first, second], [])

    assert found == [Collision("audience", first, second)]


# --- the calendar of a network ------------------------------------------------------------------


@pytest.fixture
def network(portal):
    return make_place("MINT Nord", "DE-RP", "07312")


def make_place(name, state, district=None):
    network = make_network(name)
    NetworkState.objects.create(network=network, state=state)
    if district:
        NetworkDistrict.objects.create(network=network, ags=district)
    return network


def make_event(network, day=10, *, live=True, hours=2, districts=(), **values):
    region = RegionPage.objects.get(network=network, locale__language_code="de")
    index = EventIndexPage.objects.child_of(region).first()
    if index is None:
        index = region.add_child(
            instance=EventIndexPage(title="Termine", slug="termine")
        )
    number = EventPage.objects.count() + 1
    start = dt.datetime(2027, 3, day, 15, tzinfo=dt.UTC)
    page = index.add_child(
        instance=EventPage(
            **{
                "title": f"Fest {number}",
                "slug": f"fest-{number}",
                "starts_at": start,
                "ends_at": start + dt.timedelta(hours=hours),
                "venue_address": f"Hof {number}",
                "live": live,
            }
            | values
        )
    )
    PageDistrict.objects.bulk_create(
        PageDistrict(page_id=page.pk, ags=ags) for ags in districts
    )
    return publish(EventPage.objects.get(pk=page.pk)) if live else page


def list_titles(calendar):
    return [entry.title for entry in calendar.entries]


def test_calendar_shows_own_things_and_the_neighbours_public_events(network, german):
    neighbour = make_place("MINT Ost", "DE-RP")
    far = make_place("MINT Fern", "DE-SH")
    make_event(network, 2, title="Eigenes Fest")
    make_event(network, 3, title="Eigener Entwurf", live=False)
    make_event(neighbour, 4, title="Fest nebenan")
    make_event(neighbour, 5, title="Geheimer Entwurf", live=False)
    make_event(far, 6, title="Fest in der Ferne")
    dates = [
        {
            "type": "date",
            "value": {
                "starts_at": "2027-03-08T10:00:00+01:00",
                "ends_at": "2027-03-08T12:00:00+01:00",
            },
        }
    ]
    make_offer(network, title="Kurs", availability="dates", dates=json.dumps(dates))
    make_offer(network, title="Auf Anfrage")
    make_call(title="Frist des Portals")

    calendar = get_network_calendar(network, MARCH)

    assert [(entry.title, entry.kind, entry.is_own, entry.is_draft) for entry in calendar.entries] == [
        ("Eigenes Fest", "event", True, False),
        ("Eigener Entwurf", "event", True, True),
        ("Fest nebenan", "event", False, False),
        ("Kurs", "offer", True, False),
    ]  # fmt: skip
    assert calendar.entries[2].url == "/de/regionen/mint-ost/termine/fest-3/"


def test_deadlines_of_the_network_stand_there(network):
    region = RegionPage.objects.get(network=network, locale__language_code="de")
    index = region.add_child(instance=CallIndexPage(title="Rufe", slug="rufe"))
    make_call(
        index,
        title="Frist",
        deadline_at=dt.datetime(2027, 3, 31, 21, 59, tzinfo=dt.UTC),
    )
    make_call(
        index,
        title="Zu spät",
        deadline_at=dt.datetime(2027, 3, 31, 22, 0, tzinfo=dt.UTC),
    )

    calendar = get_network_calendar(network, MARCH)

    assert [(entry.title, entry.first_day, entry.time) for entry in calendar.entries] == [
        ("Frist", dt.date(2027, 3, 31), "23:59")
    ]  # fmt: skip


@pytest.mark.requirement("ED19")
def test_series_stands_there_with_each_date_and_without_cancelled_ones(network):
    exceptions = [{"type": "day", "value": {"day": "2027-03-16", "is_cancelled": True}}]
    make_event(network, 2, title="Club", repeats="weekly",
               repeats_until=dt.date(2027, 3, 23), exceptions=json.dumps(exceptions))  # fmt: skip

    calendar = get_network_calendar(network, MARCH)

    days = [entry.first_day.day for entry in calendar.entries]
    assert days == [2, 9, 23]
    assert calendar.collisions == ()


def test_event_until_midnight_takes_one_day(network):
    make_event(network, 2, title="Nacht", hours=8)

    entry = get_network_calendar(network, MARCH).entries[0]

    assert (entry.first_day, entry.last_day) == (dt.date(2027, 3, 2),) * 2


def test_month_names_collisions_free_weeks_and_holidays(network):
    neighbour = make_place("MINT Ost", "DE-RP", "07312")
    make_event(network, 2, title="Eigenes Fest")
    make_event(neighbour, 2, title="Fest nebenan")
    make_holiday(22, 26).save()
    make_holiday(22, 26, state="DE-SH").save()

    calendar = get_network_calendar(network, MARCH)

    assert [
        (found.kind, found.entry.title, found.other.title)
        for found in calendar.collisions
    ] == [("audience", "Eigenes Fest", "Fest nebenan")]
    free = [(week.monday, len(week.holidays)) for week in calendar.free_weeks]
    assert free[:3] == [
        (dt.date(2027, 3, 8), 0),
        (dt.date(2027, 3, 15), 0),
        (dt.date(2027, 3, 22), 1),
    ]
    assert len(free) == 11
    shown = {
        day.date: len(day.holidays) for week in calendar.weeks for day in week.days
    }
    assert (shown[dt.date(2027, 3, 21)], shown[dt.date(2027, 3, 22)]) == (0, 1)


def test_month_asks_as_often_for_three_as_for_one(network):
    neighbour = make_place("MINT Ost", "DE-RP", "07312")

    counts = []
    for number in (1, 2):
        for _turn in range(number):
            make_event(network, 2 + number)
            make_event(network, 5 + number, live=False)
            make_event(neighbour, 8 + number)
            make_offer(network, availability="dates")
        get_network_calendar(network, MARCH)  # the site's address is kept from now on
        with CaptureQueriesContext(connection) as found:
            get_network_calendar(network, MARCH)
        counts.append(len(found))

    assert counts[0] == counts[1]


# --- a page in the editor --------------------------------------------------------------------


def test_planned_page_hears_what_else_takes_place(network, german, english_interface):
    neighbour = make_place("MINT Ost", "DE-RP", "07312")
    make_event(neighbour, 10, title="Fest nebenan", venue_name="Hochschule")
    page = make_event(network, 10, live=False, venue_name="HOCHSCHULE")

    found = find_page_collisions(page)

    assert [collision.sentence for collision in found] == [
        "On 10 March 2027, “Fest nebenan” (MINT Ost) takes place at the same venue."
    ]


def test_page_does_not_collide_with_itself_or_its_own_earlier_version(network):
    page = make_event(network, 10)

    assert find_page_collisions(page) == []


def test_target_groups_and_districts_of_the_page_count(network, german):
    make_event(network, 10, title="Lehrtag", districts=["07312"])
    add_terms(EventPage.objects.get(title="Lehrtag"), "target-group", ["teachers"])
    page = make_event(network, 10, live=False, districts=["01002"])

    before = find_page_collisions(page)
    add_terms(page, "target-group", ["teachers"])
    after = find_page_collisions(EventPage.objects.get(pk=page.pk))

    assert before == []
    assert [collision.kind for collision in after] == ["target-group"]


def test_offer_on_request_has_no_dates_to_collide(network):
    make_event(network, 10)

    assert find_page_collisions(make_offer(network)) == []


@pytest.mark.parametrize(
    "values",
    [
        {"first": 26, "last": 25},
        {"name": "Noch einmal"},
    ],
    ids=["ends before it starts", "twice"],
)
def test_database_refuses_holidays_that_cannot_be(portal, values):
    make_holiday().save()

    with pytest.raises(IntegrityError):
        make_holiday(**values).save()
