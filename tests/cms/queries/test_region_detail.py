"""What a region page shows besides its texts."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cms.models import (
    CallIndexPage,
    EventIndexPage,
    Network,
    NetworkContact,
    NetworkFunder,
    NetworkLink,
    NewsIndexPage,
    OfferIndexPage,
    PracticeIndexPage,
    RegionPage,
)
from cms.queries.region_detail import get_region_detail
from tests.cms.html import find_all, get_texts, parse
from tests.cms.pages import (
    make_body,
    make_call,
    make_event,
    make_image,
    make_news,
    make_offer,
    make_practice,
    publish,
)
from tests.cms.regions import NOW, clear_caches, import_shipped, make_networks

HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _fresh(db):
    clear_caches()
    with translation.override("en"):
        yield
    clear_caches()


def get_page(network, language="en"):
    return RegionPage.objects.get(network=network, locale__language_code=language)


def read(network, rf, language="en"):
    page = get_page(network, language)
    return get_region_detail(page=page, request=rf.get("/"), now=NOW)


@pytest.mark.requirement("ED1", "ED33")
def test_facts_of_the_network_stand_with_links_to_the_directory(portal, rf):
    [network] = make_networks("Mainz")
    Network.objects.filter(pk=network.pk).update(
        founding_year=2008,
        carrier="Verein Rad",
        legal_form="e. V.",
        office_address="Beispielweg 1\n55116 Mainz",
        website="https://rad.example.org/",
        working_languages="Deutsch",
    )

    detail = read(network, rf)

    assert [(f.label, f.value, f.url) for f in detail.facts] == [
        ("Kind", "STEM region", ""),
        ("Seat", "Mainz", ""),
        ("State", "Rhineland-Palatinate", "/en/regions/?state=DE-RP"),
        ("Founded in", "2008", ""),
        ("Carrier", "Verein Rad, e. V.", ""),
        ("Office", "Beispielweg 1, 55116 Mainz", ""),
        ("Languages", "Deutsch", ""),
        ("Website", "rad.example.org", "https://rad.example.org/"),
    ]
    assert [(tag.label, tag.url) for tag in detail.districts] == [
        ("Mainz", "/en/regions/?district=07315")
    ]
    assert detail.kicker == "STEM region, Rhineland-Palatinate"


@pytest.mark.requirement("ED1")
def test_parts_come_in_their_order_and_only_those_of_the_network(portal, rf):
    network, other = make_networks("A", "B")
    for owner in (network, other):
        NetworkContact.objects.create(network=owner, name="Zwei", sort_order=1)
        NetworkContact.objects.create(
            network=owner, name="Eins", function="Leitung", email="a@example.org"
        )
        NetworkLink.objects.create(
            network=owner, label="Blog", url="https://example.org/"
        )
    days = (dt.date(2020, 1, 1), dt.date(2021, 12, 31))
    for number, (start, end) in enumerate(
        [days, (days[0], None), (None, days[1]), (None, None)]
    ):
        NetworkFunder.objects.create(
            network=network,
            name=f"Rad {number}",
            from_date=start,
            until_date=end,
            sort_order=number,
        )

    detail = read(network, rf)

    assert [(c.name, c.function, c.email, c.phone) for c in detail.contacts] == [
        ("Eins", "Leitung", "a@example.org", ""),
        ("Zwei", "", "", ""),
    ]
    assert [(link.title, link.url) for link in detail.links] == [
        ("Blog", "https://example.org/")
    ]
    assert detail.funders == (
        "Rad 0 (1 January 2020 to 31 December 2021)",
        "Rad 1 (since 1 January 2020)",
        "Rad 2 (until 31 December 2021)",
        "Rad 3",
    )


@pytest.mark.requirement("ED5")
def test_entry_says_how_old_it_is_until_it_is_confirmed(portal, rf):
    [network] = make_networks("A")
    before = read(network, rf)
    Network.objects.filter(pk=network.pk).update(confirmed_on=dt.date(2027, 2, 1))

    after = read(network, rf)

    assert (before.is_confirmed, before.as_of) == (
        False,
        "As of July 2019, stated by the networks",
    )
    assert (after.is_confirmed, after.as_of) == (
        True,
        "Confirmed by the network on 1 February 2027",
    )


@pytest.mark.requirement("ED1")
def test_ended_network_names_its_successor(portal, rf):
    old, new = make_networks("Alt", "Neu")
    Network.objects.filter(pk=old.pk).update(status="ended", successor=new)

    detail = read(old, rf)

    assert detail.status == "ended"
    assert (detail.successor.title, detail.successor.url) == ("Neu", "/en/regions/neu/")
    assert (read(new, rf).status, read(new, rf).successor) == ("", None)


@pytest.mark.requirement("ED72", "ED33")
def test_programme_lists_its_networks_and_these_their_nearest_siblings(portal, rf):
    import_shipped()
    network = Network.objects.get(name="Schülerforschungszentrum Jena")
    programme = Network.objects.get(name="Jungforscher Thüringen")

    below, above = read(network, rf).relatives, read(programme, rf).relatives

    assert (below.is_programme, below.programme.title) == (False, programme.name)
    assert below.programme.url == "/en/regions/jungforscher-thueringen/"
    assert network.name not in [link.title for link in below.networks]
    assert len(below.networks) == 9
    assert (above.is_programme, above.programme, len(above.networks)) == (
        True,
        None,
        10,
    )


@pytest.mark.requirement("ED72")
def test_many_siblings_are_the_twelve_nearest_and_a_link_to_all(portal, rf):
    import_shipped()
    network = Network.objects.get(name="zdi-Netzwerk Kreis Olpe")

    relatives = read(network, rf).relatives

    assert len(relatives.networks) == 12
    assert relatives.more_url == "/en/regions/?state=DE-NW"


def open_branch(network):
    page = get_page(network, "de")
    news = page.add_child(instance=NewsIndexPage(title="Neues", slug="neues"))
    page.add_child(instance=CallIndexPage(title="Rufe", slug="rufe"))
    return news, CallIndexPage.objects.child_of(page).get()


@pytest.mark.requirement("ED33")
def test_news_and_open_calls_of_the_branch_stand_on_its_page(portal, rf):
    [network] = make_networks("A")
    news, calls = open_branch(network)
    titles = [make_news(news, title=f"Meldung {n}").title for n in range(4)]
    make_news(title="Vom Portal")
    make_call(calls, title="Offen")
    make_call(calls, title="Vorbei", deadline_at=NOW - dt.timedelta(days=1))

    detail = read(network, rf, "de")

    assert list_titles(detail) == {"news": titles[:3], "calls": ["Offen"]}
    assert read(network, rf, "en").groups == ()


def list_titles(detail):
    return {group.name: [card.title for card in group.cards] for group in detail.groups}


@pytest.mark.requirement("ED33")
def test_offers_and_practice_of_the_branch_lead_to_all_of_them(portal, rf, client):
    [network] = make_networks("A")
    page = get_page(network, "de")
    offers = page.add_child(instance=OfferIndexPage(title="Angebote", slug="angebote"))
    events = page.add_child(instance=EventIndexPage(title="Termine", slug="termine"))
    practice = page.add_child(instance=PracticeIndexPage(title="Praxis", slug="praxis"))
    for title in ("D", "B", "A", "C"):
        make_offer(offers, title=title)
    make_offer(title="Vom Portal")
    make_practice(practice, title="Beispiel")
    make_event(events, title="Treffen", starts_at=NOW, ends_at=NOW + HOUR)

    with translation.override("de"):
        groups = {group.name: group for group in read(network, rf, "de").groups}

    assert list_titles(read(network, rf, "de")) == {
        "events": ["Treffen"],
        "offers": ["A", "B", "C"],
        "practice": ["Beispiel"],
    }
    offered = groups["offers"]
    assert offered.more_label == "Alle 4 Angebote dieses Netzwerks"
    assert offered.more_url == f"/de/angebote/?network={network.slug}"
    tree = parse(client.get(offered.more_url))
    assert get_texts(tree, "h3", class_="card-title") == ["A", "B", "C", "D"]


@pytest.mark.requirement("ED33")
def test_full_branch_is_drawn_within_twelve_queries(portal, client):
    programme, network, other = make_networks("Programm", "A", "B")
    Network.objects.filter(pk=programme.pk).update(kind="state-programme")
    Network.objects.filter(pk__in=[network.pk, other.pk]).update(parent=programme)
    page = get_page(network, "de")
    image = make_image()
    for index, make in (
        (NewsIndexPage, make_news),
        (CallIndexPage, make_call),
        (EventIndexPage, make_event),
        (OfferIndexPage, make_offer),
        (PracticeIndexPage, make_practice),
    ):
        below = page.add_child(instance=index(title=index.__name__))
        for _number in range(4):
            make(below, lead_image=image)
    page.refresh_from_db()
    page.lead_image, page.lead_image_alt, page.body = image, "Brücke", make_body()
    publish(page)
    # What all pages share is kept: the frame, terms, the family of networks.
    client.get(get_page(other, "de").url)
    client.get("/de/angebote/")
    with CaptureQueriesContext(connection) as captured:
        tree = parse(client.get(page.url))

    assert len(find_all(tree, "article", class_="card")) == 15
    assert len(captured) <= 12, [query["sql"][:200] for query in captured]


@pytest.mark.requirement("ED33")
def test_page_asks_the_same_number_of_queries_with_one_entry_and_three(portal, rf):
    [network] = make_networks("A")
    news, calls = open_branch(network)
    counts = []
    for _round in range(2):
        make_news(news)
        make_call(calls)
        make_call(calls)
        NetworkContact.objects.create(network=network, name="Ada")
        clear_caches()
        page = RegionPage.objects.select_related("network", "locale").get(
            network=network, locale__language_code="de"
        )
        with CaptureQueriesContext(connection) as captured:
            get_region_detail(page=page, request=rf.get("/"), now=NOW)
        counts.append(len(captured))

    assert counts[0] == counts[1]
