"""What stands around every page: menus, languages, legal pages, announcements."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.cache import caches
from django.test import RequestFactory
from django.utils import translation

from cms.context_processors import site
from cms.models import (
    Announcement,
    AnnouncementText,
    GenericPage,
    LegalPage,
    Network,
    RegionIndexPage,
    RegionPage,
)
from cms.queries.frame import get_site_map
from tests.cms.html import find_all, get_texts, parse
from tests.cms.pages import NOW, make_news, publish, translate

DAY = dt.timedelta(days=1)


@pytest.fixture
def region(portal, german):
    network = Network.objects.create(
        name="Brückennetz",
        slug="brueckennetz",
        source_key="brueckennetz",
        kind="mint-region",
        source_locale=german,
    )
    index = RegionIndexPage.objects.get(locale=german)
    return publish(
        index.add_child(
            instance=RegionPage(title=network.name, slug=network.slug, network=network)
        )
    )


def make_legal(parent, kind, title, **kwargs):
    page = LegalPage(title=title, legal_kind=kind, **kwargs)
    return publish(parent.add_child(instance=page))


def forget():
    for cache in caches.all():
        cache.clear()


def read_menu(client, path):
    nav = find_all(parse(client.get(path)), "nav", class_="site-navigation")[0]
    return [
        (" ".join(a.text.split()), a.get("href"), a.get("aria-current"))
        for a in find_all(nav, "a")
    ]


def get_target(href):
    return parse_qs(urlsplit(href).query)["next"][0]


def read_languages(client, path):
    """Return the switch's links: each sets the cookie and leads on to ``next``."""
    tree = parse(client.get(path))
    links = [a for a in find_all(tree, "a") if a.get("hreflang") in ("de", "en")]
    return [
        (a.get("hreflang"), get_target(a.get("href")), a.get("aria-current"))
        for a in links[:2]
    ]


def read_legal_links(client, path):
    footer = find_all(parse(client.get(path)), "div", class_="footer-end")[0]
    return [(" ".join(a.text.split()), a.get("href")) for a in find_all(footer, "a")]


def read_announcements(client, path):
    tree = parse(client.get(path))
    return [
        (aside.get("aria-label"), get_texts(aside, "p")[0])
        for aside in find_all(tree, "aside", class_="announcement")
    ]


def test_menu_holds_the_lists_and_marks_where_one_is(client, portal):
    assert read_menu(client, "/en/calls/") == [
        ("News", "/en/news/", None),
        ("Calls", "/en/calls/", "true"),
        ("Events", "/en/events/", None),
        ("Offers", "/en/offers/", None),
        ("Regions", "/en/regions/", None),
        ("Members", "/en/members/", None),
        ("Help", "/en/help/", None),
    ]


@pytest.mark.requirement("ED56", "W51")
def test_switch_leads_to_the_same_item(client, portal, english):
    page = make_news()
    copy = translate(page, english, slug="bridge")

    assert read_languages(client, page.url) == [
        ("de", page.url, "true"),
        ("en", copy.url, None),
    ]
    names = get_texts(parse(client.get(copy.url)), "span", lang="de")
    assert names == ["Deutsch"]


@pytest.mark.requirement("ED56", "W51")
def test_switch_leads_to_the_parent_with_a_sentence(client, portal):
    page = make_news()

    links = read_languages(client, page.url)
    tree = parse(client.get("/en/news/?untranslated=1"))

    assert links[1] == ("en", "/en/news/?untranslated=1", None)
    sentence = (
        "The page you came from does not exist in this language. "
        "This is the place above it."
    )
    assert get_texts(tree, "div", class_="notice") == [sentence]


@pytest.mark.requirement("ED56")
def test_breadcrumbs_lead_up_to_the_home_page(client, portal):
    page = make_news()
    nav = find_all(parse(client.get(page.url)), "nav", class_="breadcrumb")[0]

    assert [(a.text.strip(), a.get("href")) for a in find_all(nav, "a")] == [
        ("Verbund", "/de/"),
        ("Aktuelles", "/de/aktuelles/"),
    ]
    assert get_texts(nav, "li")[-1] == page.title


@pytest.mark.requirement("ED45", "P14")
def test_network_has_its_own_legal_pages_and_the_portals_for_the_rest(
    client, portal, region
):
    make_legal(portal, "impressum", "Impressum")
    make_legal(portal, "privacy", "Datenschutz")
    make_legal(portal, "report", "Meldestelle")
    make_legal(portal, "accessibility", "Barrierefreiheit")
    own = make_legal(region, "impressum", "Impressum", slug="eigenes")

    rest = [
        ("Datenschutz", "/de/datenschutz/"),
        ("Barrierefreiheit", "/de/barrierefreiheit/"),
        ("Meldestelle", "/de/meldestelle/"),
    ]
    assert read_legal_links(client, "/de/") == [("Impressum", "/de/impressum/"), *rest]
    assert read_legal_links(client, own.url) == [("Impressum", own.url), *rest]


@pytest.mark.requirement("P28", "P14")
def test_legal_pages_stand_on_every_page_in_both_languages(client, portal, english):
    pages = [
        make_legal(portal, kind, kind.title())
        for kind in ("impressum", "privacy", "accessibility", "report")
    ]
    for page in pages:
        translate(page, english)

    for path in ("/de/", "/en/", "/en/news/", "/de/hilfe/"):
        assert len(read_legal_links(client, path)) == 4


def test_pages_about_the_portal_stand_in_the_footer(client, portal):
    publish(portal.add_child(instance=GenericPage(title="Über uns")))
    hidden = GenericPage(title="Überholt", show_in_menus=False)
    publish(portal.add_child(instance=hidden))

    footer = find_all(parse(client.get("/de/")), "footer")[0]
    assert [t for t in get_texts(footer, "a") if "ü" in t.lower()] == ["Über uns"]


def announce(network, text="Am Samstag ist das Portal zu.", **kwargs):
    fields = {"severity": "info", "starts_at": NOW - DAY, "ends_at": NOW + DAY}
    row = Announcement.objects.create(network=network, **fields | kwargs)
    AnnouncementText.objects.create(announcement=row, language="de", text=text)
    forget()
    return row


@pytest.mark.requirement("ED14")
@time_machine.travel(NOW, tick=False)
def test_announcement_holds_for_its_period_and_says_how_grave_it_is(client, portal):
    site_network = portal.network
    announce(site_network)
    announce(site_network, "Störung.", severity="warning", ends_at=None)
    announce(site_network, "Noch nicht.", starts_at=NOW + DAY, ends_at=None)
    announce(site_network, "Vorbei.", starts_at=NOW - 2 * DAY, ends_at=NOW - DAY)

    assert read_announcements(client, "/en/") == [
        ("Announcement", "Am Samstag ist das Portal zu."),
        ("Warning", "Warning: Störung."),
    ]


@pytest.mark.requirement("ED14")
@time_machine.travel(NOW, tick=False)
def test_announcement_ends_by_itself_while_the_frame_is_kept(client, portal):
    announce(portal.network, ends_at=NOW + dt.timedelta(seconds=30))

    before = len(read_announcements(client, "/de/"))
    with time_machine.travel(NOW + dt.timedelta(seconds=40), tick=False):
        after = len(read_announcements(client, "/de/"))

    assert (before, after) == (1, 0)


@pytest.mark.requirement("ED14")
@time_machine.travel(NOW, tick=False)
def test_networks_announcement_stands_in_its_branch_only(client, portal, region):
    announce(region.network)

    assert len(read_announcements(client, region.url)) == 1
    assert read_announcements(client, "/de/") == []


@pytest.mark.requirement("ED14", "W50")
@time_machine.travel(NOW, tick=False)
def test_announcement_speaks_the_readers_language_else_german_marked(client, portal):
    row = announce(portal.network)

    def read():
        aside = find_all(parse(client.get("/en/")), "aside", class_="announcement")[0]
        return [(p.get("lang"), " ".join(p.text.split())) for p in find_all(aside, "p")]

    german = read()
    AnnouncementText.objects.create(announcement=row, language="en", text="Closed.")
    forget()

    assert german == [("de", "Am Samstag ist das Portal zu.")]
    assert read() == [(None, "Closed.")]


def test_frame_is_kept_and_asks_nothing_again(portal, django_assert_num_queries):
    with translation.override("de"):
        get_site_map(NOW)
        with django_assert_num_queries(0):
            assert get_site_map(NOW).home_url == "/de/"


def test_frame_survives_a_broken_cache(portal, monkeypatch):
    class Broken:
        def get_many(self, keys):
            raise ConnectionError

        set = get_many

    monkeypatch.setattr("cms.queries.remembered.get_cache", Broken)
    with translation.override("de"):
        assert get_site_map(NOW).home_url == "/de/"


def test_frame_costs_nothing_where_no_template_shows_it(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert len(site(RequestFactory().get("/admin/"))) == 14


def test_site_without_pages_has_an_empty_frame(db):
    parts = site(RequestFactory().get("/de/"))

    assert (str(parts["home_url"]), list(parts["legal_links"])) == ("/", [])
    assert [link.code for link in parts["language_links"]] == ["de", "en"]
