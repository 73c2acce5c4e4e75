"""What stands around every page: legal links, help, languages."""

import re

import html5lib
import pytest
from django.test import Client

from tests.a11y.page_types import PAGE_TYPES

pytestmark = pytest.mark.browser
IN_FRAME = [
    page_type
    for page_type in PAGE_TYPES
    if page_type.has_frame and not (page_type.sends or page_type.open or page_type.user)
]
LEGAL = ["recht-impressum", "recht-privacy", "recht-accessibility", "recht-report"]
ENGLISH_MONTH = re.compile(r"\b(January|February|March|May|June|July|October|December)\b")  # fmt: skip
GERMAN_MONTH = re.compile(r"\b(Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember)\b")


@pytest.fixture
def fetch(site, transactional_db):
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")

    def get_document(path, language):
        client.cookies["verbund_language"] = language
        answer = client.get(path)
        return html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)

    return get_document


def list_links(document, path=".//a"):
    return [link.get("href") for link in document.findall(path) if link.get("href")]


@pytest.mark.requirement("P14", "W6")
@pytest.mark.parametrize("language", ["de", "en"])
def test_legal_pages_are_one_step_away(fetch, language):
    wanted = {f"/{language}/{slug}/" for slug in LEGAL}

    missing = {
        page_type.name: sorted(wanted - set(links))
        for page_type in IN_FRAME
        for links in [list_links(fetch(page_type.get_path(language), language))]
        if wanted - set(links)
    }

    assert missing == {}


@pytest.mark.requirement("W34")
@pytest.mark.parametrize("language", ["de", "en"])
def test_help_and_contact_stand_at_the_same_place(fetch, language):
    footers = {
        tuple(list_links(fetch(page_type.get_path(language), language), ".//footer//a"))
        for page_type in IN_FRAME
    }

    assert len(footers) == 1
    help_path = {"de": "/de/hilfe/", "en": "/en/help/"}[language]
    assert footers.pop().count(help_path) == 1


@pytest.mark.requirement("W51")
@pytest.mark.parametrize("language", ["de", "en"])
def test_language_switch_names_each_language_in_itself(fetch, language):
    for page_type in IN_FRAME:
        document = fetch(page_type.get_path(language), language)
        links = [
            link for link in document.findall(".//header//a") if link.get("hreflang")
        ]
        names = [
            (link.get("hreflang"), "".join(link.find("span").itertext()))
            for link in links
        ]
        current = [link.get("hreflang") for link in links if link.get("aria-current")]
        assert names == [("de", "Deutsch"), ("en", "English")], page_type.name
        assert current == [language], page_type.name


@pytest.mark.requirement("W51")
def test_language_switch_leads_to_the_same_page(fetch):
    document = fetch("/de/aktuelles/nachricht/", "de")
    goals = [link.get("href") for link in document.findall(".//header//a") if link.get("hreflang") == "en"]  # fmt: skip

    assert goals == ["/language/en/?next=/en/news/nachricht/"]


@pytest.mark.requirement("W52")
@pytest.mark.parametrize(("language", "foreign"), [("de", ENGLISH_MONTH), ("en", GERMAN_MONTH)])  # fmt: skip
def test_dates_are_in_the_language_of_the_page(fetch, language, foreign):
    times = [
        "".join(time.itertext())
        for page_type in IN_FRAME
        if page_type.name != "style guide"
        for time in fetch(page_type.get_path(language), language).findall(
            ".//main//time"
        )
    ]

    assert [text for text in times if foreign.search(text)] == []
    assert len(times) > 0


@pytest.mark.requirement("W36")
def test_states_of_calls_are_words(fetch):
    words = {
        state: "".join(
            fetch(f"/en/calls/aufruf-{state}/", "en").find(".//main").itertext()
        )
        for state in ("open", "closing", "announced", "closed", "decided")
    }
    labels = {"open": "open", "closing": "closing soon", "announced": "announced", "closed": "closed", "decided": "decided"}  # fmt: skip

    assert [state for state, text in words.items() if labels[state] not in text] == []
