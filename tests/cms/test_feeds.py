"""Atom feeds (ED64, A6)."""

import datetime as dt

import feedparser
import pytest

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
        ("/feeds/en/gossip.atom", "There are: calls, events, news, offers."),
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
@pytest.mark.parametrize("kind", ["news", "calls", "events", "offers"])
def test_queries_do_not_grow_with_the_entries(
    client, portal, kind, count, django_assert_num_queries
):
    for number in range(count):
        make_news(f"Nachricht {number}")
        make_call(f"Ruf {number}")
        make_event(f"Nacht {number}", days=5000)
        make_offer(f"Angebot {number}")
    client.get(f"/feeds/de/{kind}.atom")

    with django_assert_num_queries(FEED_QUERIES.get(kind, 3)):
        client.get(f"/feeds/de/{kind}.atom")


FEED_QUERIES = {"events": 4}


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
