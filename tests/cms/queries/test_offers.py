"""Offers as visitors find them (ED26, ED27, ED61)."""

import pytest

from cms.models import OfferIndexPage
from cms.operations.branches import open_branch
from cms.queries.offers import name_classes, name_length
from cms.queries.terms import LabelledTerm
from tests.cms.html import find_all, get_texts, parse
from tests.cms.pages import make_image, make_offer, translate
from tests.cms.staff import make_network

SVG = "{http://www.w3.org/2000/svg}"
KAISERSLAUTERN, KUSEL, MUNICH = "07312", "07336", "09162"


@pytest.fixture
def offers(portal, english):
    """Publish four offers that differ in all that one filters by, in both languages."""
    pages = [
        make_offer(
            title="Brückenbau",
            slug="bruecken",
            is_on_site=True,
            is_free=True,
            terms={
                "stage": ["primary"],
                "class-level": ["class-3", "class-4"],
                "format": ["workshop"],
                "topic": ["technology"],
                "promotion": ["broad"],
                "target-group": ["pupils"],
            },
            districts=[KAISERSLAUTERN],
        ),
        make_offer(
            title="Laborwagen",
            slug="laborwagen",
            is_mobile=True,
            availability="always",
            terms={
                "stage": ["lower-secondary"],
                "class-level": ["class-7"],
                "format": ["mobile-lab"],
                "topic": ["chemistry"],
                "promotion": ["broad", "talent"],
            },
            districts=[KAISERSLAUTERN, KUSEL],
        ),
        make_offer(
            title="Sternwarte",
            slug="sternwarte",
            is_on_site=True,
            is_online=True,
            availability="dates",
            terms={"stage": ["upper-secondary"], "topic": ["astronomy"]},
        ),
        make_offer(
            title="Alpenlabor",
            slug="alpenlabor",
            is_on_site=True,
            terms={"stage": ["lower-secondary"], "promotion": ["talent"]},
            districts=[MUNICH],
        ),
    ]
    for page in pages:
        translate(page, english)
    return {page.slug: page for page in pages}


def read(client, path="/en/offers/", **params):
    tree = parse(client.get(path, params))
    main = find_all(tree, "main")[0]
    return get_texts(main, "h3", class_="card-title")


def read_options(client, name, query=""):
    tree = parse(client.get(f"/en/offers/?{query}"))
    group = find_all(tree, "details", id=f"filter-{name}")
    return get_texts(group[0], "a", class_="filter-option") if group else []


@pytest.mark.requirement("ED27")
def test_offers_stand_in_the_order_of_their_titles(client, offers):
    assert read(client) == ["Alpenlabor", "Brückenbau", "Laborwagen", "Sternwarte"]


@pytest.mark.requirement("ED26", "ED27")
def test_filters_keep_what_fits(client, offers):
    expected = {
        "stage=lower-secondary": ["Alpenlabor", "Laborwagen"],
        "class=class-7": ["Laborwagen"],
        "topic=astronomy": ["Sternwarte"],
        "format=workshop": ["Brückenbau"],
        "promotion=talent": ["Alpenlabor", "Laborwagen"],
        "target=pupils": ["Brückenbau"],
        "place=on-site": ["Alpenlabor", "Brückenbau", "Sternwarte"],
        "place=mobile": ["Laborwagen"],
        "place=mobile&place=online": ["Laborwagen", "Sternwarte"],
        "free=yes": ["Brückenbau"],
        "when=dates": ["Sternwarte"],
        "state=DE-RP": ["Brückenbau", "Laborwagen", "Sternwarte"],
        "state=DE-BY": ["Alpenlabor", "Sternwarte"],
        f"state=DE-RP&district={KUSEL}": ["Laborwagen", "Sternwarte"],
        f"district={MUNICH}": ["Alpenlabor", "Sternwarte"],
        "promotion=talent&state=DE-RP": ["Laborwagen"],
        "network=site": ["Alpenlabor", "Brückenbau", "Laborwagen", "Sternwarte"],
    }

    assert {query: read(client, f"/en/offers/?{query}") for query in expected} == (
        expected
    )


@pytest.mark.requirement("ED27")
def test_filters_count_under_all_others(client, offers):
    places = ["at the provider's 3", "comes to the school 1", "online 1"]
    expected = {
        ("place", ""): places,
        ("place", "free=yes"): ["at the provider's 1"],
        ("place", "place=mobile"): places,
        ("free", "place=mobile"): [],
        ("when", ""): ["on request 2", "on fixed dates 1", "at any time 1"],
        ("promotion", ""): ["Broad promotion 2", "Talent promotion 2"],
        ("district", ""): [],
        ("district", "state=DE-RP&place=mobile"): [
            "Kaiserslautern 1",
            "Landkreis Kusel 1",
        ],
    }

    assert {
        (name, query): read_options(client, name, query) for name, query in expected
    } == expected


@pytest.mark.requirement("ED27")
def test_states_count_what_comes_everywhere_in_each(client, offers):
    options = read_options(client, "state")

    assert len(options) == 16
    assert [o for o in options if not o.endswith(" 1")] == [
        "Bavaria 2",
        "Rhineland-Palatinate 3",
    ]


@pytest.mark.requirement("ED2", "ED27")
def test_branch_lists_its_own_offers_only(client, portal):
    network = make_network("MINT Nord")
    open_branch(network=network)
    index = OfferIndexPage.objects.get(network=network, slug="angebote")
    make_offer(index, title="Nordlabor")
    make_offer(title="Portallabor")

    own = read(client, index.url)
    everything = read(client, "/de/angebote/")
    from_network = read(client, "/de/angebote/", network="mint-nord")

    assert (own, everything, from_network) == (
        ["Nordlabor"],
        ["Nordlabor", "Portallabor"],
        ["Nordlabor"],
    )


@pytest.mark.requirement("ED26")
def test_empty_combination_says_which_filter_to_take_away(client, offers):
    params = {"stage": "primary", "promotion": "talent", "free": "yes"}
    tree = parse(client.get("/en/offers/", params))
    ways = find_all(tree, "ul", class_="ways-out")

    assert get_texts(ways[0], "li") == ["Without “Talent promotion” (1 result)"]
    assert [a.get("href") for a in find_all(ways[0], "a")] == [
        "/en/offers/?free=yes&stage=primary"
    ]


def test_empty_list_says_what_will_be_here(client, portal):
    tree = parse(client.get("/en/offers/"))

    assert get_texts(find_all(tree, "main")[0], "h3") == ["No offer stands here yet"]


@pytest.mark.requirement("ED27")
def test_card_says_provider_place_and_for_whom(client, offers):
    tree = parse(client.get("/en/offers/", {"format": "workshop"}))
    card = find_all(tree, "article", class_="card")[0]

    assert get_texts(card, "p", class_="kicker") == ["Workshop"]
    assert get_texts(card, "span", class_="badge") == ["free of charge"]
    assert get_texts(card, "li") == [
        "Schülerlabor Musterstadt",
        "at the provider's",
        "Years 3 to 4",
    ]


def test_years_are_said_in_runs(english_interface):
    expected = {
        (): "",
        (7,): "Year 7",
        (5, 6, 9): "Years 5 to 6, 9",
        (10, 9): "Years 9 to 10",
    }

    def say(years):
        slugs = [f"class-{year}" for year in years]
        return name_classes(LabelledTerm(0, "class-level", s, s) for s in slugs)

    assert {years: say(years) for years in expected} == expected


@pytest.mark.requirement("ED28")
def test_length_is_said_in_the_unit_that_fits(english_interface):
    expected = {
        1: "1 minute",
        90: "90 minutes",
        120: "2 hours",
        150: "2 hours 30 minutes",
        480: "1 day",
        960: "2 days",
    }

    assert {minutes: name_length(minutes) for minutes in expected} == expected


@pytest.mark.parametrize("number", [1, 3])
def test_index_asks_the_same_for_one_and_three_rows(
    client, portal, number, django_assert_num_queries
):
    for _ in range(number):
        make_offer(
            lead_image=make_image(),
            terms={"topic": ["physics"], "stage": ["primary"]},
            districts=[KUSEL],
        )
    client.get("/de/hilfe/")

    with django_assert_num_queries(13):
        assert client.get("/de/angebote/").status_code == 200
    with django_assert_num_queries(2):
        assert client.get("/de/angebote/").status_code == 200


def test_three_filters_stay_within_the_bound(
    client, portal, django_assert_max_num_queries
):
    make_offer(
        lead_image=make_image(),
        is_mobile=True,
        terms={"topic": ["physics"], "stage": ["primary"]},
        districts=[KUSEL],
    )
    params = {"topic": "physics", "stage": "primary", "state": "DE-RP"}
    client.get("/de/hilfe/")

    with django_assert_max_num_queries(15):
        assert read(client, "/de/angebote/", **params) == ["Angebot 1"]


@pytest.mark.requirement("ED26", "ED68")
def test_distance_asks_whether_one_gets_there_or_the_offer_comes(client, portal):
    kaiserslautern = {"latitude": "49.4429", "longitude": "7.7689"}
    mainz = {"latitude": "49.9929", "longitude": "8.2473"}
    make_offer(title="Labor hier", is_on_site=True, **kaiserslautern)
    make_offer(title="Labor in Mainz", is_on_site=True, **mainz)
    make_offer(title="Wagen weit", is_mobile=True, travel_km=90, **mainz)
    make_offer(title="Wagen nah", is_mobile=True, travel_km=20, **mainz)
    make_offer(title="Wagen im Kreis", is_mobile=True, districts=[KAISERSLAUTERN])
    make_offer(title="Wagen anderswo", is_mobile=True, districts=[MUNICH])
    make_offer(title="Wagen überall", is_mobile=True)
    make_offer(title="Am Bildschirm", is_online=True)

    near = read(client, "/de/angebote/", near="67655", radius="25")
    wide = read(client, "/de/angebote/", near="67655", radius="100", place="on-site")
    mobile = read(client, "/de/angebote/", near="67655", radius="5", place="mobile")

    assert near == [
        "Am Bildschirm",
        "Labor hier",
        "Wagen im Kreis",
        "Wagen überall",
        "Wagen weit",
    ]
    assert wide == ["Labor hier", "Labor in Mainz"]
    assert mobile == ["Wagen im Kreis", "Wagen überall", "Wagen weit"]


@pytest.mark.requirement("ED26")
def test_distance_without_a_place_is_said_and_narrows_nothing(client, offers):
    tree = parse(client.get("/en/offers/", {"radius": "10"}))

    assert len(find_all(tree, "article", class_="card")) == 4
    assert get_texts(tree, "p", id="distance-note") == [
        (
            "Say from where: a postcode or the name of a town. The list is shown "
            "without a distance."
        )
    ]


@pytest.mark.requirement("ED68")
@pytest.mark.parametrize(
    ("params", "chosen", "carried"),
    [
        ({}, [("place", ""), ("class", "")], []),
        (
            {"class": "class-7", "place": "mobile", "topic": "physics"},
            [("place", "mobile"), ("class", "class-7")],
            [("topic", "physics")],
        ),
        (
            {"class": ["class-6", "class-7"]},
            [("place", "")],
            [("class", "class-6"), ("class", "class-7")],
        ),
    ],
    ids=["nothing chosen", "one each", "two classes"],
)
def test_form_asks_for_class_and_place_in_the_same_step(
    client, portal, params, chosen, carried
):
    index = OfferIndexPage.objects.get(locale__language_code="en", network__kind="site")
    for values in ({"is_mobile": True}, {"is_on_site": True}):
        for level in ("class-6", "class-7"):
            terms = {"class-level": [level], "topic": ["physics"]}
            make_offer(index, terms=terms, **values)

    tree = parse(client.get("/en/offers/", params))

    form = find_all(tree, "form", class_="distance-form")[0]
    fields = [
        (field.get("name"), get_chosen(field))
        for field in find_all(form, "select")
        if field.get("name") != "radius"
    ]
    hidden = [
        (field.get("name"), field.get("value"))
        for field in find_all(form, "input", type="hidden")
    ]
    assert (fields, hidden) == (chosen, carried)


def get_chosen(select):
    options = find_all(select, "option")
    first = options[0].get("value")
    return next((o.get("value") for o in options if "selected" in o.attrib), first)


@pytest.mark.requirement("ED26")
def test_map_shows_what_the_list_holds(client, portal):
    make_offer(title="Am Ort", is_on_site=True, latitude="49.44", longitude="7.76")
    make_offer(title="Fern", is_on_site=True, latitude="53.55", longitude="10.0")
    make_offer(title="Ohne Ort", is_online=True)

    tree = parse(client.get("/de/angebote/", {"view": "map", "place": "on-site"}))
    places = [a for a in tree.iter(f"{SVG}a") if a.get("class") == "map-place"]
    names = [title.text for place in places for title in place.iter(f"{SVG}title")]

    assert sorted(names) == ["Am Ort", "Fern"]
    assert get_texts(find_all(tree, "main")[0], "h3", class_="card-title") == [
        "Am Ort",
        "Fern",
    ]
