"""Atom feeds (ED64, A6)."""

import pytest

from tests.cms.machines import (
    NOON,
    make_alias,
    make_call,
    make_network,
    make_news,
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
        ("/feeds/en/gossip.atom", "There are: calls, news."),
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
@pytest.mark.parametrize("kind", ["news", "calls"])
def test_queries_do_not_grow_with_the_entries(
    client, portal, kind, count, django_assert_num_queries
):
    for number in range(count):
        make_news(f"Nachricht {number}")
        make_call(f"Ruf {number}")
    client.get(f"/feeds/de/{kind}.atom")

    with django_assert_num_queries(FEED_QUERIES):
        client.get(f"/feeds/de/{kind}.atom")


FEED_QUERIES = 3
