"""Webinars, practice, funding, articles and chronologies for other programs (ED65)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import HelpIndexPage, HelpPage
from tests.cms.api.reading import read, read_titles
from tests.cms.funding import get_directory, make_advice, make_funding
from tests.cms.machines import (
    NOON,
    make_alias,
    make_chronology,
    make_network,
    translate,
)
from tests.cms.pages import (
    add_terms,
    make_academy,
    make_body,
    make_practice,
    make_theme,
    make_webinar,
    publish,
)

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("ED65")]
BASE = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON - dt.timedelta(days=1), tick=False)


def test_theme_has_these_fields_and_no_other(client, portal):
    page = make_theme(title="Mädchen", slug="maedchen", keeper="Ada Beispiel")
    add_terms(page, "topic", ["physics"])
    key = page.article.translation_key

    assert read(client, "themes")["items"] == [read(client, f"themes/{key}")]
    assert read(client, f"themes/{key}") == {
        "id": str(key),
        "kind": "theme",
        "title": "Mädchen",
        "summary": "Alles dazu.",
        "url": f"{BASE}/de/themen/maedchen/",
        "language": "de",
        "updated_at": "2027-03-02T12:00:00Z",
        "terms": {"topic": ["physics"]},
        "network": {"slug": portal.network.slug, "name": portal.network.name},
        "image": None,
    }


def make_help(**kwargs):
    index = HelpIndexPage.objects.get(locale__language_code="de")
    fields = {"title": "Hilfe", "slug": "hilfe-eins", "body": make_body()}
    return publish(index.add_child(instance=HelpPage(**fields | kwargs)))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "make"),
    [
        ("themes", make_theme),
        ("help", make_help),
        ("advice", make_advice),
        ("academies", make_academy),
    ],
)
def test_articles_are_read_by_kind_with_the_same_queries(
    client, portal, *, path, make, count
):
    for number in range(count):
        add_terms(
            make(title=f"Ding {number}", slug=f"d-{number}"), "topic", ["physics"]
        )
    client.get(f"/api/v1/{path}")

    with CaptureQueriesContext(connection) as found:
        items = read(client, path)["items"]

    assert sorted(item["title"] for item in items) == [
        f"Ding {n}" for n in range(count)
    ]
    assert len(found) == 6
    assert read_titles(client, path, topic="chemistry") == []


def test_drafts_and_aliases_are_in_no_answer(client, portal):
    page = make_theme(title="Nur deutsch")
    make_alias(page)
    draft = make_theme(title="Entwurf")
    draft.unpublish()

    assert read_titles(client, "themes") == ["Nur deutsch"]
    assert read_titles(client, "themes", lang="en") == []
    key = draft.article.translation_key
    assert client.get(f"/api/v1/themes/{key}").status_code == 404


@pytest.mark.parametrize(
    ("path", "make", "row"),
    [
        ("webinars", make_webinar, "event"),
        ("practice", make_practice, "entry"),
        ("funding", make_funding, "entry"),
    ],
)
def test_one_thing_is_read_by_its_id_in_its_language(client, portal, path, make, row):
    page = make()
    key = getattr(page, row).translation_key
    translate(page, "In English")

    assert read(client, f"{path}/{key}") == read(client, path)["items"][0]
    assert read(client, f"{path}/{key}", lang="en")["title"] == "In English"


@pytest.mark.requirement("ED40")
def test_webinars_are_narrowed_as_in_the_library(client, portal):
    film = {
        "title": "Aufzeichnung",
        "url": "https://video.example.org/1",
        "has_captions": True,
    }
    make_webinar(title="Bald", days=7, spoken_language="en")
    make_webinar(title="Vorbei", days=-7)
    make_webinar(
        title="Film", days=-9, recording=make_body({"type": "video", "value": film})
    )

    assert read_titles(client, "webinars") == ["Bald", "Vorbei", "Film"]
    assert read_titles(client, "webinars", state="to-come") == ["Bald"]
    assert read_titles(client, "webinars", state="recorded") == ["Film"]
    assert read_titles(client, "webinars", state=["done", "to-come"]) == [
        "Bald",
        "Vorbei",
    ]
    assert read_titles(client, "webinars", language="en") == ["Bald"]
    found = read(client, "webinars")["items"]
    assert [item["has_recording"] for item in found] == [False, False, True]
    assert [item["spoken_language"] for item in found] == ["en", "de", "de"]


def test_practice_is_narrowed_as_in_the_list(client, portal):
    make_practice(title="Vorbei", ends_on=NOON.date() - dt.timedelta(days=9))
    make_practice(title="Läuft", special_groups=["refugees"])

    assert read_titles(client, "practice", status="ended") == ["Vorbei"]
    assert read_titles(client, "practice", status=["ended", "running"]) == [
        "Läuft",
        "Vorbei",
    ]
    assert read_titles(client, "practice", group="refugees") == ["Läuft"]


@pytest.mark.requirement("ED42", "ED75")
def test_funding_is_narrowed_as_in_the_directory(client, portal):
    advice = make_advice()
    make_funding("Mit Frist", slug="frist", advice_page=advice)
    make_funding("Jederzeit", slug="jederzeit", days=None)
    make_funding("Vorbei", slug="vorbei", days=-9)
    make_funding("Lange vorbei", slug="lange", days=-60)

    key = read(client, "advice")["items"][0]["id"]
    assert read_titles(client, "funding") == ["Vorbei", "Mit Frist", "Jederzeit"]
    assert read_titles(client, "funding", status="open") == ["Mit Frist"]
    assert read_titles(client, "funding", status="rolling") == ["Jederzeit"]
    assert read_titles(client, "funding", help=key) == ["Mit Frist"]
    assert get_directory().get_children().live().count() == 5


@pytest.mark.requirement("ED41")
def test_entries_of_chronologies_come_by_year_and_month(client, portal):
    network = make_network()
    target = make_theme(title="Mädchen", slug="maedchen")
    make_chronology(
        {"year": 2019, "title": "Später", "link": "https://example.org/"},
        {
            "year": 2006,
            "month": "11",
            "title": "Danach",
            "text": "<p>Ein <b>Fest</b>.</p>",
            "source": "Akte 7",
            "network": network.source_key,
        },
        {"year": 2006, "month": "5", "title": "Gründung", "page": target.pk},
    )
    make_chronology({"year": 2010, "title": "Geheim"}, slug="entwurf", live=False)

    titles, cursor = [], ""
    while cursor is not None:
        query = {"limit": 1} | ({"cursor": cursor} if cursor else {})
        answer = read(client, "chronology", **query)
        titles += [item["title"] for item in answer["items"]]
        cursor = answer["next_cursor"]

    assert titles == ["Gründung", "Danach", "Später"]
    assert read_titles(client, "chronology", network="musterland") == ["Danach"]
    assert read_titles(client, "chronology", **{"from": 2007}) == ["Später"]
    assert read_titles(client, "chronology", to=2006) == ["Gründung", "Danach"]
    first, second, third = read(client, "chronology")["items"]
    assert first["link"] == f"{BASE}/de/themen/maedchen/"
    assert third["link"] == "https://example.org/"
    assert second | {"id": ""} == {
        "id": "",
        "date": "2006-11",
        "title": "Danach",
        "text": "Ein Fest.",
        "source": "Akte 7",
        "link": "",
        "url": f"{BASE}/de/chronik/",
        "language": "de",
        "network": {"slug": "musterland", "name": network.name},
    }


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_entries(
    client, portal, count, django_assert_num_queries
):
    make_network()
    entries = [
        {"year": 2000 + number, "title": f"Ereignis {number}", "network": "musterland"}
        for number in range(count)
    ]
    make_chronology(*entries)
    client.get("/api/v1/chronology")

    with django_assert_num_queries(4):
        client.get("/api/v1/chronology")


def test_unchanged_chronology_is_a_304(client, portal):
    make_chronology()
    etag = client.get("/api/v1/chronology").headers["ETag"]

    response = client.get("/api/v1/chronology", headers={"If-None-Match": etag})

    assert (response.status_code, response.content) == (304, b"")
