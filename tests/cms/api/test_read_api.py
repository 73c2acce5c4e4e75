"""The read API: what visitors see, paged by cursor, with one shape of errors."""

import base64
import json

import pytest

from cms.models.network import NetworkState
from tests.cms.machines import (
    NOON,
    make_alias,
    make_call,
    make_network,
    make_news,
    make_region,
    translate,
)

pytestmark = pytest.mark.django_db

LIST_QUERIES = {"news": 4, "calls": 4, "networks": 5}


def read(client, path, **query):
    return client.get(f"/api/v1/{path}", query).json()


def read_titles(client, path, **query) -> list[str]:
    return [item["title"] for item in read(client, path, **query)["items"]]


def test_news_item_has_these_fields_and_no_other(client, portal):
    page = make_news(summary="Kurz gesagt.")

    assert read(client, "news") == {
        "items": [
            {
                "id": str(page.article.translation_key),
                "kind": "news",
                "title": "Sternennacht",
                "summary": "Kurz gesagt.",
                "url": "http://127.0.0.1:8000/de/aktuelles/sternennacht/",
                "language": "de",
                "published_at": "2027-03-03T12:00:00Z",
                "updated_at": None,
                "network": {
                    "slug": portal.network.slug,
                    "name": portal.network.name,
                },
                "image": None,
            }
        ],
        "next_cursor": None,
    }


def test_network_and_call_are_described(client, portal, time_machine):
    time_machine.move_to(NOON)
    network = make_network(locality="Musterstadt")
    NetworkState.objects.create(network=network, state="DE-RP")
    make_region(network)
    make_call(deadline_at=NOON.replace(month=12))

    region = read(client, "networks")["items"][0]
    call = read(client, "calls")["items"][0]

    assert (region["slug"], region["states"]) == ("musterland", ["DE-RP"])
    assert region == read(client, "networks/musterland")
    assert (call["status"], call["deadline_at"]) == ("open", "2027-12-03T12:00:00Z")
    assert call == read(client, f"calls/{call['id']}")


@pytest.mark.requirement("A6", "ED57")
def test_drafts_aliases_and_the_portal_are_absent(client, portal):
    make_news("Entwurf", live=False)
    make_call("Geheim", live=False)
    make_region(live=False)
    page = make_news("Nur deutsch")
    make_alias(page)
    draft = make_news("Auch Entwurf", live=False)

    assert read_titles(client, "news") == ["Nur deutsch"]
    assert read_titles(client, "news", lang="en") == []
    assert read_titles(client, "calls") == []
    assert read_titles(client, "networks") == []
    key = draft.article.translation_key
    assert client.get(f"/api/v1/news/{key}").status_code == 404


def test_translation_is_answered_in_its_language(client, portal):
    translate(make_news(), "Night of stars")

    assert read_titles(client, "news", lang="en") == ["Night of stars"]


def collect(client, path, **query) -> list[str]:
    titles, cursor = [], ""
    while cursor is not None:
        page = read(client, path, **query, **({"cursor": cursor} if cursor else {}))
        titles += [item["title"] for item in page["items"]]
        cursor = page["next_cursor"]
    return titles


def test_cursor_leads_through_all_rows_once_also_with_equal_dates(client, portal):
    for number in range(5):
        make_news(f"Nachricht {number}", days=number // 2)

    assert collect(client, "news", limit=2) == [
        "Nachricht 4",
        "Nachricht 3",
        "Nachricht 2",
        "Nachricht 1",
        "Nachricht 0",
    ]


def test_calls_without_deadline_come_last_on_their_own_page(client, portal):
    make_call("Laufend")
    make_call("Bald", deadline_at=NOON)
    make_call("Auch laufend")

    assert collect(client, "calls", limit=1) == ["Bald", "Laufend", "Auch laufend"]


def test_networks_go_on_by_name(client, portal):
    for slug in ("b", "a", "c"):
        make_region(make_network(f"MINT {slug}", slug))

    assert collect(client, "networks", limit=1) == ["MINT a", "MINT b", "MINT c"]


def test_filters_narrow_and_repeating_means_or(client, portal):
    for slug, state in (("a", "DE-RP"), ("b", "DE-HE"), ("c", "DE-BY")):
        network = make_network(f"MINT {slug}", slug)
        NetworkState.objects.create(network=network, state=state)
        make_region(network)

    titles = [
        item["title"]
        for item in client.get("/api/v1/networks?state=DE-RP&state=DE-HE").json()[
            "items"
        ]
    ]

    assert titles == ["MINT a", "MINT b"]


def test_networks_are_filtered_by_status_and_seat_as_in_the_registry(client, portal):
    make_region(make_network("MINT a", "a", seat_ags="07312"))
    make_region(make_network("MINT b", "b", seat_ags="07315", status="dormant"))

    assert read_titles(client, "networks", status="dormant") == ["MINT b"]
    assert read_titles(client, "networks", seat="DE-RP") == ["MINT a", "MINT b"]
    assert read_titles(client, "networks", seat_district="07312") == ["MINT a"]
    assert read_titles(client, "networks", coordinator="yes") == []


def test_news_of_a_year_are_those_of_that_year_in_berlin(client, portal):
    make_news("Silvester", days=-63)
    make_news("März")

    assert read_titles(client, "news", year=2027) == ["März"]
    assert read_titles(client, "news", year=[2026, 2027]) == ["März", "Silvester"]
    assert read_titles(client, "news", year=2025) == []


def test_calls_are_filtered_by_their_computed_status(client, portal, time_machine):
    time_machine.move_to(NOON)
    make_call("Vorbei", deadline_at=NOON.replace(month=1))
    make_call("Offen", deadline_at=NOON.replace(month=12))

    assert read_titles(client, "calls", status="closed") == ["Vorbei"]
    assert read_titles(client, "calls", status=["closed", "open"]) == [
        "Vorbei",
        "Offen",
    ]


def pack(value) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("news?lang=fr", "lang"),
        ("news?kind=gossip", "kind"),
        ("news?network=atlantis", "network"),
        ("news?topic=atlantis", "topic"),
        ("calls?status=maybe", "status"),
        ("networks?state=DE-XX", "state"),
        ("networks?kind=site", "kind"),
        ("networks?status=over", "status"),
        ("networks?seat=DE-XX", "seat"),
        ("networks?district=00000", "district"),
        ("networks?funder=Niemand", "funder"),
        ("networks?coordinator=no", "coordinator"),
        ("news?year=20000", "year"),
        ("webinars?state=maybe", "state"),
        ("webinars?language=fr", "language"),
        ("practice?status=maybe", "status"),
        ("practice?group=dance", "group"),
        ("funding?status=hidden", "status"),
        ("funding?area=dance", "area"),
        ("funding?help=00000000-0000-0000-0000-000000000000", "help"),
        ("chronology?network=atlantis", "network"),
        ("chronology?cursor=nonsense", "cursor"),
        ("news?limit=0", "limit"),
        ("news?limit=1000000000", "limit"),
        ("news?cursor=nonsense", "cursor"),
        (f"news?cursor={pack(['2027-03-03', 1])}", "cursor"),
        (f"news?cursor={pack([{'a': 1}, 1])}", "cursor"),
        (f"news?cursor={pack(['2027-03-03T12:00:00+00:00', 10**30])}", "cursor"),
        (f"networks?cursor={pack(['a' + chr(0), 1])}", "cursor"),
        (f"networks?cursor={pack([1, 1])}", "cursor"),
    ],
)
def test_value_that_does_not_exist_is_named_in_a_problem(
    client, portal, path, parameter
):
    response = client.get(f"/api/v1/{path}")

    body = response.json()
    assert (response.status_code, response.headers["Content-Type"]) == (
        422,
        "application/problem+json",
    )
    assert (body["status"], body["errors"][0]["parameter"]) == (422, parameter)


def test_missing_thing_and_wrong_method_are_answered(client, portal):
    missing = client.get("/api/v1/networks/atlantis")

    assert (missing.status_code, missing.json()["title"]) == (404, "Not found")
    assert client.post("/api/v1/news").status_code == 405


@pytest.mark.requirement("A20")
@pytest.mark.parametrize(
    "query",
    [
        "_connector=OR&kind=news",
        "network__slug__startswith=p",
        "order_by=network__roles__user__password",
        "owner__password__startswith=a",
    ],
)
def test_keys_that_look_like_lookups_change_nothing(client, portal, query):
    make_news("Eins")

    assert (
        client.get(f"/api/v1/news?{query}").json() == client.get("/api/v1/news").json()
    )


@pytest.mark.requirement("A7")
def test_entity_tag_is_answered_only_for_what_may_be_seen(client, portal):
    page = make_news()
    address = f"/api/v1/news/{page.article.translation_key}"
    etag = client.get(address).headers["ETag"]

    unchanged = client.get(address, headers={"If-None-Match": etag})
    page.unpublish()
    right = client.get(address, headers={"If-None-Match": etag})
    wrong = client.get(address, headers={"If-None-Match": '"x"'})

    assert unchanged.status_code == 304
    assert (right.status_code, right.content) == (404, wrong.content)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("path", ["news", "calls", "networks"])
def test_queries_do_not_grow_with_the_rows(
    client, portal, path, count, django_assert_num_queries
):
    for number in range(count):
        make_news(f"Nachricht {number}")
        make_call(f"Ruf {number}")
        make_region(make_network(f"Netz {number}", f"netz-{number}"))
    client.get(f"/api/v1/{path}")

    with django_assert_num_queries(LIST_QUERIES[path]):
        client.get(f"/api/v1/{path}")


def test_description_lists_every_route_and_no_page_from_elsewhere(client, portal):
    spec = client.get("/api/v1/openapi.json").json()

    kinds = [
        *("academies", "advice", "calls", "events", "funding", "guides", "help"),
        *("news", "offers", "practice", "themes", "webinars"),
    ]
    assert sorted(spec["paths"]) == sorted(
        [
            *(f"/api/v1/{kind}" for kind in [*kinds, "networks", "chronology"]),
            *(f"/api/v1/{kind}/{{key}}" for kind in kinds),
            "/api/v1/networks/{slug}",
            "/api/v1/search",
        ]
    )
    assert client.get("/api/v1/docs").status_code == 404


@pytest.mark.requirement("S10")
def test_wagtails_own_api_is_off(client, portal):
    for path in ("/api/v2/pages/", "/api/v3/pages/", "/api/"):
        assert client.get(path).status_code == 404
