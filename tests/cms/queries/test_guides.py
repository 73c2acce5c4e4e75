"""Chronology and guide (ED41)."""

import pytest
from django.core.exceptions import ValidationError

from cms.blocks import ChronologyEntryBlock
from cms.models import ChronologyPage, GuidePage
from cms.queries.chronology import get_chronology
from tests.cms.funding import make_phase
from tests.cms.html import find_all, get_text, get_texts, parse
from tests.cms.pages import make_body, make_image, publish
from tests.cms.staff import make_network

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("ED41")]

NO_IMAGE = {"image": None, "alt_text": None, "decorative": None}
"""What Wagtail stores for a picture that is not there."""


def entry(year, title, month="", **values):
    defaults = {"text": "", "image": NO_IMAGE, "source": "", "page": None, "link": ""}
    value = {"year": year, "month": month, "title": title, "network": ""} | defaults
    return {"type": "entry", "value": value | values}


def make_chronology(portal, *entries):
    page = ChronologyPage(title="Chronik", slug="chronik", entries=make_body(*entries))
    return publish(portal.add_child(instance=page))


@pytest.fixture
def network(portal):
    return make_network("MINT Nord")


def read_entries(client, page, query=""):
    tree = parse(client.get(page.get_url() + query))
    items = find_all(find_all(tree, "ol", class_="timeline")[0], "li")
    return [
        (get_text(find_all(i, "p")[0]), get_text(find_all(i, "h3")[0])) for i in items
    ]


def test_entries_are_an_ordered_list_by_year_and_month(client, portal, network):
    page = make_chronology(
        portal,
        entry(2019, "Broschüre", "7"),
        entry(2006, "Anfang", network=network.source_key),
        entry(2019, "Ohne Monat"),
        entry(2019, "Januar", "1"),
    )

    assert read_entries(client, page) == [
        ("2006 · MINT Nord", "Anfang"),
        ("2019", "Ohne Monat"),
        ("Januar 2019", "Januar"),
        ("Juli 2019", "Broschüre"),
    ]
    times = find_all(parse(client.get(page.get_url())), "time")
    assert [time.get("datetime") for time in times] == [
        "2006",
        "2019",
        "2019-01",
        "2019-07",
    ]


def test_address_filters_by_network(client, portal, network):
    page = make_chronology(
        portal, entry(2006, "Alle"), entry(2010, "Eins", network=network.source_key)
    )

    chosen = read_entries(client, page, f"?network={network.source_key}")
    unknown = read_entries(client, page, "?network=gibtsnicht")

    assert [title for _date, title in chosen] == ["Eins"]
    assert [title for _date, title in unknown] == ["Alle", "Eins"]


def test_entry_shows_text_picture_link_and_source(client, portal):
    image = make_image()
    page = make_chronology(
        portal,
        entry(
            2019,
            "Broschüre",
            text="<p>127 Netzwerke.</p>",
            image={"image": image.pk, "alt_text": "Ein Heft", "decorative": False},
            link="https://example.org/heft",
            source="Broschüre, Juli 2019",
        ),
    )

    item = find_all(
        find_all(parse(client.get(page.get_url())), "ol", class_="timeline")[0], "li"
    )[0]

    assert [img.get("alt") for img in find_all(item, "img")] == ["Ein Heft"]
    assert [a.get("href") for a in find_all(item, "a")] == ["https://example.org/heft"]
    assert get_texts(item, "div", class_="prose") == ["127 Netzwerke."]
    assert get_texts(item, "p")[-1] == "Quelle: Broschüre, Juli 2019"


def test_entries_with_and_without_a_picture_stand_side_by_side(client, portal):
    picture = {"image": make_image().pk, "alt_text": "Heft", "decorative": False}
    page = make_chronology(
        portal, entry(2006, "Ohne"), entry(2007, "Mit", image=picture)
    )

    assert [title for _date, title in read_entries(client, page)] == ["Ohne", "Mit"]


def test_network_that_is_gone_leaves_its_entry(client, portal):
    page = make_chronology(portal, entry(2010, "Eins", network="aufgeloest"))

    assert read_entries(client, page) == [("2010", "Eins")]


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries_does_not_grow_with_the_entries(
    rf, portal, network, number, django_assert_num_queries
):
    image = {"image": make_image().pk, "alt_text": "x", "decorative": False}
    entries = [
        entry(2010, str(n), network=network.source_key, image=image)
        for n in range(number)
    ]
    page = ChronologyPage.objects.get(pk=make_chronology(portal, *entries).pk)

    with django_assert_num_queries(3):
        get_chronology(page=page, request=rf.get("/"))


@pytest.mark.usefixtures("english_interface")
@pytest.mark.parametrize(
    ("values", "messages"),
    [
        ({"year": 20190}, ["Ensure this value is less than or equal to 2100."]),
        ({"link": "https://example.org/", "has_page": True},
         ["Choose a page or give an address, not both."]),
        ({"link": "javascript:alert(1)"}, ["Enter a valid URL."]),
        ({"network": "gibtsnicht"},
         ["Select a valid choice. gibtsnicht is not one of the available choices."]),
    ],
)  # fmt: skip
def test_entry_is_refused_in_words(portal, values, messages):
    has_page = values.pop("has_page", False) if "has_page" in values else False
    block = ChronologyEntryBlock()
    raw = entry(2019, "x")["value"] | values | ({"page": portal.pk} if has_page else {})

    with pytest.raises(ValidationError) as error:
        block.clean(block.to_python(raw))

    assert [
        text for one in error.value.block_errors.values() for text in one.messages
    ] == messages


def test_guide_has_phases_whose_points_can_be_ticked_without_account(client, portal):
    page = GuidePage(
        title="Gründen",
        slug="gruenden",
        phases=make_body(
            make_phase("Ideen sammeln", "Leute fragen"), make_phase("Starten", "Feiern")
        ),
    )
    publish(portal.add_child(instance=page))

    tree = parse(client.get("/de/gruenden/"))

    phases = find_all(find_all(tree, "ol", class_="phases")[0], "li", class_="phase")
    assert [get_text(find_all(phase, "h2")[0]) for phase in phases] == [
        "Ideen sammeln",
        "Starten",
    ]
    labels = [
        get_text(label) for label in find_all(tree, "label") if find_all(label, "input")
    ]
    assert labels == ["Leute fragen", "Feiern"]
    # Counting, printing and clearing need the script that shows them.
    assert [
        part.get("hidden") for part in find_all(tree, "div", class_="checklist-tools")
    ] == [""]


def test_guide_without_phases_says_what_will_stand_there(client, portal):
    publish(portal.add_child(instance=GuidePage(title="Leer", slug="leer")))

    tree = parse(client.get("/de/leer/"))

    assert get_texts(find_all(tree, "article")[0], "h2")[0] == "Noch keine Phasen"
