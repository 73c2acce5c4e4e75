"""Atom feeds (ED64, A6)."""

import datetime as dt
import uuid

import feedparser
import html5lib
import pytest

from cms.feeds import KINDS
from cms.queries.feeds import KINDS as INDEX_KINDS
from tests.cms.funding import make_funding
from tests.cms.machines import (
    NOON,
    make_alias,
    make_call,
    make_event,
    make_network,
    make_news,
    make_offer,
    parse_xml,
    translate,
)
from tests.cms.pages import (
    add_terms,
    make_body,
    make_practice,
    make_theme,
    make_webinar,
)

ATOM = "{http://www.w3.org/2005/Atom}"


def read_titles(response) -> list[str]:
    entries = parse_xml(response).findall(f"{ATOM}entry")
    return [entry.find(f"{ATOM}title").text for entry in entries]


def read_ids(response) -> list[str]:
    entries = parse_xml(response).findall(f"{ATOM}entry")
    return [entry.find(f"{ATOM}id").text for entry in entries]


@pytest.mark.requirement("ED64")
def test_newest_thirty_stand_first(client, portal):
    for number in range(32):
        make_news(f"Nachricht {number}", days=number)

    titles = read_titles(client.get("/feeds/de/news.atom"))

    assert titles == [f"Nachricht {number}" for number in range(31, 1, -1)]


@pytest.mark.requirement("ED64")
def test_id_survives_a_new_title_and_differs_by_language(client, portal):
    page = make_news()
    translate(page, "Night of stars")
    before = read_ids(client.get("/feeds/de/news.atom"))

    page.title, page.slug = "Lange Nacht", "lange-nacht"
    page.save_revision().publish()

    assert read_ids(client.get("/feeds/de/news.atom")) == before
    assert read_ids(client.get("/feeds/en/news.atom")) != before


@pytest.mark.requirement("ED64", "A6", "ED57")
def test_drafts_and_aliases_are_in_no_feed(client, portal):
    make_news("Entwurf", live=False)
    make_alias(make_news("Nur deutsch"))
    make_call("Geheim", live=False)

    assert read_titles(client.get("/feeds/de/news.atom")) == ["Nur deutsch"]
    assert read_titles(client.get("/feeds/en/news.atom")) == []
    assert read_titles(client.get("/feeds/de/calls.atom")) == []


@pytest.mark.requirement("ED64")
def test_unchanged_feed_is_a_304(client, portal):
    make_news()
    etag = client.get("/feeds/de/news.atom").headers["ETag"]

    response = client.get("/feeds/de/news.atom", headers={"If-None-Match": etag})

    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.requirement("ED64")
def test_feed_of_calls_says_their_status(client, portal):
    make_call(deadline_at=NOON)

    root = parse_xml(client.get("/feeds/en/calls.atom"))
    assert root.findall(f"{ATOM}entry") == []
    root = parse_xml(client.get("/feeds/de/calls.atom"))
    assert root.find(f"{ATOM}entry/{ATOM}title").text == "Sommercamp"


@pytest.mark.requirement("ED64")
def test_feed_of_one_network_holds_only_its_news(client, portal):
    make_network()
    make_news()

    assert read_titles(client.get("/feeds/de/news.atom?network=musterland")) == []
    assert read_titles(
        client.get(f"/feeds/de/news.atom?network={portal.network.slug}")
    ) == ["Sternennacht"]


@pytest.mark.requirement("ED64")
@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/feeds/fr/news.atom", "There are: de, en."),
        (
            "/feeds/en/gossip.atom",
            "There are: calls, events, funding, news, offers, practice, themes, webinars.",
        ),
        ("/feeds/en/news.atom?network=atlantis", "There is no feed for: atlantis."),
        ("/feeds/en/news.atom?topic=atlantis", "There is no feed for: atlantis."),
    ],
)
def test_feed_that_does_not_exist_is_a_404_in_words(client, portal, path, sentence):
    client.cookies["verbund_language"] = "en"

    response = client.get(path)

    assert response.status_code == 404
    assert sentence in response.text


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_queries_do_not_grow_with_the_entries(
    client, portal, kind, count, django_assert_num_queries
):
    for number in range(count):
        make_news(f"Nachricht {number}")
        make_call(f"Ruf {number}")
        make_event(f"Nacht {number}", days=5000)
        make_offer(f"Angebot {number}")
        make_practice()
        make_theme()
        make_webinar()
        make_funding(f"Topf {number}")
    client.get(f"/feeds/de/{kind}.atom")

    with django_assert_num_queries(FEED_QUERIES.get(kind, 4)):
        client.get(f"/feeds/de/{kind}.atom")


FEED_QUERIES = {"events": 5, "funding": 5, "webinars": 5}


@pytest.mark.requirement("ED64")
def test_feed_of_events_says_the_next_date_and_a_change_of_plan(
    client, portal, time_machine
):
    time_machine.move_to(NOON + dt.timedelta(days=1))
    make_event("Vorbei", days=-1)
    page = make_event(
        "Reihe",
        repeats="weekly",
        repeats_until=dt.date(2027, 3, 24),
        venue_name="Sternwarte",
        summary="Wir sehen hinauf.",
        conference_url="https://meet.example.org/geheim",
    )
    type(page.event).objects.update(status="cancelled")

    answer = client.get("/feeds/de/events.atom")
    feed = feedparser.parse(answer.content)

    assert (feed.bozo, feed.feed.title) == (False, "Veranstaltungen – Verbund")
    (entry,) = feed.entries
    assert entry.title == "Reihe"
    assert entry.summary == (
        "Mittwoch, 10. März 2027, 13:00 Uhr – Sternwarte – Wir sehen hinauf."
    )
    assert [tag.term for tag in entry.tags] == ["vor Ort", "abgesagt"]
    assert "geheim" not in answer.text


@pytest.mark.requirement("ED64")
def test_feed_of_offers_names_the_provider(client, portal, time_machine):
    time_machine.move_to(NOON)
    make_offer(summary="Mit Zinn und Geduld.", contact_email="ada@example.org")

    answer = client.get("/feeds/de/offers.atom")
    feed = feedparser.parse(answer.content)

    assert (feed.bozo, feed.feed.title) == (False, "Angebote – Verbund")
    (entry,) = feed.entries
    assert entry.link == "http://127.0.0.1:8000/de/angebote/loeten-lernen/"
    assert entry.summary == "Musterlabor – Mit Zinn und Geduld."
    assert entry.updated_parsed[:3] == (2027, 3, 3)
    assert "ada@" not in answer.text


MAKERS = {
    "practice": (make_practice, "entry"),
    "themes": (make_theme, "article"),
    "webinars": (make_webinar, "event"),
    "funding": (make_funding, "entry"),
}


def read_feed(client, path):
    feed = feedparser.parse(client.get(path).content)
    assert feed.bozo is False
    return feed


@pytest.mark.requirement("ED64")
@pytest.mark.parametrize("kind", MAKERS)
def test_each_kind_has_a_feed_by_topic_network_and_language(client, portal, kind):
    make_network()
    make, _row = MAKERS[kind]
    page = make(title="Physik", slug="physik")
    add_terms(page, "topic", ["physics"])
    make(title="Anderes", slug="anderes")
    translate(page, "Physics")
    make_alias(make(title="Nur deutsch", slug="nur-deutsch"))
    make(title="Entwurf", slug="entwurf").unpublish()
    path = f"/feeds/de/{kind}.atom"

    def read(path):
        return [entry.title for entry in read_feed(client, path).entries]

    assert sorted(read(path)) == ["Anderes", "Nur deutsch", "Physik"]
    assert read(f"{path}?topic=physics") == ["Physik"]
    assert read(f"{path}?network=musterland") == []
    assert sorted(read(f"{path}?network=site&topic=physics")) == ["Physik"]
    assert read(f"/feeds/en/{kind}.atom") == ["Physics"]


@pytest.mark.requirement("ED64")
@pytest.mark.parametrize("kind", MAKERS)
def test_feed_holds_what_was_published_last_with_ids_that_stay(
    client, portal, time_machine, kind
):
    make, row = MAKERS[kind]
    time_machine.move_to(NOON, tick=False)
    first = make(title="Erstes", slug="erstes")
    for number in range(30):
        time_machine.shift(60)
        make(title=f"Ding {number}", slug=f"ding-{number}")
    path = f"/feeds/de/{kind}.atom"
    response = client.get(path)
    entries = feedparser.parse(response.content).entries

    assert [e.title for e in entries] == [f"Ding {n}" for n in range(29, -1, -1)]
    unchanged = client.get(path, headers={"If-None-Match": response.headers["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")

    type(first).objects.filter(pk=first.pk).update(
        title="Neu", slug="neu", first_published_at=NOON + dt.timedelta(days=1)
    )
    entry = feedparser.parse(client.get(path).content).entries[0]
    key = getattr(first, row).translation_key
    assert (entry.title, entry.id) == ("Neu", f"urn:uuid:{uuid.uuid5(key, 'de')}")


@pytest.mark.requirement("ED64")
def test_feeds_say_when_who_pays_and_what_one_can_watch(client, portal, time_machine):
    time_machine.move_to(NOON)
    film = {"title": "Film", "url": "https://video.example.org/1", "has_captions": True}
    make_webinar(recording=make_body({"type": "video", "value": film}))
    make_funding(days=None)
    make_practice(ends_on=NOON.date() - dt.timedelta(days=1))

    (webinar,) = read_feed(client, "/feeds/de/webinars.atom").entries
    (funding,) = read_feed(client, "/feeds/de/funding.atom").entries
    (practice,) = read_feed(client, "/feeds/de/practice.atom").entries

    assert webinar.summary == ("Mittwoch, 24. Februar 2027, 13:00 Uhr – Zehn Versuche.")
    assert [tag.term for tag in webinar.tags] == ["mit Aufzeichnung"]
    assert funding.summary == "Muster-Stiftung – jederzeit – Geld für Brücken."
    assert [tag.term for tag in practice.tags] == ["beendet"]


LISTS = {
    "news": "aktuelles",
    "calls": "ausschreibungen",
    "events": "veranstaltungen",
    "offers": "angebote",
    "practice": "praxis",
    "themes": "themen",
    "webinars": "webinare",
    "funding": "foerderung",
}


def find_announced(client, path) -> list[str]:
    tree = html5lib.parse(client.get(path).text, namespaceHTMLElements=False)
    return [
        link.get("href")
        for link in tree.find("head").iter("link")
        if link.get("type") == "application/atom+xml"
    ]


@pytest.mark.requirement("ED64")
@pytest.mark.parametrize("kind", sorted(LISTS))
def test_list_announces_its_feed_to_browsers(client, portal, kind):
    make_event()
    make_offer()
    path = f"/de/{LISTS[kind]}/"

    assert find_announced(client, path) == [f"/feeds/de/{kind}.atom"]
    assert find_announced(client, f"{path}?topic=physics&network=site&x=1") == [
        f"/feeds/de/{kind}.atom?network=site&topic=physics"
    ]


@pytest.mark.requirement("ED64")
def test_page_without_a_feed_announces_none(client, portal):
    assert find_announced(client, "/de/") == []


@pytest.mark.requirement("ED64")
def test_every_kind_has_a_list_that_announces_it():
    assert set(INDEX_KINDS.values()) == set(KINDS) == set(LISTS)
