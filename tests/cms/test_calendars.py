"""Calendars of events (ED64), read by icalendar and by vobject."""

import datetime as dt
import uuid

import icalendar
import pytest
import vobject
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms.enums import EventStatus
from cms.exports.calendar import MAX_OCTETS
from cms.models import Event
from tests.cms.html import find_all, parse
from tests.cms.machines import (
    NOON,
    make_alias,
    make_event,
    make_network,
    translate,
)
from tests.cms.pages import add_terms, make_webinar

FEED = "/feeds/de/events.ics"
SECRET = "https://meet.example.org/geheim"


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON - dt.timedelta(days=1))


def read(response) -> bytes:
    return b"".join(response) if response.streaming else response.content


def read_events(client, path=FEED) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(read(client.get(path))).walk("VEVENT")


def read_titles(client, path=FEED) -> list[str]:
    return [str(event["SUMMARY"]) for event in read_events(client, path)]


@pytest.mark.requirement("ED64")
def test_event_stands_in_the_feed_with_all_that_calendars_take(client, portal):
    page = make_event(
        summary="Wir sehen hinauf.",
        venue_name="Sternwarte",
        venue_address="Musterweg 1\n55116 Mainz",
        latitude="50.0010",
        longitude="8.2710",
        organiser="Verein Himmel",
        contact_email="himmel@example.org",
    )

    content = read(client.get(FEED))

    url = "http://127.0.0.1:8000/de/veranstaltungen/sternennacht/"
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    event_row = Event.objects.get()
    assert event["UID"] == str(event_row.translation_key)
    assert event["SEQUENCE"] == event_row.sequence
    assert event["SUMMARY"] == "Sternennacht"
    assert event["DESCRIPTION"] == f"Wir sehen hinauf.\n\n{url}"
    assert event["URL"] == url
    assert event["STATUS"] == "CONFIRMED"
    assert event["LOCATION"] == "Sternwarte, Musterweg 1, 55116 Mainz"
    assert event["GEO"].to_ical() == "50.001;8.271"
    assert event["ORGANIZER"] == "mailto:himmel@example.org"
    assert event["ORGANIZER"].params["CN"] == "Verein Himmel"
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert event["DTSTART"].dt == NOON
    assert event["DTEND"].dt == NOON + dt.timedelta(hours=2)
    published_at = page.last_published_at.replace(microsecond=0)
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == published_at

    other = vobject.readOne(content.decode()).vevent
    assert other.summary.value == "Sternennacht"
    assert other.dtstart.value == NOON
    assert other.location.value == "Sternwarte, Musterweg 1, 55116 Mainz"


@pytest.mark.requirement("ED64")
@pytest.mark.parametrize(
    ("moment", "offset"),
    [
        (dt.datetime(2027, 3, 28, 0, 59, tzinfo=dt.UTC), 1),
        (dt.datetime(2027, 3, 28, 1, 0, tzinfo=dt.UTC), 2),
        (dt.datetime(2027, 10, 31, 0, 59, tzinfo=dt.UTC), 2),
        (dt.datetime(2031, 10, 26, 1, 0, tzinfo=dt.UTC), 1),
    ],
)
def test_zone_of_the_file_itself_knows_when_clocks_change(
    client, portal, moment, offset
):
    calendar = icalendar.Calendar.from_ical(read(client.get(FEED)))
    (part,) = calendar.walk("VTIMEZONE")

    zone = part.to_tz(lookup_tzid=False)

    assert part["TZID"] == "Europe/Berlin"
    assert moment.astimezone(zone).utcoffset() == dt.timedelta(hours=offset)


@pytest.mark.requirement("ED64", "ED20")
def test_series_is_one_entry_a_date_with_ids_that_last(client, portal):
    page = make_event(
        repeats="weekly",
        repeats_until=dt.date(2027, 3, 24),
        exceptions=[("day", {"day": dt.date(2027, 3, 10), "is_cancelled": True})],
    )
    key = page.event.translation_key

    events = read_events(client)

    days = [event["DTSTART"].dt.date().isoformat() for event in events]
    assert days == ["2027-03-03", "2027-03-10", "2027-03-17", "2027-03-24"]
    assert [event["STATUS"] for event in events] == [
        "CONFIRMED",
        "CANCELLED",
        "CONFIRMED",
        "CONFIRMED",
    ]
    assert [event["UID"] for event in events] == [
        str(key),
        *(str(uuid.uuid5(key, f"{day}/1")) for day in days[1:]),
    ]
    assert not any("RRULE" in event for event in events)


@pytest.mark.requirement("ED64")
def test_later_hour_keeps_the_ids_and_raises_the_sequence(client, portal):
    page = make_event(repeats="weekly", repeats_until=dt.date(2027, 3, 17))
    before = read_events(client)

    page.starts_at += dt.timedelta(hours=1)
    page.ends_at += dt.timedelta(hours=1)
    page.save_revision().publish()

    after = read_events(client)
    assert [e["UID"] for e in after] == [e["UID"] for e in before]
    assert {int(e["SEQUENCE"]) for e in after} == {int(before[0]["SEQUENCE"]) + 1}
    assert after[0]["DTSTART"].dt == before[0]["DTSTART"].dt + dt.timedelta(hours=1)


@pytest.mark.requirement("ED64")
def test_event_put_off_keeps_its_id(client, portal):
    page = make_event()
    (before,) = read_events(client)

    page.starts_at += dt.timedelta(days=9)
    page.ends_at += dt.timedelta(days=9)
    page.save_revision().publish()

    (after,) = read_events(client)
    assert after["UID"] == before["UID"]
    assert after["DTSTART"].dt == NOON + dt.timedelta(days=9)


@pytest.mark.requirement("ED64")
def test_two_dates_of_one_day_have_two_ids(client, portal):
    make_event(
        more_dates=[
            (
                "date",
                {
                    "starts_at": NOON + dt.timedelta(days=1, hours=hour),
                    "ends_at": NOON + dt.timedelta(days=1, hours=hour + 1),
                },
            )
            for hour in (0, 3)
        ]
    )

    assert len({event["UID"] for event in read_events(client)}) == 3


@pytest.mark.requirement("ED64", "ED21")
@pytest.mark.parametrize(
    ("status", "word"),
    [
        (EventStatus.PLANNED, "CONFIRMED"),
        (EventStatus.POSTPONED, "TENTATIVE"),
        (EventStatus.CANCELLED, "CANCELLED"),
    ],
)
def test_status_is_said_in_the_words_of_calendars(client, portal, status, word):
    make_event()
    Event.objects.update(status=status)

    assert [event["STATUS"] for event in read_events(client)] == [word]


@pytest.mark.requirement("ED64", "ED18")
def test_no_conference_link_and_no_phone_leave_the_site(client, portal):
    page = make_event(
        mode="online",
        conference_url=SECRET,
        conference_code="31415926",
        contact_name="Ada Beispiel",
        contact_phone="0610 1",
        venue_name="Raum 7",
    )

    for path in (FEED, f"/feeds/de/events/{page.event.translation_key}.ics"):
        text = read(client.get(path)).decode().replace("\r\n ", "")
        hidden = [SECRET, "31415926", "Ada Beispiel", "0610 1", "LOCATION", "Raum 7"]
        assert [word for word in hidden if word in text] == []


@pytest.mark.requirement("ED64")
@pytest.mark.parametrize(
    "text",
    [
        "Komma, Semikolon; Rückstrich \\ und \\n, \\N",
        "END:VEVENT\r\nEND:VCALENDAR",
        "Zwölf Jugendliche bauen Brücken über den Rhein – 🌉🌉🌉 " * 3,
        'Anführung "so" und Doppelpunkt: nein',
        "Zeile\u2028Zeile\x85Ende",
    ],
)
def test_bad_text_stays_text(client, portal, text):
    make_event("Nacht", summary=text[:200], organiser=text)
    shown = " ".join(text[:200].split())

    content = read(client.get(FEED))

    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    other = vobject.readOne(content.decode()).vevent
    assert other.description.value.split() == str(event["DESCRIPTION"]).split()
    assert " ".join(other.description.value.split()[:-1]) == shown
    assert event["ORGANIZER"].startswith("mailto:")
    assert max(len(line) for line in content.split(b"\r\n")) <= MAX_OCTETS
    assert b"\n" not in content.replace(b"\r\n", b"")


@pytest.mark.requirement("ED64", "A6", "ED57")
def test_drafts_aliases_and_what_is_not_public_are_in_no_calendar(client, portal):
    make_event("Entwurf", live=False)
    make_alias(make_event("Nur deutsch"))
    hidden = make_event("Geheim")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")

    assert read_titles(client) == ["Nur deutsch"]
    assert read_titles(client, "/feeds/en/events.ics") == []
    path = f"/feeds/de/events/{hidden.event.translation_key}.ics"
    assert client.get(path).status_code == 404


@pytest.mark.requirement("ED64")
def test_dates_long_over_fall_out(client, portal):
    make_event("Lange her", days=-40)
    make_event(
        "Reihe", days=-40, repeats="fortnightly", repeats_until=dt.date(2027, 3, 3)
    )

    days = [event["DTSTART"].dt.date().isoformat() for event in read_events(client)]

    assert days == ["2027-02-05", "2027-02-19"]


@pytest.mark.requirement("ED64")
def test_feed_is_narrowed_by_network_and_topic(client, portal):
    make_network()
    add_terms(make_event("Physik"), "topic", ["physics"])
    make_event("Anderes")

    assert read_titles(client, f"{FEED}?network=musterland") == []
    assert read_titles(client, f"{FEED}?topic=physics") == ["Physik"]
    assert client.get(f"{FEED}?topic=atlantis").status_code == 404


@pytest.mark.requirement("ED64")
def test_single_event_is_a_file_in_its_language(client, portal):
    page = make_event(repeats="weekly", repeats_until=dt.date(2027, 3, 10))
    make_event("Andere")
    translate(page, "Night of stars")
    key = page.event.translation_key

    response = client.get(f"/feeds/en/events/{key}.ics")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{key}.ics"'
    events = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == ["Night of stars"] * 2
    assert events[0]["UID"] == str(key)
    assert client.get(f"/feeds/en/events/{uuid.uuid4()}.ics").status_code == 404


@pytest.mark.requirement("ED64")
@pytest.mark.parametrize("count", [1, 3])
def test_unchanged_feed_is_a_304_without_asking_for_events(client, portal, count):
    for number in range(count):
        make_event(f"Nacht {number}")
    etag = client.get(FEED).headers["ETag"]

    with CaptureQueriesContext(connection) as queries:
        response = client.get(FEED, headers={"If-None-Match": etag})

    assert (response.status_code, response.content) == (304, b"")
    assert [q["sql"] for q in queries if "cms_event" in q["sql"]] == []
    assert len(queries) == 1


@pytest.mark.requirement("ED64")
def test_publication_renews_the_feed(
    client, portal, django_capture_on_commit_callbacks
):
    page = make_event()
    etag = client.get(FEED).headers["ETag"]

    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    response = client.get(FEED, headers={"If-None-Match": etag})
    assert response.status_code == 200


@pytest.mark.requirement("ED64")
@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_events(client, portal, count):
    for number in range(count):
        make_event(f"Nacht {number}")
    read(client.get(FEED))

    with CaptureQueriesContext(connection) as queries:
        read(client.get(FEED))

    assert len(queries) == 4


@pytest.mark.requirement("ED64")
@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("", ""),
        ("?topic=physics&network=site&stage=primary", "?network=site&topic=physics"),
        ("?topic=atlantis&network=atlantis", ""),
    ],
)
def test_list_leads_to_the_feeds_of_what_it_shows(client, portal, query, filters):
    make_event()

    tree = parse(client.get(f"/de/veranstaltungen/{query}"))

    links = [link.get("href") for link in find_all(tree, "a")]
    feeds = [link for link in links if link and "/feeds/" in link]
    assert feeds == [
        f"webcal://127.0.0.1:8000/feeds/de/events.ics{filters}",
        f"/feeds/de/events.atom{filters}",
    ]


WEBINARS = "/feeds/de/webinars.ics"


@pytest.mark.requirement("ED64", "ED40")
def test_webinars_have_a_calendar_of_their_own(client, portal):
    page = make_webinar(
        title="Zehn Versuche",
        days=7,
        conference_url=SECRET,
        repeats="weekly",
        repeats_until=dt.date(2027, 3, 17),
    )
    add_terms(page, "topic", ["physics"])
    make_webinar(title="Lange her", days=-40)
    make_alias(make_webinar(title="Anderes", days=9))
    make_event("Kein Webinar")

    content = read(client.get(WEBINARS)).decode()
    calendar = vobject.readOne(content)

    assert [event.summary.value for event in calendar.vevent_list] == [
        "Zehn Versuche",
        "Zehn Versuche",
        "Anderes",
    ]
    first = calendar.vevent_list[0]
    assert first.uid.value == str(page.event.translation_key)
    assert first.dtstart.value == NOON + dt.timedelta(days=7)
    assert first.dtend.value == NOON + dt.timedelta(days=7, hours=1)
    assert SECRET not in content
    assert read_titles(client, f"{WEBINARS}?topic=physics") == ["Zehn Versuche"] * 2
    assert read_titles(client, "/feeds/en/webinars.ics") == []
    assert "Kein Webinar" not in content


@pytest.mark.requirement("ED64", "ED40")
def test_single_webinar_is_a_file(client, portal):
    page = make_webinar(title="Zehn Versuche", days=7)
    make_webinar(title="Anderes", days=9)
    Event.objects.filter(pk=page.event_id).update(status=EventStatus.CANCELLED)

    response = client.get(f"/feeds/de/events/{page.event.translation_key}.ics")

    (event,) = vobject.readOne(response.content.decode()).vevent_list
    assert (event.summary.value, event.status.value) == ("Zehn Versuche", "CANCELLED")


@pytest.mark.requirement("ED64")
def test_unchanged_calendar_of_webinars_is_a_304(client, portal):
    make_webinar(days=7)
    etag = client.get(WEBINARS).headers["ETag"]

    response = client.get(WEBINARS, headers={"If-None-Match": etag})

    assert (response.status_code, response.content) == (304, b"")
    assert client.get(FEED).headers["ETag"] != etag


@pytest.mark.requirement("ED64")
def test_library_leads_to_its_feeds(client, portal):
    tree = parse(client.get("/de/webinare/?topic=physics"))

    links = [link.get("href") for link in find_all(tree, "a")]
    assert [link for link in links if link and "/feeds/" in link] == [
        "webcal://127.0.0.1:8000/feeds/de/webinars.ics?topic=physics",
        "/feeds/de/webinars.atom?topic=physics",
    ]
