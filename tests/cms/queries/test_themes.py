"""Theme pages as visitors read them, and the review that is due (ED39)."""

import datetime as dt

import pytest
import time_machine
from wagtail.documents import get_document_model

from cms.enums import Role
from cms.models import Network
from cms.queries.themes import get_due_themes
from cms.todos import get_waiting_todos
from tests.cms.funding import make_funding
from tests.cms.html import find_all, get_text, get_texts, parse
from tests.cms.pages import (
    NOW,
    make_body,
    make_event,
    make_image,
    make_practice,
    make_theme,
    make_webinar,
    translate,
)
from tests.cms.staff import give, make_network, make_user

pytestmark = pytest.mark.requirement("ED39")

TODAY = NOW.date()
DAY = dt.timedelta(days=1)


def read_main(client, page):
    return find_all(parse(client.get(page.url)), "main")[0]


def choose(*pages):
    return make_body(*({"type": "page", "value": page.pk} for page in pages))


def get_practice(client, page):
    titles = [
        get_texts(part, "h3")
        for part in find_all(read_main(client, page), "section", class_="related")
        if get_texts(part, "h2") == ["Gute Praxis"]
        or get_texts(part, "h2") == ["Good practice"]
    ]
    return titles[0] if titles else []


def test_chosen_practice_stands_in_the_order_of_the_editors(client, portal):
    first, second = make_practice(), make_practice()
    make_practice(topics=["physics"])

    page = make_theme(topics=["physics"], practice=choose(second, first))

    assert get_practice(client, page) == [second.title, first.title]


def test_without_a_choice_practice_on_the_same_topics_comes_by_itself(client, portal):
    found = make_practice(topics=["physics"])
    make_practice(topics=["biology"])

    assert get_practice(client, make_theme(topics=["physics"])) == [found.title]
    assert get_practice(client, make_theme()) == []


@time_machine.travel(NOW, tick=False)
def test_webinars_and_events_come_by_topic_and_what_is_over_does_not(client, portal):
    make_webinar(title="Löten", topics=["physics"])
    make_webinar(title="Anderes", topics=["biology"])
    for title, days in (("Vorbei", -9), ("Bald", 9)):
        make_event(title=title, topics=["physics"], starts_at=NOW + days * DAY)

    main = read_main(client, make_theme(topics=["physics"]))

    parts = {
        get_texts(part, "h2")[0]: get_texts(part, "h3")
        for part in find_all(main, "section", class_="related")
    }
    assert parts == {"Webinare": ["Löten"], "Veranstaltungen": ["Bald"]}


@time_machine.travel(NOW, tick=False)
def test_funding_is_there_until_its_deadline(client, portal):
    open_one = make_funding("Offen", slug="offen", days=1)
    over = make_funding("Vorbei", slug="vorbei", days=-1)

    main = read_main(client, make_theme(funding=choose(over, open_one)))

    section = find_all(main, "section", class_="related")[0]
    assert get_texts(section, "h2") == ["Förderung"]
    assert get_texts(section, "h3") == ["Offen"]


@pytest.mark.parametrize("number", [1, 3])
@time_machine.travel(NOW, tick=False)
def test_first_rendering_asks_the_same_for_one_and_three_rows(
    client, portal, number, django_assert_max_num_queries
):
    for _ in range(number):
        picture = {"lead_image": make_image(), "lead_image_alt": "Brücke"}
        make_practice(topics=["physics"], **picture)
        make_webinar(topics=["physics"], **picture)
        make_event(topics=["physics"], **picture)
    page = make_theme(topics=["physics"])
    client.get("/de/hilfe/")

    with django_assert_max_num_queries(12):
        assert client.get(page.url).status_code == 200


def test_hidden_practice_leaves_the_theme_and_a_translation_is_shown_in_its_language(
    client, portal, english
):
    hidden, shown = make_practice(), make_practice()
    translate(shown, english, title="Box of questions")
    page = make_theme(practice=choose(hidden, shown))
    hidden.unpublish()

    assert get_practice(client, page) == [shown.title]
    assert get_practice(client, translate(page, english)) == ["Box of questions"]


@time_machine.travel(NOW, tick=False)
def test_theme_says_who_looks_after_it_and_what_changed(client, portal):
    document = get_document_model().objects.create(title="Plan", file="plan.pdf")
    changes = [
        {"type": "change", "value": {"date": f"2027-0{month}-01", "text": text}}
        for month, text in ((1, "Begonnen."), (2, "Neue Kisten."))
    ]
    page = make_theme(
        keeper="Ada Beispiel",
        review_on=TODAY + DAY,
        changes=make_body(*changes),
        materials=make_body(
            {"type": "item", "value": {"document": document.pk, "credit": ""}}
        ),
        people=make_body(
            {
                "type": "contact",
                "value": {
                    "name": "Emil Muster",
                    "role": "Koordination",
                    "email": "",
                    "phone": "",
                    "text": "",
                },
            }
        ),
    )

    aside = find_all(read_main(client, page), "aside")[0]

    assert get_texts(aside, "p", class_="contact-name") == ["Emil Muster"]
    assert [get_text(entry) for entry in find_all(aside, "li")][-2:] == [
        "1. Februar 2027 Neue Kisten.",
        "1. Januar 2027 Begonnen.",
    ]
    assert "Gepflegt von Ada Beispiel Nächste Prüfung bis 4. März 2027" in get_texts(
        aside, "p"
    )


@time_machine.travel(NOW, tick=False)
def test_due_review_is_a_todo_of_the_editors_once(portal, english):
    editor, other = make_user("edda"), make_user("otto")
    give(editor, Network.objects.get_site(), Role.EDITOR)
    give(other, make_network("MINT Nord"), Role.EDITOR)
    due = make_theme(review_on=TODAY)
    translate(due, english)
    make_theme(review_on=TODAY + DAY)

    assert list(get_due_themes(editor, NOW)) == [due]
    assert list(get_due_themes(other, NOW)) == []
    waiting = {todo.name: todo.count for todo in get_waiting_todos(editor, NOW)}
    assert waiting == {"cms.themes_due": 1}


def test_list_shows_the_themes_in_the_order_of_the_tree(client, portal):
    make_theme(title="Wasser", lead_image=make_image(), lead_image_alt="Brücke")
    make_theme(title="Luft")

    main = find_all(parse(client.get("/de/themen/")), "main")[0]

    assert get_texts(main, "h2", class_="card-title") == ["Wasser", "Luft"]
    assert get_texts(find_all(parse(client.get("/en/themes/")), "main")[0], "h2") == [
        "No themes yet"
    ]
