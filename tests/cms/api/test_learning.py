"""Events and offers for other programs (ED65)."""

import datetime as dt

import pytest
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import openapi
from schemathesis.checks import CHECKS, load_all_checks

from cms.models import EventPage, NetworkDistrict, NetworkState, PageDistrict
from cms.queries.calls import get_call_kind
from cms.queries.events import get_event_kind
from cms.queries.funding import get_funding_kind
from cms.queries.news import NEWS
from cms.queries.offers import get_offer_kind
from cms.queries.practice import make_kind as make_practice_kind
from cms.queries.regions import list_known_values
from cms.queries.webinars import make_kind as make_webinar_kind
from tests.cms.api.reading import read, read_titles
from tests.cms.funding import make_funding
from tests.cms.machines import (
    NOON,
    make_alias,
    make_call,
    make_chronology,
    make_event,
    make_network,
    make_news,
    make_offer,
    make_region,
    translate,
)
from tests.cms.pages import add_terms, make_practice, make_theme, make_webinar

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("ED65")]
LIST_QUERIES = 7
KINDS = {
    *("networks", "news", "calls", "events", "offers", "webinars", "practice"),
    *(
        "funding",
        "themes",
        "guides",
        "help",
        "advice",
        "academies",
        "chronology",
        "search",
    ),
}
BASE = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON - dt.timedelta(days=1), tick=False)


def test_event_has_these_fields_and_no_other(client, portal):
    page = make_event(
        summary="Wir sehen hinauf.",
        latitude="50.0010",
        longitude="8.2710",
        conference_url="https://meet.example.org/geheim",
        contact_name="Ada Beispiel",
        contact_email="ada@example.org",
    )
    add_terms(page, "topic", ["physics"])
    key = page.event.translation_key

    assert read(client, f"events/{key}") == {
        "id": str(key),
        "title": "Sternennacht",
        "summary": "Wir sehen hinauf.",
        "url": f"{BASE}/de/veranstaltungen/sternennacht/",
        "calendar_url": f"{BASE}/feeds/de/events/{key}.ics",
        "language": "de",
        "status": "planned",
        "starts_at": "2027-03-03T12:00:00Z",
        "ends_at": "2027-03-03T14:00:00Z",
        "dates": [
            {
                "starts_at": "2027-03-03T12:00:00Z",
                "ends_at": "2027-03-03T14:00:00Z",
                "is_cancelled": False,
            }
        ],
        "mode": "on-site",
        "venue_name": "",
        "venue_address": "67663 Kaiserslautern",
        "latitude": 50.001,
        "longitude": 8.271,
        "age_from": None,
        "age_to": None,
        "is_free": False,
        "cost": "",
        "seats": None,
        "organiser": portal.network.name,
        "registration_kind": "none",
        "registration_url": "",
        "registration_opens_at": None,
        "registration_closes_at": None,
        "terms": {"topic": ["physics"]},
        "network": {"slug": portal.network.slug, "name": portal.network.name},
        "image": None,
    }


def test_offer_has_these_fields_and_no_other(client, portal):
    page = make_offer(is_mobile=True, minutes=90, contact_email="ada@example.org")
    PageDistrict.objects.create(page=page, ags="07315")

    assert read(client, "offers")["items"] == [
        {
            "id": str(page.offer.translation_key),
            "title": "Löten lernen",
            "summary": "",
            "url": f"{BASE}/de/angebote/loeten-lernen/",
            "language": "de",
            "provider_name": "Musterlabor",
            "provider_url": "",
            "is_on_site": False,
            "is_mobile": True,
            "is_online": False,
            "travel_km": None,
            "latitude": None,
            "longitude": None,
            "age_from": None,
            "age_to": None,
            "group_from": None,
            "group_to": None,
            "minutes": 90,
            "duration": "",
            "availability": "on-request",
            "is_free": False,
            "cost": "",
            "terms": {},
            "districts": ["07315"],
            "network": {"slug": portal.network.slug, "name": portal.network.name},
            "image": None,
        }
    ]


def test_events_are_narrowed_as_in_the_list(client, portal):
    make_event("Vorbei", days=-30)
    first = make_event("Erste", mode="online", is_free=True)
    make_event("Zweite", days=10)
    add_terms(first, "class-level", ["class-7"])
    make_network()

    assert read_titles(client, "events") == ["Erste", "Zweite"]
    assert read_titles(client, "events", mode="online") == ["Erste"]
    assert read_titles(client, "events", free="false") == ["Zweite"]
    assert read_titles(client, "events", **{"class": "class-7"}) == ["Erste"]
    assert read_titles(client, "events", network="musterland") == []
    assert read_titles(client, "events", to="2027-03-03") == ["Erste"]
    assert read_titles(client, "events", **{"from": "2027-03-04"}) == ["Zweite"]
    assert read_titles(client, "events", **{"from": "2027-01-01"}) == [
        "Vorbei",
        "Erste",
        "Zweite",
    ]


def test_offers_are_narrowed_as_in_the_list(client, portal):
    make_offer("Überall", is_mobile=True)
    make_offer("Fünf Kilometer", is_mobile=True, travel_km=5)
    named = make_offer("Mainz", is_on_site=True, availability="always")
    PageDistrict.objects.create(page=named, ags="07315")
    add_terms(named, "stage", ["primary"])

    assert read_titles(client, "offers") == ["Fünf Kilometer", "Mainz", "Überall"]
    assert read_titles(client, "offers", place="on-site") == ["Mainz"]
    assert read_titles(client, "offers", when="always") == ["Mainz"]
    assert read_titles(client, "offers", stage="primary") == ["Mainz"]
    assert read_titles(client, "offers", state="DE-RP") == ["Mainz", "Überall"]
    assert read_titles(client, "offers", state="DE-SL") == ["Überall"]
    assert read_titles(client, "offers", district="07315") == ["Mainz", "Überall"]


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("events?mode=moon", "mode"),
        ("events?class=class-99", "class"),
        ("events?status=over", "status"),
        ("offers?place=moon", "place"),
        ("offers?state=DE-XX", "state"),
        ("offers?district=00000", "district"),
        ("offers?format=dance", "format"),
        ("events?state=DE-XX", "state"),
        ("events?district=00000", "district"),
        ("events?district=07312&district=00000", "district"),
        ("events?age=0-99", "age"),
        ("events?period=never", "period"),
        ("events?near=Atlantis", "near"),
        ("events?near=67655&radius=7", "radius"),
        ("events?near=67655&radius=far", "radius"),
        ("events?radius=25", "near"),
        ("offers?near=Atlantis", "near"),
        ("offers?near=%20&radius=25", "near"),
        ("offers?near=67655&radius=26", "radius"),
    ],
)
def test_unknown_value_is_a_422_that_names_it(client, portal, path, parameter):
    response = client.get(f"/api/v1/{path}")

    assert response.status_code == 422
    assert [error["parameter"] for error in response.json()["errors"]] == [parameter]


@pytest.mark.parametrize(
    ("kind", "make"), [("events", make_event), ("offers", make_offer)]
)
def test_pages_are_walked_by_cursor_each_thing_once(client, portal, kind, make):
    for number in range(5):
        make("Gleich", slug=f"gleich-{number}")

    seen, cursor = [], None
    while True:
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        answer = read(client, kind, **query)
        seen += [item["url"] for item in answer["items"]]
        cursor = answer["next_cursor"]
        if cursor is None:
            break

    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize(
    ("kind", "make"), [("events", make_event), ("offers", make_offer)]
)
def test_drafts_and_aliases_are_in_no_answer(client, portal, kind, make):
    make("Entwurf", live=False)
    page = make("Nur deutsch", slug="nur-deutsch")
    make_alias(page)
    other = make("Beide", slug="beide")
    translate(other, "Both")

    assert sorted(read_titles(client, kind)) == ["Beide", "Nur deutsch"]
    assert read_titles(client, kind, lang="en") == ["Both"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("kind", "make"), [("events", make_event), ("offers", make_offer)]
)
def test_queries_do_not_grow_with_the_rows(client, portal, kind, make, count):
    for number in range(count):
        page = make(f"Ding {number}", slug=f"ding-{number}")
        add_terms(page, "stage", ["primary"])
    client.get(f"/api/v1/{kind}")

    with CaptureQueriesContext(connection) as found:
        client.get(f"/api/v1/{kind}")

    assert len(found) == LIST_QUERIES, [q["sql"][:150] for q in found]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("kind", "make", "queries"),
    [
        ("webinars", make_webinar, 7),
        ("practice", make_practice, 6),
        ("funding", make_funding, 7),
    ],
)
def test_the_other_kinds_are_read_too(client, portal, *, kind, make, queries, count):
    for number in range(count):
        add_terms(
            make(title=f"Ding {number}", slug=f"ding-{number}"), "topic", ["physics"]
        )
    client.get(f"/api/v1/{kind}")

    with CaptureQueriesContext(connection) as found:
        items = read(client, kind)["items"]

    assert sorted(item["title"] for item in items) == [
        f"Ding {n}" for n in range(count)
    ]
    assert [item["terms"] for item in items] == [{"topic": ["physics"]}] * count
    assert len(found) == queries
    assert read_titles(client, kind, topic="chemistry") == []


def test_funding_of_a_state_is_that_of_all_germany_too(client, portal):
    make_funding("Überall", slug="ueberall")
    make_funding("Pfalz", slug="pfalz", states=["DE-RP"])

    assert sorted(read_titles(client, "funding", state="DE-RP")) == ["Pfalz", "Überall"]
    assert read_titles(client, "funding", state="DE-SL") == ["Überall"]


# --- the filters of the visitors' lists ---------------------------------------------------------


MAINZ = {"latitude": "49.9929", "longitude": "8.2473"}
KAISERSLAUTERN = {"latitude": "49.4401", "longitude": "7.7491"}


@pytest.mark.requirement("ED26")
def test_events_near_a_place_are_those_in_the_circle(client, portal):
    make_event("Mainz", **MAINZ)
    make_event("Kaiserslautern", **KAISERSLAUTERN)
    make_event("Ohne Ort", mode="online")

    assert read_titles(client, "events", near="Kaiserslautern") == ["Kaiserslautern"]
    assert read_titles(client, "events", near="67655", radius=5) == ["Kaiserslautern"]
    assert read_titles(client, "events", near="55116 Mainz", radius=100) == [
        "Mainz",
        "Kaiserslautern",
    ]
    assert read_titles(client, "events", near="Kiel", radius=100) == []


@pytest.mark.requirement("ED26")
def test_offers_near_a_place_are_those_that_one_reaches_or_that_come(client, portal):
    make_offer("Dort", is_on_site=True, **KAISERSLAUTERN)
    make_offer("Kommt nicht so weit", is_mobile=True, travel_km=20, **MAINZ)
    make_offer("Kommt", is_mobile=True, travel_km=100, **MAINZ)
    make_offer("Am Bildschirm", is_online=True)

    near = read_titles(client, "offers", near="Kaiserslautern", radius=10)
    assert near == ["Am Bildschirm", "Dort", "Kommt"]
    assert read_titles(client, "offers", near="67655", place="on-site") == ["Dort"]
    assert read_titles(client, "offers", near="Kiel") == ["Am Bildschirm"]


def test_event_counts_for_its_districts_else_for_those_of_its_network(client, portal):
    make_event("Überall im Netz")
    NetworkState.objects.create(network=portal.network, state="DE-RP")
    NetworkDistrict.objects.create(network=portal.network, ags="07312")
    named = make_event("Mainz")
    PageDistrict.objects.create(page=named, ags="07315")

    assert read_titles(client, "events", state="DE-RP") == ["Überall im Netz", "Mainz"]
    assert read_titles(client, "events", state="DE-SL") == []
    assert read_titles(client, "events", district="07312") == ["Überall im Netz"]
    assert read_titles(client, "events", district=["07315", "07316"]) == ["Mainz"]


def test_events_for_an_age_say_ages_that_meet_it(client, portal):
    make_event("Klein", age_to=7)
    make_event("Groß", age_from=14)
    make_event("Ohne Angabe")

    assert read_titles(client, "events", age="6-9") == ["Klein"]
    assert read_titles(client, "events", age=["6-9", "16-19"]) == ["Klein", "Groß"]


def test_events_of_a_period_are_those_of_the_list_the_past_included(client, portal):
    make_event("Vorbei", days=-30)
    make_event("Bald")
    make_event("Im Sommer", days=120)

    assert read_titles(client, "events", period="past") == ["Vorbei"]
    assert read_titles(client, "events", period="from-today") == ["Bald", "Im Sommer"]
    later = {"period": "from-today", "from": "2027-04-01"}
    assert read_titles(client, "events", **later) == ["Im Sommer"]


def list_filters(kind) -> set[str]:
    return {one.name for one in (*kind.first, *kind.last)} | {*kind.term_filters}


def test_every_filter_of_a_list_is_a_parameter(client, german):
    """A filter that a list gets must not be forgotten here."""
    now = NOON
    distance = {"near", "radius"}
    wanted = {
        "events": list_filters(get_event_kind(now, QueryDict("state=DE-RP")))
        | distance,
        "offers": list_filters(get_offer_kind(QueryDict())) | distance,
        "news": list_filters(NEWS),
        "calls": list_filters(get_call_kind(now, is_archive=False)),
        "webinars": list_filters(make_webinar_kind(german, now)),
        "practice": list_filters(make_practice_kind(now.date())),
        "funding": list_filters(get_funding_kind(now, {})),
        "networks": {*list_known_values(QueryDict())} - {"cell"},
    }
    spec = client.get("/api/v1/openapi.json").json()

    for name, filters in wanted.items():
        asked = spec["paths"][f"/api/v1/{name}"]["get"]["parameters"]
        assert filters - {one["name"] for one in asked} == set(), name


def test_unchanged_list_is_a_304(client, portal):
    make_event()
    etag = client.get("/api/v1/events").headers["ETag"]

    response = client.get("/api/v1/events", headers={"If-None-Match": etag})

    assert (response.status_code, response.content) == (304, b"")


def test_unknown_address_is_answered_as_the_api_does(client, portal):
    response = client.get("/api/v1/networks/a/b")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


# --- what the description promises --------------------------------------------------------------


@pytest.fixture
def application():
    """Return the whole application, which leaves the test's connection open."""
    ends = (signals.request_started, signals.request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in ends:
        signal.connect(close_old_connections)


load_all_checks()
PROMISES = CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
    ]
)


def test_whatever_is_asked_the_api_answers_as_it_says(portal, application):
    """Values made from the description itself go to the whole application."""
    make_news()
    make_call()
    make_region()
    make_offer(latitude="50.1", longitude="8.1")
    make_event(repeats="weekly", repeats_until=dt.date(2027, 3, 24))
    make_webinar()
    make_practice()
    make_funding()
    make_theme()
    make_chronology()
    schema = openapi.from_wsgi("/api/v1/openapi.json", application)
    # A NUL is refused for the whole site before any view sees it (cms.middleware.clean_text).
    schema.config.generation.update(allow_x00=False)
    asked = set()
    for result in schema.get_all_operations():
        operation = result.ok()

        @settings(
            max_examples=15,
            derandomize=True,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case):
            case.call_and_validate(checks=PROMISES)

        ask()
        asked.add(operation.path)

    assert asked == set(schema.raw_schema["paths"])
    assert {path.split("/")[3] for path in asked} == KINDS
    assert EventPage.objects.count() == 1
