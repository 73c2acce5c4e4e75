"""Home pages made of sections (ED11, ED14)."""

import datetime as dt
import json

import pytest
import time_machine

from cms.models import GenericPage, Network, NewsIndexPage
from cms.page_cache import drop_stored_pages
from cms.queries.figures import CACHE_KEY, LIVE_SECONDS, SMALLEST_SHOWN, list_figures
from cms.sections import sections
from tests.cms.html import find_all, find_heading_gaps, get_texts, parse
from tests.cms.pages import (
    NOW,
    make_call,
    make_event,
    make_news,
    make_offer,
    make_practice,
    publish,
    translate,
)

NAMES = ["cms.stages", "cms.calls", "cms.news", "cms.map", "cms.figures"]


def place(home, *names, title=""):
    home.sections = json.dumps(
        [
            {"type": "section", "value": {"section": name, "title": title, "text": ""}}
            for name in names
        ]
    )
    return publish(home)


def read_titles(client, path="/en/"):
    # Within a test no transaction ends, so nothing says that a page was published.
    drop_stored_pages()
    main = find_all(parse(client.get(path)), "main")[0]
    return get_texts(main, "h2")


@pytest.fixture
def home(portal, english):
    return portal.get_translation(english)


@pytest.mark.requirement("ED11")
def test_editors_order_the_sections(client, home, english):
    translate(make_news(), english)
    translate(make_call(deadline_at=None), english)

    place(home, "cms.news", "cms.calls", "cms.stages")
    first = read_titles(client)
    place(home, "cms.stages", "cms.news")

    assert first == ["News", "Closing soon", "Where are you now?"]
    assert read_titles(client) == ["Where are you now?", "News"]


@pytest.mark.requirement("ED11")
def test_section_of_an_app_that_is_gone_vanishes(client, home):
    place(home, "sponsors.logos", "cms.stages")

    assert read_titles(client) == ["Where are you now?"]


@pytest.mark.requirement("ED11")
def test_uninstalled_section_takes_nothing_else_with_it(client, home, english):
    translate(make_news(), english)
    place(home, *NAMES)

    entries = [sections.get(name) for name in NAMES if name != "cms.news"]
    with sections.replaced_by(*entries):
        assert "News" not in read_titles(client)
    assert "News" in read_titles(client)


@pytest.mark.requirement("ED11", "ED12")
def test_stages_lead_to_what_there_is_for_each(client, home):
    place(home, "cms.stages")
    nav = find_all(parse(client.get("/en/")), "nav", class_="stage-path")[0]

    assert [a.get("href") for a in find_all(nav, "a")] == [
        "/en/offers/?stage=kita",
        "/en/offers/?stage=primary",
        "/en/offers/?stage=lower-secondary",
        "/en/offers/?stage=upper-secondary",
        "/en/offers/?stage=vocational-training",
        "/en/offers/?stage=university",
        "/en/offers/?stage=first-job",
    ]


@pytest.mark.requirement("ED11")
def test_tiles_ask_who_the_reader_is(client, home):
    index = NewsIndexPage.objects.get(locale=home.locale)
    gone = publish(home.add_child(instance=GenericPage(title="Gone")))
    tile = {"title": "I teach", "text": "For you.", "icon": "school"}
    value = {
        "title": "What brings you here?",
        "text": "",
        "tiles": [
            {**tile, "page": index.pk, "url": ""},
            {**tile, "title": "I am gone", "page": gone.pk, "url": ""},
        ],
    }
    home.sections = json.dumps([{"type": "audiences", "value": value}])
    publish(home)
    gone.delete()

    tiles = find_all(parse(client.get("/en/")), "ul", class_="audience-tiles")[0]
    assert [a.get("href") for a in find_all(tiles, "a")] == ["/en/news/"]
    assert get_texts(tiles, "span", class_="tile-title") == ["I teach"]


@pytest.mark.requirement("ED11")
@time_machine.travel(NOW, tick=False)
def test_next_deadlines_hold_what_is_open_in_order(client, home, english):
    day = dt.timedelta(days=1)
    for title, deadline_at in (
        ("Rolling", None),
        ("Later", NOW + 9 * day),
        ("Over", NOW - day),
        ("Soon", NOW + day),
    ):
        translate(make_call(title=title, deadline_at=deadline_at), english)
    place(home, "cms.calls")

    main = find_all(parse(client.get("/en/")), "main")[0]
    assert get_texts(main, "h3") == ["Soon", "Later", "Rolling"]


@pytest.mark.requirement("ED11", "W37")
def test_map_has_the_states_beside_it_as_a_list(client, home, german):
    network = Network.objects.create(
        name="Brückennetz",
        slug="brueckennetz",
        source_key="brueckennetz",
        kind="mint-region",
        source_locale=german,
        latitude="49.4447",
        longitude="7.7690",
    )
    network.states.create(state="DE-RP")
    place(home, "cms.map")

    tree = parse(client.get("/en/"))
    places = find_all(tree, "ul", class_="place-list")[0]

    assert get_texts(places, "a") in ([], ["Rhineland-Palatinate (1)"])
    assert len(find_all(tree, "div", class_="map")) == 1


@pytest.mark.requirement("W38")
def test_full_home_page_has_headings_without_gaps(client, home, english):
    translate(make_news(), english)
    translate(make_call(deadline_at=None), english)
    place(home, *NAMES)

    assert find_heading_gaps(parse(client.get("/en/"))) == []


@pytest.mark.requirement("ED14")
def test_small_figures_are_not_shown(portal):
    for number in range(SMALLEST_SHOWN):
        make_news(title=f"Beitrag {number}")
    for number in range(SMALLEST_SHOWN - 1):
        make_call(title=f"Ruf {number}")

    assert [(f.value, f.label) for f in list_figures()] == [
        (5, "reports, portraits and press releases")
    ]


@pytest.mark.requirement("ED14")
def test_figures_count_what_visitors_find(portal):
    for _number in range(SMALLEST_SHOWN):
        make_offer()
        make_event()
        make_practice()
    make_offer().unpublish()

    assert [(f.value, f.label) for f in list_figures()] == [
        (5, "offers from kindergarten to the first job"),
        (5, "events, past ones too"),
        (5, "examples of good practice"),
    ]


@pytest.mark.requirement("ED14")
def test_figures_are_at_most_an_hour_old(portal):
    assert (LIVE_SECONDS, CACHE_KEY) == (3600, "verbund:figures")
    assert list_figures() == []
