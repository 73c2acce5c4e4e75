"""What an event must have before visitors see it, in words and on every way (ED20, ED22)."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from cms.enums import EventMode
from cms.models import EventIndexPage, EventPage
from cms.validators.content import ContentRefusedError, find_errors, find_warnings
from tests.cms.pages import NOW, make_event, publish

pytestmark = pytest.mark.usefixtures("english_interface")

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def at(year, month, day, hour=10, minute=0):
    return dt.datetime(year, month, day, hour, minute, tzinfo=BERLIN)


def draft(portal, **values):
    """Return a page that is not stored: an event that could go live, but for ``values``."""
    good = {
        "title": "Werkstatt",
        "starts_at": at(2027, 3, 10),
        "ends_at": at(2027, 3, 10, 12),
        "venue_address": "67663 Kaiserslautern",
        "locale": portal.locale,
    }
    return EventPage(**good | values)


BAD = {
    "ends before it starts": ({"ends_at": at(2027, 3, 10, 9)}, "ends_at"),
    "lasts no time": ({"ends_at": at(2027, 3, 10)}, "ends_at"),
    "never ends": ({"repeats": "daily"}, "repeats_until"),
    "10,000 dates": (
        {"repeats": "daily", "repeats_until": dt.date(2054, 7, 1)},
        "repeats_until",
    ),
    "the last day there is": (
        {
            "starts_at": dt.datetime(9999, 12, 30, 10, tzinfo=dt.UTC),
            "ends_at": dt.datetime(9999, 12, 30, 11, tzinfo=dt.UTC),
            "repeats": "monthly",
            "repeats_until": dt.date(9999, 12, 31),
        },
        "repeats_until",
    ),
    "ends before it begins": (
        {"repeats": "weekly", "repeats_until": dt.date(2027, 3, 1)},
        "repeats_until",
    ),
    "the missing hour": (
        {
            "starts_at": at(2027, 3, 21, 2, 30),
            "ends_at": at(2027, 3, 21, 4),
            "repeats": "weekly",
            "repeats_until": dt.date(2027, 3, 28),
        },
        "starts_at",
    ),
    "the doubled hour": (
        {
            "starts_at": at(2027, 10, 24, 2, 30),
            "ends_at": at(2027, 10, 24, 4),
            "repeats": "weekly",
            "repeats_until": dt.date(2027, 10, 31),
        },
        "starts_at",
    ),
    "no date is left": (
        {"exceptions": [("day", {"day": dt.date(2027, 3, 10), "is_cancelled": False})]},
        "exceptions",
    ),
    "a further date in reverse": (
        {
            "more_dates": [
                (
                    "date",
                    {"starts_at": at(2027, 4, 1, 12), "ends_at": at(2027, 4, 1, 10)},
                )
            ]
        },
        "more_dates",
    ),
    "ages in reverse": ({"age_from": 12, "age_to": 8}, "age_to"),
    "half a point": ({"latitude": Decimal("49.4")}, "longitude"),
    "on site without address": ({"venue_address": " "}, "venue_address"),
    "online without link": ({"mode": EventMode.ONLINE}, "conference_url"),
    "hybrid without link": ({"mode": EventMode.HYBRID}, "conference_url"),
    "outside without address": (
        {"registration_kind": "outside"},
        "registration_url",
    ),
    "registration in reverse": (
        {
            "registration_opens_at": at(2027, 3, 2),
            "registration_closes_at": at(2027, 3, 1),
        },
        "registration_closes_at",
    ),
    "registration after the end": (
        {"registration_opens_at": at(2027, 3, 11)},
        "registration_opens_at",
    ),
}


@pytest.mark.requirement("ED20", "ED22")
@pytest.mark.parametrize("name", list(BAD))
def test_publishing_is_refused_with_a_sentence_at_the_field(portal, name):
    values, field = BAD[name]

    problems = find_errors(draft(portal, **values))

    assert [problem.field for problem in problems] == [field]
    assert all(problem.sentence.endswith((".", "!")) for problem in problems)


@pytest.mark.requirement("ED20")
def test_missing_hour_of_a_series_is_explained(portal):
    values, _field = BAD["the missing hour"]

    [problem] = find_errors(draft(portal, **values))

    assert "02:30 on 28.03.2027 does not exist" in problem.sentence


@pytest.mark.requirement("ED22")
def test_picture_topic_and_description_only_warn(portal):
    index = EventIndexPage.objects.get(locale=portal.locale)
    page = make_event(index, summary="", body="[]")

    assert find_errors(page) == []
    assert {"lead_image", "topics", "summary"} == {
        problem.field for problem in find_warnings(page)
    }


@pytest.mark.requirement("ED22")
@pytest.mark.parametrize(
    "name", ["never ends", "the missing hour", "on site without address"]
)
def test_every_way_of_publishing_meets_the_same_check(portal, name):
    page = make_event()
    for field, value in BAD[name][0].items():
        setattr(page, field, value)
    revision = page.save_revision()

    with pytest.raises(ContentRefusedError):
        revision.publish()
    assert EventPage.objects.get(pk=page.pk).repeats == ""


@pytest.mark.requirement("ED20")
def test_part_lies_within_the_whole(portal):
    whole = make_event(starts_at=NOW, ends_at=NOW + 5 * DAY)
    late = make_event(starts_at=NOW + DAY, ends_at=NOW + DAY + HOUR)
    late.starts_at, late.ends_at = NOW + 4 * DAY, NOW + 6 * DAY
    late.parent_event = whole

    assert [problem.field for problem in find_errors(late)] == ["parent_event"]
    late.ends_at = NOW + 5 * DAY
    publish(late)
    whole.refresh_from_db()
    whole.ends_at = NOW + 4 * DAY + HOUR
    [problem] = find_errors(whole)
    assert (problem.field, late.title in problem.sentence) == ("ends_at", True)


@pytest.mark.requirement("ED20")
def test_event_is_no_part_of_itself(portal):
    whole = make_event(starts_at=NOW, ends_at=NOW + 5 * DAY)
    part = make_event(starts_at=NOW, ends_at=NOW + DAY, parent_event=whole)
    whole.refresh_from_db()
    whole.parent_event = part

    assert "parent_event" in {problem.field for problem in find_errors(whole)}


# --- the form -------------------------------------------------------------------------


def fill(**values):
    empty = {
        "title": "Werkstatt",
        "slug": "werkstatt",
        "starts_at": "2027-03-10 10:00",
        "ends_at": "2027-03-10 12:00",
        "mode": "on-site",
        "venue_address": "Trippstadter Str. 110\n67663 Kaiserslautern",
        "registration_kind": "none",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
    }
    streams = ("body", "more_dates", "exceptions", "programme", "documents", "related")
    return empty | {f"{name}-count": "0" for name in streams} | values


def send(client, portal, **values):
    index = EventIndexPage.objects.get(locale=portal.locale)
    url = reverse("wagtailadmin_pages:add", args=["cms", "eventpage", index.pk])
    return client.post(url, fill(**values))


@pytest.mark.requirement("ED18", "ED22")
def test_postcode_of_the_address_sets_the_point(client, portal, editor):
    send(client, portal, **{"action-publish": "action-publish"})

    page = EventPage.objects.get(slug="werkstatt")
    assert page.live
    assert (page.latitude, page.longitude) == (Decimal("49.4360"), Decimal("7.7503"))
    assert page.event.latitude == Decimal("49.4360")


@pytest.mark.requirement("ED18")
def test_point_that_somebody_set_stays(client, portal, editor):
    send(client, portal, latitude="49.5", longitude="7.5")

    page = EventPage.objects.get(slug="werkstatt")
    assert (page.latitude, page.longitude) == (Decimal("49.5"), Decimal("7.5"))


@pytest.mark.requirement("ED20", "ED22")
@pytest.mark.parametrize("action", ["publish", "submit", ""])
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"ends_at": "2027-03-10 09:00"}, "ends before it starts"),
        ({"repeats": "daily"}, "a rule that never ends"),
        ({"starts_at": "2027-03-28 02:30", "ends_at": "2027-03-28 05:00"}, "does not exist"),
        ({"age_from": "12", "age_to": "8"}, "ages are in reverse"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("editor")
def test_form_says_what_cannot_be(client, portal, values, words, action):
    extra = {f"action-{action}": f"action-{action}"} if action else {}

    answer = send(client, portal, **values, **extra)

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not EventPage.objects.exists()
