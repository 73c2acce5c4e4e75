"""Good practice as visitors read it (ED37)."""

import datetime as dt

import pytest
import time_machine
from wagtail.documents import get_document_model

from cms.editor_forms import needs_other_eyes
from cms.enums import PracticeStatus, Role
from cms.models import PageDistrict, PracticeEntry, PracticeIndexPage, Term, TermAlias
from cms.queries.practice import make_status_badge
from cms.validators.content import find_errors
from tests.cms.html import find_all, get_texts, parse
from tests.cms.pages import (
    NOW,
    add_terms,
    make_body,
    make_image,
    make_practice,
    publish,
    translate,
)
from tests.cms.staff import give, make_network, make_user

pytestmark = pytest.mark.requirement("ED37")

TODAY = NOW.date()
DAY = dt.timedelta(days=1)
DATES = {
    PracticeStatus.PLANNED: {"starts_on": TODAY + DAY},
    PracticeStatus.RUNNING: {"starts_on": TODAY, "ends_on": TODAY},
    PracticeStatus.ENDED: {"ends_on": TODAY - DAY},
}


def read_main(client, page):
    return find_all(parse(client.get(page.url)), "main")[0]


def list_titles(client, path="/de/praxis/", **params):
    main = find_all(parse(client.get(path, params)), "main")[0]
    return get_texts(main, "h3", class_="card-title")


@pytest.mark.parametrize("status", list(DATES))
def test_status_of_the_row_and_of_the_query_agree(portal, status):
    page = make_practice(**DATES[status])

    assert page.entry.get_status(TODAY) == status
    counted = PracticeEntry.objects.annotate_status(TODAY).values_list("status")
    assert list(counted) == [(status,)]


def test_going_on_needs_no_word(english_interface):
    assert [make_status_badge(status) for status in PracticeStatus][1] is None
    assert make_status_badge(PracticeStatus.ENDED).label == "ended"


@time_machine.travel(NOW, tick=False)
def test_entry_shows_every_field(client, portal, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    document = get_document_model().objects.create(
        title="Packliste", file="packliste.pdf", language="de"
    )
    page = make_practice(
        lead_image=make_image(),
        subline="Forschen im Morgenkreis",
        goals="<p>Ziele</p>",
        implementation="<p>Schritte</p>",
        effect="<p>Wirkung</p>",
        participants="24 Kinder",
        starts_on=TODAY,
        ends_on=TODAY + 30 * DAY,
        timeframe="zehn Vormittage",
        staff="zwei Fachkräfte",
        budget="300 Euro",
        financing="Förderverein",
        technical_needs="Steckdose",
        rooms="Gruppenraum",
        roles=make_body(
            {"type": "part", "value": {"role": "Hochschule", "task": "packt Kisten"}}
        ),
        materials=make_body(
            {"type": "item", "value": {"document": document.pk, "credit": ""}}
        ),
        materials_licence="CC-BY-4.0",
        links=make_body(
            {
                "type": "link",
                "value": {
                    "label": "Film dazu",
                    "page": None,
                    "url": "https://example.org/",
                },
            }
        ),
        contact_name="Ada Beispiel",
        contact_email="ada@example.org",
        transfer_name="Emil Muster",
        transfer_text="Leiht Kisten aus.",
        special_groups=["refugees"],
    )
    PageDistrict.objects.create(page=page, ags="07312")

    main = read_main(client, page)

    assert get_texts(main, "h2") == [
        "Die Idee",
        "Die Ziele",
        "So geht es",
        "Was es bringt und wie das geprüft wird",
        "Was es braucht",
        "Wer was macht",
        "Materialien",
        "Links",
        "Seite teilen",
    ]
    facts = dict(zip(get_texts(main, "dt"), get_texts(main, "dd"), strict=True))
    assert facts == {
        "Teilnehmende": "24 Kinder",
        "Besonders für": "Geflüchtete Menschen",
        "Zeitrahmen": "zehn Vormittage, 3. März 2027 bis 2. April 2027",
        "Personal": "zwei Fachkräfte",
        "Budget": "300 Euro",
        "Finanzierung": "Förderverein",
        "Technik": "Steckdose",
        "Räume": "Gruppenraum",
        "Wo": "Kaiserslautern",
        "Hochschule": "packt Kisten",
    }
    assert get_texts(main, "p", class_="contact-name") == [
        "Ada Beispiel",
        "Emil Muster",
    ]
    assert "Lizenz der Materialien: CC BY 4.0" in get_texts(main, "p")
    assert "Film dazu" in get_texts(main, "a")


def test_publishing_is_refused_without_licence_for_materials(portal):
    document = get_document_model().objects.create(title="Packliste", file="a.pdf")
    item = {"type": "item", "value": {"document": document.pk, "credit": ""}}
    page = make_practice()
    page.materials = make_body(item)

    assert [(problem.field, problem.blocks) for problem in find_errors(page)] == [
        ("materials_licence", True)
    ]

    page.materials_licence = "CC0-1.0"
    assert find_errors(page) == []


def test_hidden_entry_comes_back_with_all_that_hangs_on_it(client, portal):
    page = make_practice(topics=["physics"], special_groups=["refugees"])
    row, url = page.entry_id, page.url
    terms = set(page.cms_page_terms.values_list("term__slug", flat=True))

    page.unpublish()

    assert client.get(url).status_code == 404
    assert list(PracticeEntry.objects.listed(page.locale)) == []

    publish(page)

    assert list_titles(client) == [page.title]
    assert (page.entry_id, page.url) == (row, url)
    assert set(page.cms_page_terms.values_list("term__slug", flat=True)) == terms
    assert terms == {"physics", "refugees"}


def test_somebody_else_publishes_what_one_has_written(portal):
    assert needs_other_eyes(make_practice(), make_user("edda"))


def test_draft_of_an_entry_does_not_move_its_dates(portal):
    page = make_practice(ends_on=TODAY)

    page.ends_on = TODAY + DAY
    page.save_revision()

    assert PracticeEntry.objects.get().ends_on == TODAY
    publish(page)
    assert PracticeEntry.objects.get().ends_on == TODAY + DAY


def test_both_languages_share_the_row(english, portal):
    page = make_practice()

    assert translate(page, english).entry == page.entry


def test_related_entries_share_a_topic(client, portal):
    page = make_practice(topics=["physics"])
    make_practice(title="Anderes", topics=["biology"])
    make_practice(title="Passt", topics=["physics"])

    related = find_all(read_main(client, page), "section", class_="related")[0]

    assert get_texts(related, "h3") == ["Passt"]


@pytest.mark.requirement("ED60")
def test_special_groups_are_those_of_the_national_platform(portal):
    terms = Term.objects.filter(taxonomy="special-group")
    aliases = TermAlias.objects.filter(source="specialTargetGroups")

    assert terms.count() == 11
    assert aliases.filter(term__in=terms).count() == aliases.count() == 11


@time_machine.travel(NOW, tick=False)
def test_list_is_narrowed_by_status_topic_format_and_special_group(client, portal):
    ended = make_practice(title="Vorbei", topics=["physics"], ends_on=TODAY - DAY)
    make_practice(title="Läuft", topics=["physics"], special_groups=["refugees"])
    add_terms(ended, "format", ["loan-set"])

    found = {
        key: list_titles(client, **{name: value})
        for key, (name, value) in {
            "all": ("page", "1"),
            "ended": ("status", "ended"),
            "running": ("status", "running"),
            "group": ("group", "refugees"),
            "format": ("format", "loan-set"),
            "topic": ("topic", "physics"),
        }.items()
    }

    assert found == {
        "all": ["Läuft", "Vorbei"],
        "ended": ["Vorbei"],
        "running": ["Läuft"],
        "group": ["Läuft"],
        "format": ["Vorbei"],
        "topic": ["Läuft", "Vorbei"],
    }


@time_machine.travel(NOW, tick=False)
def test_filters_count_under_all_others(client, portal):
    make_practice(ends_on=TODAY - DAY, special_groups=["refugees"])
    make_practice(special_groups=["refugees"])

    tree = parse(client.get("/en/practice/"))
    assert get_texts(tree, "a", class_="filter-option") == []
    tree = parse(client.get("/de/praxis/", {"status": "ended"}))
    assert get_texts(tree, "a", class_="filter-option") == [
        "Geflüchtete Menschen 1",
        "läuft 1",
        "beendet 1",
        "Das Portal 1",
    ]


def test_network_lists_its_own_entries_only(client, portal):
    network = make_network("MINT Nord")
    give(make_user("edda"), network, Role.EDITOR)
    index = PracticeIndexPage.objects.get(network=network, locale__language_code="de")
    make_practice(title="Portal")
    make_practice(index, title="Nord")

    assert list_titles(client, index.url) == ["Nord"]
    assert list_titles(client) == ["Nord", "Portal"]


def test_empty_list_says_what_will_be_here(client, portal):
    assert get_texts(parse(client.get("/en/practice/")), "h3") == [
        "No good practice yet"
    ]


@pytest.mark.parametrize("number", [1, 3])
@time_machine.travel(NOW, tick=False)
def test_first_rendering_asks_the_same_for_one_and_three_rows(
    client, portal, number, django_assert_num_queries
):
    pages = [
        make_practice(topics=["physics"], lead_image=make_image())
        for _ in range(number)
    ]
    client.get("/de/hilfe/")

    with django_assert_num_queries(9):
        assert client.get(pages[0].url).status_code == 200
    with django_assert_num_queries(12):
        assert client.get("/de/praxis/").status_code == 200
