"""News as visitors read them (ED6, ED15, ED57, ED61)."""

import datetime as dt
from unittest.mock import patch

import pytest
from django.db import connection

from cms.models import Article, Network, NewsIndexPage, RegionIndexPage, RegionPage
from cms.queries.facets import COUNTS_LIVE_SECONDS, FacetPanel
from cms.queries.filtered_lists import DRAWN_LIVE_SECONDS
from tests.cms.html import find_all, get_texts, parse
from tests.cms.pages import NOW, make_image, make_news, publish, translate

EMPTY_PANEL = FacetPanel((), (), (), "")


@pytest.fixture
def network(german):
    return Network.objects.create(
        name="Brückennetz",
        slug="brueckennetz",
        source_key="brueckennetz",
        kind="mint-region",
        source_locale=german,
    )


@pytest.fixture
def own_index(portal, network):
    regions = RegionIndexPage.objects.get(locale=portal.locale)
    region = regions.add_child(
        instance=RegionPage(title=network.name, slug=network.slug, network=network)
    )
    return publish(
        region.add_child(instance=NewsIndexPage(title="Neues", slug="neues"))
    )


def list_titles(client, path="/de/aktuelles/", **params):
    tree = parse(client.get(path, params))
    return get_texts(find_all(tree, "main")[0], "h3", class_="card-title")


def read_facets(client, path="/en/news/", **params):
    """Return the filters' options with their counts: ``{"Kind": {"News": 2}}``."""
    response = client.get(path, params)
    return {
        group.label: {option.label: option.count for option in group.options}
        for group in read_listing(response).panel.groups
    }


def read_listing(response):
    return next(
        part["listing"]
        for part in reversed(list(response.context))
        if "listing" in part
    )


@pytest.mark.requirement("ED15")
def test_newest_stands_first(client, portal):
    old = make_news(date=NOW - dt.timedelta(days=400))
    new = make_news(date=NOW)

    assert list_titles(client) == [new.title, old.title]


@pytest.mark.requirement("ED57")
def test_alias_is_in_no_list_of_its_language(client, portal, english):
    source = make_news(title="Nur deutsch", slug="nur-deutsch")
    both = make_news(title="Brücke", slug="bruecke")
    translate(both, english, title="Bridge", slug="bridge")
    alias = source.copy_for_translation(english, copy_parents=True, alias=True)
    alias.live = True
    alias.save()

    assert list_titles(client) == ["Nur deutsch", "Brücke"]
    assert list_titles(client, "/en/news/") == ["Bridge"]


@pytest.mark.requirement("ED15")
def test_drafts_and_restricted_pages_are_in_no_list(client, portal):
    make_news(title="Entwurf").unpublish()
    index = NewsIndexPage.objects.get(locale=portal.locale)
    closed = make_news(title="Nur mit Anmeldung")
    closed.view_restrictions.create(restriction_type="login")
    open_one = make_news(index, title="Offen")

    assert list_titles(client) == [open_one.title]


@pytest.mark.requirement("ED2")
def test_network_lists_its_own_and_the_portal_all(client, portal, own_index):
    ours = make_news(title="Vom Portal", date=NOW)
    theirs = make_news(own_index, title="Vom Netz", date=NOW - dt.timedelta(days=1))

    assert list_titles(client) == [ours.title, theirs.title]
    assert list_titles(client, own_index.url) == [theirs.title]


@pytest.mark.requirement("ED61", "ED15")
def test_filters_mean_or_within_and_and_between(client, portal):
    physics = make_news(title="Physik", topics=["physics"], stages=["kita"])
    biology = make_news(title="Biologie", topics=["biology"], stages=["primary"])
    make_news(title="Chemie", topics=["chemistry"])

    assert list_titles(client, topic=["physics", "biology"]) == [
        physics.title,
        biology.title,
    ]
    assert list_titles(client, topic=["physics", "biology"], stage="kita") == [
        physics.title
    ]


@pytest.mark.requirement("ED15")
def test_archive_by_year_uses_berlin_time(client, portal):
    make_news(title="Silvester", date=dt.datetime(2026, 12, 31, 22, 59, tzinfo=dt.UTC))
    new_year = make_news(
        title="Neujahr", date=dt.datetime(2026, 12, 31, 23, 1, tzinfo=dt.UTC)
    )

    assert list_titles(client, year="2027") == [new_year.title]
    assert read_facets(client, "/de/aktuelles/")["Jahr"] == {"2027": 1, "2026": 1}


@pytest.mark.requirement("ED15")
def test_counts_say_what_a_click_would_show(client, portal, english):
    press = make_news(kind="press", topics=["physics"])
    news = make_news(topics=["physics", "biology"])
    for page in (press, news):
        copy = translate(page, english, slug=f"en-{page.slug}")
        assert copy.cms_page_terms.count() == page.cms_page_terms.count()

    assert read_facets(client)["Kind"] == {"News": 1, "Press release": 1}
    assert read_facets(client)["Topic"] == {
        "Biology": 1,
        "Natural sciences": 2,
        "Physics": 2,
    }
    assert read_facets(client, kind="press") == {
        "Kind": {"News": 1, "Press release": 1},
        "Topic": {"Natural sciences": 1, "Physics": 1},
        "Network": {"The portal": 1},
        "Year": {"2027": 1},
    }


def test_unknown_value_is_said_and_left_out(client, portal):
    page = make_news()
    response = client.get("/en/news/", {"topic": "magic"})

    assert get_texts(parse(response), "div", class_="notice") == [
        "There is no “magic” in the filter “Topic”. The list is shown without it."
    ]
    assert list_titles(client, topic="magic") == [page.title]


@pytest.mark.parametrize("number", ["0", "2", "1000000000", "x"])
def test_page_beyond_the_last_is_not_found(client, portal, number):
    make_news()

    assert client.get("/en/news/", {"page": number}).status_code == 404


def test_empty_lists_say_what_will_be_here(client, portal):
    assert get_texts(parse(client.get("/en/news/")), "h3") == ["No news yet"]
    make_news(kind="press")
    tree = parse(client.get("/de/aktuelles/", {"kind": "portrait"}))
    assert get_texts(tree, "h3") == ["Zu all diesen Filtern passt nichts"]


@pytest.mark.requirement("ED15")
def test_article_leads_on_to_its_neighbours_and_relations(client, portal):
    oldest = make_news(title="Älteste", date=NOW - dt.timedelta(days=3))
    page = make_news(title="Mitte", date=NOW - dt.timedelta(days=2), topics=["physics"])
    newest = make_news(title="Neueste", date=NOW, topics=["physics"])

    tree = parse(client.get(page.url))

    pager = find_all(tree, "nav", class_="pager")[0]
    assert [a.get("href") for a in find_all(pager, "a")] == [oldest.url, newest.url]
    related = find_all(tree, "section", class_="related")[0]
    assert get_texts(related, "h3") == ["Neueste"]


@pytest.mark.requirement("ED15")
def test_chosen_relations_come_before_computed_ones(client, portal, english):
    chosen = make_news(title="Gewählt", date=NOW - dt.timedelta(days=9))
    make_news(title="Neueste", date=NOW)
    related = [{"type": "page", "value": chosen.pk}]
    page = make_news(related=related)
    translate(chosen, english, title="Chosen", slug="chosen")
    copy = translate(page, english, slug="page")

    def read(url):
        section = find_all(parse(client.get(url)), "section", class_="related")[0]
        return get_texts(section, "h3")

    assert read(page.url) == ["Gewählt"]
    assert read(copy.url) == ["Chosen"]


@pytest.mark.parametrize("number", [1, 3])
def test_index_asks_the_same_for_one_and_three_rows(
    client, portal, number, django_assert_num_queries
):
    for _ in range(number):
        make_news(lead_image=make_image(), topics=["physics"])
    client.get("/de/hilfe/")

    with django_assert_num_queries(13):
        assert client.get("/de/aktuelles/").status_code == 200
    with django_assert_num_queries(2):
        assert client.get("/de/aktuelles/").status_code == 200


def test_figures_are_a_minute_old_at_most():
    assert COUNTS_LIVE_SECONDS + DRAWN_LIVE_SECONDS == 60


@pytest.mark.parametrize(
    ("query", "is_kept"),
    [
        ("", True),
        ("?page=2", True),
        ("?topic=physics", False),
        ("?topic=nichts", False),
    ],
)
def test_list_is_kept_as_it_is_drawn_where_nothing_is_chosen(
    client, portal, query, is_kept
):
    for number in range(21):
        make_news(title=f"Nachricht {number}")
    client.get(f"/de/aktuelles/{query}")
    with patch("cms.queries.lists.ThingList.build_panel") as build:
        build.return_value = EMPTY_PANEL
        again = client.get(f"/de/aktuelles/{query}").text

    assert ("filter-group" in again) is is_kept


def test_list_is_driven_by_the_index_on_the_row(portal, german):
    make_news()
    if connection.vendor == "postgresql":
        # With one row its planner would read the table; what counts is that it can do without.
        with connection.cursor() as cursor:
            cursor.execute(
                "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off"
            )
    plan = Article.objects.listed(german).newest_first()[:20].explain()

    assert ("article_newest_first" in plan, "TEMP B-TREE" in plan) == (True, False)
