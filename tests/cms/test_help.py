"""Answers that can be linked to, forms that link to them, and whether they helped (ED44)."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.counter import HELPED, NOT_HELPED, flush_counts, get_count
from cms.models import CallIndexPage, DailyCount, HelpIndexPage, HelpPage
from tests.cms.html import find_all, get_text, parse
from tests.cms.pages import make_body, publish

BROWSER = {"headers": {"user-agent": "Mozilla/5.0"}}

pytestmark = [
    pytest.mark.requirement("ED44"),
    pytest.mark.usefixtures("english_interface"),
]


def make_help(*questions, language="de", body=None, **kwargs):
    """Publish a help page: ``("Wie?", "call-deadline")`` for each question."""
    index = HelpIndexPage.objects.get(locale__language_code=language)
    items = [
        {"title": title, "text": f"<p>Antwort auf {title}</p>", "anchor": anchor}
        for title, anchor in questions
    ]
    blocks = body or make_body({"type": "accordion", "value": {"items": items}})
    fields = {"title": "Fristen", "slug": "fristen", "body": blocks}
    return publish(index.add_child(instance=HelpPage(**fields | kwargs)))


def get_ids(client, page):
    tree = parse(client.get(page.get_url()))
    return [item.get("id") for item in find_all(tree, "details") if item.get("id")]


def clean(*questions):
    """Return the anchors that the editors' form leaves: what it cleans, it stores."""
    field = HelpPage._meta.get_field("body")
    items = [
        {"title": title, "text": "<p>So.</p>", "anchor": anchor}
        for title, anchor in questions
    ]
    value = field.to_python(make_body({"type": "accordion", "value": {"items": items}}))
    cleaned = field.stream_block.clean(value)
    return [item["anchor"] for item in cleaned[0].value["items"]]


def test_new_question_gets_an_anchor_from_its_words_once():
    assert clean(("Wie trage ich die Frist ein?", ""), ("Wie?", ""), ("Wie?", "")) == [
        "wie-trage-ich-die-frist-ein",
        "wie",
        "wie-2",
    ]


def test_reworded_question_keeps_its_anchor():
    assert clean(
        ("Wo steht die Frist?", "wie-trage-ich-die-frist-ein"), ("Wie?", "")
    ) == [
        "wie-trage-ich-die-frist-ein",
        "wie",
    ]


def test_anchor_of_a_question_is_stronger_than_a_heading_of_the_same_words(
    client, portal
):
    body = make_body(
        {"type": "heading", "value": {"text": "Frist", "level": "h2"}},
        {
            "type": "accordion",
            "value": {
                "items": [{"title": "Was?", "text": "<p>So.</p>", "anchor": "frist"}]
            },
        },
    )

    page = make_help(body=body)

    assert get_ids(client, page) == ["frist"]
    headings = find_all(parse(client.get(page.get_url())), "h2", id="frist-2")
    assert [get_text(heading) for heading in headings] == ["Frist"]


def test_questions_are_an_faq_page_for_machines(client, portal):
    page = make_help(("Wie?", "wie"), ("Wo?", "wo"))
    script = find_all(
        parse(client.get(page.get_url())), "script", type="application/ld+json"
    )[0]

    graph = json.loads(get_text(script))["@graph"]

    faq = next(node for node in graph if node["@type"] == "FAQPage")
    assert [
        (item["name"], item["acceptedAnswer"]["text"]) for item in faq["mainEntity"]
    ] == [("Wie?", "Antwort auf Wie?"), ("Wo?", "Antwort auf Wo?")]


def read_help_links(client):
    index = CallIndexPage.objects.get(locale__language_code="de", network__kind="site")
    url = reverse("wagtailadmin_pages:add", args=["cms", "callpage", index.pk])
    tree = parse(client.get(url))
    links = [
        link
        for link in find_all(tree, "a")
        if link.get("href", "").startswith("/en/help/") and "#" in link.get("href")
    ]
    return [(link.get("href"), get_text(link)) for link in links]


def test_form_links_to_the_answer_that_explains_a_field(client, editor):
    make_help(
        ("How do I enter the deadline?", "call-deadline"),
        ("Something else", "else"),
        language="en",
        slug="deadlines",
    )

    assert read_help_links(client) == [
        ("/en/help/deadlines/#call-deadline", "Help: How do I enter the deadline?")
    ]


def test_form_has_no_link_while_the_answer_is_a_draft_or_missing(client, editor):
    make_help(
        ("Deadline?", "call-deadline"), language="en", slug="deadlines"
    ).unpublish()

    assert read_help_links(client) == []


def get_question(page):
    return f"/de/did-this-help/{page.slug}/"


def answer(client, page, value):
    return client.post(get_question(page), {"answer": value}, **BROWSER)


def count(page, kind):
    today = timezone.localdate()
    flush_counts()
    return get_count(page.article, since=today, until=today, kind=kind)


def test_answers_are_counted_without_person(client, german, settings):
    page = make_help(("Wie?", "wie"))

    asked = parse(client.get(get_question(page), **BROWSER))
    responses = [answer(client, page, value) for value in ("yes", "yes", "no")]

    buttons = find_all(asked, "button")
    answers = [
        button.get("value") for button in buttons if button.get("name") == "answer"
    ]
    assert answers == ["yes", "no"]
    assert [(r.status_code, r.url) for r in responses] == [(302, page.get_url())] * 3
    assert (count(page, HELPED), count(page, NOT_HELPED)) == (2, 1)
    assert {field.name for field in DailyCount._meta.fields} == {
        "id",
        "content_type",
        "object_id",
        "day",
        "kind",
        "count",
    }


def test_page_leads_to_the_question_and_holds_no_form_itself(client, german):
    page = make_help(("Wie?", "wie"))

    tree = parse(client.get(page.get_url()))

    links = find_all(tree, "a", href=get_question(page))
    assert [get_text(link) for link in links] == ["War das hilfreich?"]
    assert find_all(tree, "form", method="post") == []


@pytest.mark.parametrize("value", ["", "maybe", "yes\x00"])
def test_other_answers_are_asked_again_and_not_counted(client, german, value):
    page = make_help(("Wie?", "wie"))

    response = answer(client, page, value)

    assert response.status_code == 200
    notice = find_all(parse(response), "div", class_="notice")[0]
    assert get_text(notice) == "Bitte wähle eine der beiden Antworten."
    assert (count(page, HELPED), count(page, NOT_HELPED)) == (0, 0)


def test_answer_without_token_or_for_a_draft_is_refused(client, german):
    page = make_help(("Wie?", "wie"))
    url = get_question(page)

    strict = Client(enforce_csrf_checks=True).post(url, {"answer": "yes"}, **BROWSER)
    page.unpublish()
    gone = client.post(url, {"answer": "yes"}, **BROWSER)

    assert (strict.status_code, gone.status_code) == (403, 404)
    assert count(page, HELPED) == 0


def test_editors_see_figures_from_five_on(client, editor):
    page = make_help(("Wie?", "wie"))
    for value in ["yes"] * 6 + ["no"] * 4:
        answer(client, page, value)
    flush_counts()

    tree = parse(client.get(reverse("help_pages:index_results")))

    table = find_all(tree, "table", class_="listing")[0]
    row = [find_all(row, "td") for row in find_all(table, "tr")][-1]
    assert [get_text(cell) for cell in row][2:4] == ["6", "fewer than 5"]
