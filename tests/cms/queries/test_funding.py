"""The funding directory and the advice beside it (ED42, ED75)."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.enums import LinkState
from cms.models import FundingEntry, FundingState
from cms.queries.funding import get_budget
from tests.cms.funding import get_directory, make_advice, make_funding
from tests.cms.html import find_all, get_text, get_texts, parse
from tests.cms.pages import NOW, make_call, translate

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("portal", "_at_noon"),
]


@pytest.fixture
def _at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


def read_titles(client, query=""):
    tree = parse(client.get(f"/de/foerderung/{query}"))
    cards = find_all(tree, "article", class_="card")
    return [get_text(find_all(card, "h3")[0]) for card in cards]


@pytest.mark.requirement("ED42")
def test_expired_entries_sink_and_leave_the_list_after_thirty_days(client):
    for title, days in [
        ("Gestern", -1),
        ("Später", 90),
        ("Laufend", None),
        ("Bald", 3),
        ("Vor 29 Tagen", -29),
        ("Vor 30 Tagen", -30),
    ]:
        make_funding(title, days=days)
    make_funding("Pausiert", days=5, is_in_force=False)

    assert read_titles(client) == [
        "Bald",
        "Später",
        "Laufend",
        "Vor 29 Tagen",
        "Gestern",
        "Pausiert",
    ]


@pytest.mark.requirement("ED42")
def test_hidden_entry_keeps_its_page_and_says_that_it_is_over(client):
    page = make_funding("Vorbei", days=-60)

    tree = parse(client.get(page.get_url()))

    assert get_texts(tree, "span", class_="badge") == ["abgelaufen"]
    assert read_titles(client) == []


@pytest.mark.requirement("ED42")
def test_query_and_method_of_the_row_agree_on_what_is_over(db):
    for days, is_in_force in [(-1, True), (1, True), (None, True), (1, False)]:
        make_funding(f"{days} {is_in_force}", days=days, is_in_force=is_in_force)

    sunk = {entry.pk: bool(entry.sunk) for entry in FundingEntry.objects.sinking(NOW)}

    assert sunk == {e.pk: e.is_over(NOW) for e in FundingEntry.objects.all()}
    assert sorted(sunk.values()) == [False, False, True, True]


@pytest.mark.requirement("ED42")
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?funding=foundations", ["Stiftung"]),
        ("?area=equipment", ["Ausstattung"]),
        ("?body=school&body=association", ["Stiftung", "Ausstattung"]),
        ("?state=DE-RP", ["Stiftung", "Ausstattung"]),
        ("?state=DE-RP&state=DE-SL", ["Stiftung", "Ausstattung"]),
        ("?state=DE-BY", ["Stiftung"]),
        ("?status=rolling", ["Ausstattung"]),
        ("?funding=foundations&area=equipment", []),
        ("?funding=gibtsnicht", ["Stiftung", "Ausstattung"]),
    ],
)
def test_facets_narrow_the_directory(client, query, titles):
    make_funding("Stiftung", types=["foundations"], bodies=["school"])
    make_funding(
        "Ausstattung",
        days=None,
        areas=["equipment"],
        bodies=["association"],
        states=["DE-RP", "DE-SL"],
    )

    assert read_titles(client, query) == titles


@pytest.mark.requirement("ED42")
def test_counts_of_regions_hold_what_is_for_all_of_germany(client):
    make_funding("Überall")
    make_funding("Pfalz", states=["DE-RP"])

    tree = parse(client.get("/de/foerderung/"))

    counts = {
        link.get("id"): get_text(find_all(link, "span", class_="count")[0])
        for link in find_all(tree, "a", class_="filter-option")
        if link.get("id", "").startswith("filter-state-DE-R")
        or link.get("id", "").endswith("DE-BY")
    }
    assert counts == {"filter-state-DE-RP": "2", "filter-state-DE-BY": "1"}


@pytest.mark.requirement("ED42")
def test_states_of_a_published_page_are_rows_and_those_of_a_draft_are_not(db):
    page = make_funding(states=["DE-RP", "DE-SL"])

    page.states = ["DE-SL", "DE-HE"]
    page.save_revision()
    before = set(FundingState.objects.values_list("state", flat=True))
    page.get_latest_revision().publish()

    assert before == {"DE-RP", "DE-SL"}
    assert set(FundingState.objects.values_list("state", flat=True)) == {
        "DE-SL",
        "DE-HE",
    }


@pytest.mark.requirement("ED42")
@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries_does_not_grow_with_the_entries(client, portal, number):
    advice = make_advice()
    for title in range(number):
        page = make_funding(str(title), advice_page=advice, states=["DE-RP"])
    client.get(portal.get_url())
    paths = ("/de/foerderung/", page.get_url(), advice.get_url())

    counts = []
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts.append(len(queries))
    assert counts == [14, 5, 5]


@pytest.mark.requirement("ED42")
def test_dead_link_is_said_to_readers(client):
    page = make_funding()
    FundingEntry.objects.update(
        link_state=LinkState.DEAD, last_checked_at=NOW - dt.timedelta(days=1)
    )

    tree = parse(client.get(page.get_url()))

    notices = find_all(tree, "div", class_="notice-warning")
    assert len(notices) == 1
    facts = dict(zip(get_texts(tree, "dt"), get_texts(tree, "dd"), strict=True))
    assert facts["Link zuletzt geprüft"] == "2. März 2027"


@pytest.mark.requirement("ED75")
def test_advice_shows_steps_to_tick_budget_with_sum_and_whom_to_ask(client):
    tree = parse(client.get(make_advice().get_url()))

    boxes = find_all(tree, "input", type="checkbox")
    assert [box.get("id") for box in boxes] == [
        "check-Vorbereiten-Ziel",
        "check-Vorbereiten-Partner",
    ]
    assert all(box.get("disabled") is None for box in boxes)
    assert find_all(tree, "form", method="post") == []
    assert get_text(find_all(tree, "tfoot")[0]) == "Summe 1.320,50"
    assert get_texts(tree, "p", class_="contact-name") == ["Emil Beispiel"]
    headings = get_texts(tree, "h2")
    assert [h for h in headings if h in ("Was Förderer fragen", "Sprechstunde")] == [
        "Was Förderer fragen",
        "Sprechstunde",
    ]


@pytest.mark.requirement("ED75")
def test_directory_is_filtered_by_who_helps_to_apply(client):
    advice, other = make_advice("Anna hilft"), make_advice("Ben hilft", slug="ben")
    make_funding("Mit Anna", advice_page=advice)
    make_funding("Mit Ben", advice_page=other)
    make_funding("Allein")

    tree = parse(client.get("/de/foerderung/"))
    options = [
        get_text(link)
        for link in find_all(tree, "a", class_="filter-option")
        if "help=" in link.get("href")
    ]

    assert options == ["Anna hilft 1", "Ben hilft 1"]
    assert read_titles(client, f"?help={advice.article_id}") == ["Mit Anna"]


@pytest.mark.requirement("ED75")
def test_entries_and_open_calls_lead_to_the_advice(client):
    advice = make_advice()
    pages = [
        make_funding(advice_page=advice),
        make_funding("Ohne eigene"),
        make_call(title="Offen"),
        make_call(deadline_at=NOW - dt.timedelta(days=3)),
    ]

    links = [
        get_texts(parse(client.get(page.get_url())), "a", href=advice.get_url())
        for page in pages
    ]

    assert links == [["Hilfe beim Antrag"]] * 3 + [[]]


@pytest.mark.requirement("ED75")
def test_advice_leads_to_the_funding_that_it_helps_with(client):
    helpful, lonely = make_advice(), make_advice("Allein", slug="allein")
    make_funding(advice_page=helpful)

    text = "Förderungen, bei denen das hilft"
    found = [
        [link.get("href") for link in find_all(tree, "a") if get_text(link) == text]
        for tree in (parse(client.get(page.get_url())) for page in (helpful, lonely))
    ]
    assert found == [[f"/de/foerderung/?help={helpful.article_id}"], []]


@pytest.mark.requirement("ED70", "ED42")
def test_translation_shares_the_row_and_cannot_move_its_deadline(english):
    page = make_funding(states=["DE-RP"])
    copy = translate(page, english, title="STEM pot", deadline_at=None, states=[])

    entry = FundingEntry.objects.get()

    assert copy.entry_id == page.entry_id == entry.pk
    assert entry.deadline_at == page.deadline_at
    assert [row.state for row in entry.states.all()] == ["DE-RP"]


@pytest.mark.requirement("ED42")
def test_empty_directory_says_what_will_stand_there(client):
    tree = parse(client.get(get_directory().get_url()))

    assert get_texts(tree, "h3") == ["Noch keine Förderung eingetragen"]


def test_budget_adds_up_exactly():
    line = SimpleNamespace(value={"text": "x", "amount": Decimal("0.1"), "note": ""})

    assert get_budget([line] * 3).total == Decimal("0.3")
