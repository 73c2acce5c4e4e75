"""One offer in full, and the way that it lies on (ED13, ED27, ED28)."""

import datetime as dt
import json

import pytest

from cms.models import Offer
from tests.cms.html import find_all, get_texts, parse
from tests.cms.pages import make_image, make_offer, publish_unchecked, translate


def make_steps(*pages):
    return json.dumps([{"type": "page", "value": page.pk} for page in pages])


def read_way(client, page):
    """Return the steps of the way: ``[["Tüfteln"], ["Robotik You are here"]]``."""
    tree = parse(client.get(page.url))
    lists = find_all(tree, "ol", class_="way")
    if not lists:
        return []
    return [get_texts(steps, "li") for steps in find_all(lists[0], "ul")]


@pytest.fixture
def way(portal):
    """Publish a way of four steps, two offers beside each other in the third."""
    studies = make_offer(
        title="Frühstudium",
        terms={"format": ["early-studies"], "promotion": ["talent"]},
    )
    training = make_offer(title="Lehrwerkstatt", terms={"promotion": ["broad"]})
    course = make_offer(
        title="Robotik",
        next_steps=make_steps(studies, training),
        terms={"stage": ["lower-secondary"], "promotion": ["broad", "talent"]},
    )
    start = make_offer(
        title="Tüfteln",
        next_steps=make_steps(course),
        terms={"stage": ["kita"], "promotion": ["broad"]},
    )
    return {p.title: p for p in (start, course, studies, training)}


@pytest.mark.requirement("ED13")
def test_way_leads_from_first_contact_to_studies_or_apprenticeship(client, way):
    tail = [
        ["Lehrwerkstatt Breitenförderung", "Frühstudium Frühstudium Talentförderung"],
    ]

    from_start = read_way(client, way["Tüfteln"])
    from_course = read_way(client, way["Robotik"])
    from_end = read_way(client, way["Frühstudium"])

    assert from_start == [
        ["Tüfteln Du bist hier KiTa Breitenförderung"],
        ["Robotik Sekundarstufe I Breitenförderung Talentförderung"],
        *tail,
    ]
    assert from_course == [
        ["Tüfteln KiTa Breitenförderung"],
        ["Robotik Du bist hier Sekundarstufe I Breitenförderung Talentförderung"],
        *tail,
    ]
    assert from_end == [
        ["Tüfteln KiTa Breitenförderung"],
        ["Robotik Sekundarstufe I Breitenförderung Talentförderung"],
        ["Frühstudium Du bist hier Frühstudium Talentförderung"],
    ]


@pytest.mark.requirement("ED13")
def test_way_is_the_same_in_a_translation(client, way, english):
    translate(way["Robotik"], english, title="Robotics")
    page = translate(way["Tüfteln"], english, title="Tinkering")

    assert read_way(client, page) == [
        ["Tinkering You are here Kindergarten Broad promotion"],
        ["Robotics Lower secondary Broad promotion Talent promotion"],
    ]


@pytest.mark.requirement("ED13")
def test_circle_of_next_steps_ends(client, way):
    start, end = way["Tüfteln"], way["Frühstudium"]
    end.next_steps = make_steps(start, end)
    publish_unchecked(end)

    parts = read_way(client, start)

    assert sorted(title.split()[0] for part in parts for title in part) == [
        "Frühstudium",
        "Lehrwerkstatt",
        "Robotik",
        "Tüfteln",
    ]
    assert list(Offer.objects.get(pk=end.offer_id).next_offers.all()) == [start.offer]


@pytest.mark.requirement("ED13")
def test_unpublished_step_leaves_the_way(client, way):
    way["Robotik"].unpublish()

    assert read_way(client, way["Lehrwerkstatt"]) == [
        ["Tüfteln KiTa Breitenförderung"],
        ["Lehrwerkstatt Du bist hier Breitenförderung"],
    ]


@pytest.mark.requirement("ED27", "ED28")
def test_offer_shows_every_fact(client, portal, english):
    start = dt.datetime(2027, 4, 7, 8, tzinfo=dt.UTC)
    dates = [
        {
            "type": "date",
            "value": {
                "starts_at": start.isoformat(),
                "ends_at": (start + dt.timedelta(hours=3)).isoformat(),
            },
        }
    ]
    page = make_offer(
        provider_url="https://example.org/",
        is_mobile=True,
        is_online=True,
        venue_name="Haus 3",
        venue_address="Musterweg 1\n67655 Kaiserslautern",
        directions="Bus 101",
        availability="dates",
        dates=json.dumps(dates),
        minutes=300,
        group_from=10,
        group_to=25,
        age_from=8,
        age_to=12,
        cost="Material 3 Euro",
        languages="Deutsch, Englisch",
        accessibility_note="Aufzug vorhanden",
        preparation="Scheren mitbringen",
        contact_name="Ada Beispiel",
        contact_email="ada@example.org",
        terms={
            "stage": ["primary"],
            "class-level": ["class-3", "class-4"],
            "format": ["workshop"],
            "promotion": ["broad"],
            "topic": ["technology"],
        },
        districts=["07312"],
    )
    tree = parse(client.get(translate(page, english).url))
    facts = dict(zip(get_texts(tree, "dt"), get_texts(tree, "dd"), strict=True))
    aside = find_all(tree, "aside")[0]

    assert facts == {
        "Provider": "Schülerlabor Musterstadt",
        "Education stage": "Primary school",
        "Class": "Years 3 to 4",
        "Age": "8 to 12 years",
        "Group": "10 to 25 people",
        "Format": "Workshop",
        "Length": "5 hours",
        "When": "on fixed dates",
        "Where": "comes to the school, online",
        "Place": "Haus 3",
        "Address": "Musterweg 1, 67655 Kaiserslautern",
        "Cost": "Material 3 Euro",
        "Languages": "Deutsch, Englisch",
        "Breadth or talent": "Broad promotion",
    }
    assert [" ".join(t.text.split()) for t in find_all(tree, "time")] == [
        "Wednesday, 7 April 2027, 10:00 to 13:00"
    ]
    assert get_texts(aside, "p", class_="contact-name") == ["Ada Beispiel"]
    assert "It comes to schools in these districts." in get_texts(aside, "p")
    assert get_texts(find_all(aside, "ul", class_="tag-list")[0], "a") == [
        "Kaiserslautern"
    ]
    assert {"Bus 101", "Aufzug vorhanden", "Scheren mitbringen"} <= set(
        get_texts(tree, "p")
    )


@pytest.mark.requirement("ED28")
def test_format_says_the_usual_length_where_the_offer_says_none(client, portal):
    page = make_offer(terms={"format": ["talk"]})
    facts = parse(client.get(page.url))

    assert "in der Regel 90 Minuten" in get_texts(facts, "dd")


@pytest.mark.requirement("ED29")
@pytest.mark.parametrize("takes_requests", [True, False])
def test_button_asks_for_an_offer_that_takes_requests(client, portal, takes_requests):
    page = make_offer(takes_requests=takes_requests, contact_email="ada@example.org")
    links = [a.get("href") for a in find_all(parse(client.get(page.url)), "a")]

    assert links.count(f"/de/ask/{page.offer.translation_key}/") == int(takes_requests)


@pytest.mark.requirement("ED27")
def test_related_offers_share_a_topic_and_are_not_on_the_way(client, portal):
    following = make_offer(title="Danach", terms={"topic": ["physics"]})
    page = make_offer(next_steps=make_steps(following), terms={"topic": ["physics"]})
    make_offer(title="Anderes", terms={"topic": ["biology"]})
    make_offer(title="Passt", terms={"topic": ["physics"]})

    section = find_all(parse(client.get(page.url)), "section", class_="related")[0]

    assert get_texts(section, "h3") == ["Passt"]


@pytest.mark.requirement("ED27")
@pytest.mark.parametrize("number", [1, 3])
def test_detail_stays_within_twelve_queries(
    client, portal, number, django_assert_num_queries
):
    following = [make_offer(lead_image=make_image()) for _ in range(number)]
    page = make_offer(
        lead_image=make_image(),
        next_steps=make_steps(*following),
        terms={"topic": ["physics"]},
    )
    for _ in range(number):
        make_offer(lead_image=make_image(), terms={"topic": ["physics"]})
    client.get("/de/hilfe/")

    with django_assert_num_queries(11):
        assert client.get(page.url).status_code == 200
