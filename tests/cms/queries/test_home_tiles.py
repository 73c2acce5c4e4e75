"""The entry by “I am …” leads to lists that hold something (ED11)."""

import datetime as dt
import json

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cms.models import GuidePage
from cms.page_cache import drop_stored_pages
from cms.queries.home_tiles import list_home_tiles
from tests.cms.funding import make_funding
from tests.cms.html import find_all, get_texts, parse
from tests.cms.pages import (
    NOW,
    add_terms,
    make_call,
    make_event,
    make_news,
    make_offer,
    make_practice,
    make_webinar,
    publish,
    translate,
)

pytestmark = pytest.mark.requirement("ED11")


def read(locale, now=NOW):
    with translation.override(locale.language_code):
        tiles = list_home_tiles(locale=locale, now=now)
    return {tile.name: [link.url for link in tile.links] for tile in tiles}


def give(page, *targets):
    add_terms(page, "target-group", targets)
    return page


def test_site_without_content_has_no_tile(portal, german):
    assert read(german) == {}


@time_machine.travel(NOW, tick=False)
def test_only_lists_that_hold_something_are_offered(portal, german, english):
    give(make_offer(), "pupils")
    give(make_event(starts_at=NOW, ends_at=NOW + dt.timedelta(hours=1)), "pupils")
    give(
        make_event(
            starts_at=NOW - dt.timedelta(days=2), ends_at=NOW - dt.timedelta(days=1)
        ),
        "parents",
    )
    give(make_call(deadline_at=NOW - dt.timedelta(days=1)), "parents")
    give(make_news(), "parents")

    assert read(german) == {
        "pupils": ["/de/angebote/?target=pupils", "/de/veranstaltungen/?target=pupils"],
        "parents": ["/de/aktuelles/?target=parents"],
    }
    assert read(english) == {}


@time_machine.travel(NOW, tick=False)
def test_teachers_companies_and_coordinators_find_what_there_is_for_them(
    portal, german
):
    give(make_offer(is_mobile=True), "teachers")
    give(make_practice(), "teachers", "companies")
    give(make_webinar(), "teachers")
    give(make_call(deadline_at=None), "coordinators")
    make_funding()
    guide = publish(
        portal.add_child(instance=GuidePage(title="Gründen", locale=german))
    )

    assert read(german) == {
        "teachers": [
            "/de/angebote/?target=teachers",
            "/de/webinare/?target=teachers",
            "/de/praxis/?target=teachers",
            "/de/angebote/?place=mobile",
        ],
        "companies": ["/de/praxis/?target=companies", "/de/me/proposals/"],
        "coordinators": [
            guide.url,
            "/de/ausschreibungen/?target=coordinators",
            "/de/foerderung/",
            "/de/me/proposals/",
        ],
    }


@time_machine.travel(NOW, tick=False)
def test_every_list_that_a_tile_leads_to_shows_something(
    client, portal, german, english
):
    everybody = ["pupils", "parents", "teachers", "companies", "alumni", "coordinators"]
    for make in (make_offer, make_event, make_news, make_practice, make_webinar):
        translate(give(make(), *everybody), english)
    translate(give(make_call(deadline_at=None), *everybody), english)
    translate(make_funding(), english)

    urls = [
        url
        for locale in (german, english)
        for tile in read(locale).values()
        for url in tile
    ]
    counts = {
        url: len(find_all(parse(client.get(url)), "article", class_="card"))
        for url in set(urls)
        if "proposals" not in url
    }

    assert len(urls) == 2 * 25
    assert set(counts.values()) == {1}


@time_machine.travel(NOW, tick=False)
def test_number_of_questions_does_not_grow(portal, german):
    counts = []
    read(german)
    for _round in range(2):
        for _number in range(2):
            give(make_offer(), "pupils", "teachers")
        drop_stored_pages()
        with CaptureQueriesContext(connection) as captured:
            read(german)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_editors_place_the_entry_and_word_its_title(client, portal, english):
    give(translate(make_offer(), english), "pupils")
    home = portal.get_translation(english)
    section = {"section": "cms.audiences", "title": "Who are you?", "text": ""}
    home.sections = json.dumps([{"type": "section", "value": section}])
    publish(home)

    main = find_all(parse(client.get("/en/")), "main")[0]

    assert get_texts(main, "h2") == ["Who are you?"]
    assert get_texts(main, "h3") == ["I go to school"]
    [links] = find_all(main, "ul", class_="tile-links")
    assert [(a.text, a.get("href")) for a in find_all(links, "a")] == [
        ("Offers", "/en/offers/?target=pupils")
    ]
