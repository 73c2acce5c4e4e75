"""The texts of the demo's offers and events are whole before anybody loads them."""

import csv
import json
import re
from collections import Counter

import pytest

from cms.cms_demo.pictures import read_pictures
from cms.cms_demo.source import FOLDERS, LANGUAGES, TERM_LISTS, read_items
from cms.conf import get_data_dir
from cms.editor_forms import BasePageForm, EventPageForm, OfferPageForm
from cms.geo import get_districts
from cms.models import EventPage, OfferPage

OFFERS = read_items("offers")
EVENTS = read_items("events")
WESTPFALZ = {"07312", "07317", "07320", "07333", "07335", "07336", "07340"}
LIMITS = {"summary": 200, "subline": 100, "bring": 200, "languages": 120}


def read_terms():
    lists = json.loads((get_data_dir() / "terms.json").read_text(encoding="utf-8"))
    return {name: {term["slug"] for term in terms} for name, terms in lists.items()}


def read_postcodes():
    path = get_data_dir() / "postcodes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["postcode"]: row["district"] for row in csv.DictReader(file)}


def get_shape(texts):
    """Return what translators would see of a text: its parts, not its words."""
    fields = sorted(name for name, value in texts.items() if value)
    blocks = [
        (block["type"], stored.count("<p>"), stored.count("<li>"), stored.count("<a "))
        for block in texts["body"]
        for stored in [json.dumps(block["value"])]
    ]
    return fields, blocks


@pytest.mark.requirement("ED57")
@pytest.mark.parametrize("item", OFFERS + EVENTS, ids=lambda item: item["key"])
def test_text_is_whole_in_both_languages(item):
    german, english = (item[language] for language in LANGUAGES)

    assert item["image"] in read_pictures()
    assert get_shape(german) == get_shape(english)
    assert german["title"] != english["title"]
    for language in LANGUAGES:
        texts = item[language]
        too_long = [name for name in LIMITS if len(texts.get(name, "")) > LIMITS[name]]
        assert too_long == []
        assert bool(texts["cost"]) != item["is_free"]


@pytest.mark.requirement("ED6")
def test_texts_name_only_terms_districts_and_postcodes_that_exist():
    terms, postcodes = read_terms(), read_postcodes()

    unknown = [
        (item["key"], slug)
        for item in OFFERS + EVENTS
        for name, taxonomy in TERM_LISTS.items()
        for slug in item.get(name, [])
        if slug not in terms[taxonomy]
    ]
    lost = [
        (item["key"], ags)
        for item in OFFERS + EVENTS
        for ags in item["districts"]
        if ags not in get_districts()
    ]
    nowhere = [
        item["key"]
        for item in OFFERS + EVENTS
        if item["venue_name"] and item["postcode"] not in postcodes
    ]

    assert (unknown, lost, nowhere) == ([], [], [])


@pytest.mark.requirement("ED27")
def test_offers_cover_all_stages_formats_and_topics():
    terms, postcodes = read_terms(), read_postcodes()

    assert len(OFFERS) == 60
    for name in ("stages", "formats", "topics", "promotion", "class_levels"):
        used = {slug for item in OFFERS for slug in item[name]}
        assert used == terms[TERM_LISTS[name]]
    incomplete = [
        item["key"]
        for item in OFFERS
        if not (item["stages"] and item["formats"] and item["provider_name"])
        or not (item["is_on_site"] or item["is_mobile"] or item["is_online"])
        or not (item["postcode"] or item["is_online"])
        or bool(item["dates"]) != (item["availability"] == "dates")
    ]
    assert incomplete == []
    nearby = [i for i in OFFERS if postcodes.get(i["postcode"]) in WESTPFALZ]
    asked = [i for i in OFFERS if i["takes_requests"] and i["contact"]["email"]]
    assert (len(nearby), len(asked)) == (25, 26)


@pytest.mark.requirement("ED13")
@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("offer-krabbelkiste", "offer-fruehstudium-biologie"),
        ("offer-kullerbahn", "offer-fruehstudium-informatik"),
        ("offer-schraubenkiste", "offer-start-im-beruf"),
    ],
)
def test_three_ways_lead_from_kindergarten_to_studies_or_work(first, last):
    steps = {item["key"]: item["next_steps"] for item in OFFERS}
    ways = [[first]]

    while ways and ways[0][-1] != last:
        way = ways.pop(0)
        ways += [[*way, key] for key in steps[way[-1]] if key not in way]

    stages = {item["key"]: item["stages"] for item in OFFERS}
    passed = {stage for key in ways[0] for stage in stages[key]}
    assert {"kita", "primary", "lower-secondary", "upper-secondary"} <= passed
    assert len(ways[0]) == (6 if last == "offer-start-im-beruf" else 5)


@pytest.mark.requirement("ED19", "ED20")
def test_events_are_of_every_kind():
    terms = read_terms()
    parents = Counter(item["parent"] for item in EVENTS if item["parent"])

    assert len(EVENTS) == 30
    used = {slug for item in EVENTS for slug in item["event_types"]}
    assert used == terms["event-type"]
    assert Counter(item["mode"] for item in EVENTS) == {
        "on-site": 26,
        "online": 2,
        "hybrid": 2,
    }
    assert sorted(item["repeats"] for item in EVENTS if item["repeats"]) == [
        "daily",
        "fortnightly",
        "monthly",
        "weekly",
    ]
    assert parents == {"event-tag-der-fragen": 2}
    assert {group for item in EVENTS for group in item["target_groups"]} == terms[
        "target-group"
    ]
    several_days = {
        item["key"]
        for item in EVENTS
        if item["programme"] and item["programme"][-1]["day"]
    }
    assert several_days == {
        "event-ferienakademie-wasser",
        "event-hackathon-dorf",
        "event-lange-nacht",
    }


@pytest.mark.requirement("W61")
def test_words_of_a_picture_stand_once_beside_it():
    """What is on a picture is said in one place, so that no text can say it wrongly."""
    items = [item for folder in FOLDERS for item in read_items(folder)]

    own_words = [
        item["key"]
        for item in items
        if re.search(r'"(image_alt|alt_text)"', json.dumps(item))
    ]
    used = {item.get("image") for item in items} - {None, ""}

    assert own_words == []
    assert used == set(read_pictures())


def list_forms(form):
    return [
        form,
        *(one for below in form.__subclasses__() for one in list_forms(below)),
    ]


@pytest.mark.requirement("ED44")
@pytest.mark.parametrize("language", LANGUAGES)
def test_help_of_the_demo_answers_what_forms_link_to(language):
    anchors = {
        anchor
        for form in list_forms(BasePageForm)
        for anchor in getattr(form, "help_anchors", {}).values()
    }
    answers = [
        item
        for page in read_items("pages")
        if page["page_type"] == "help"
        for block in page[language]["body"]
        if block["type"] == "accordion"
        for item in block["value"]["items"]
        if item.get("anchor")
    ]

    assert sorted(item["anchor"] for item in answers) == sorted(anchors)
    assert [
        item["title"] for item in answers if not (item["title"] and item["text"])
    ] == []


@pytest.mark.requirement("ED44")
def test_forms_link_the_help_below_fields_that_they_have():
    fields = {
        name
        for model in (EventPage, OfferPage)
        for name in [field.name for field in model._meta.get_fields()]
    }

    for form in (EventPageForm, OfferPageForm):
        assert set(form.help_anchors) - fields == set()
