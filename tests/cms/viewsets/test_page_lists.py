"""News and calls as lists of their own: what is dated, in the own branch only."""

import datetime as dt
import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.enums import Role
from cms.models import CallIndexPage, NewsIndexPage
from tests.cms.html import find_all, get_text, parse
from tests.cms.pages import make_call, make_news
from tests.cms.staff import give, make_network, make_user

DAY = dt.timedelta(days=1)


@pytest.fixture
def network(portal):
    return make_network("MINT Nord")


@pytest.fixture
def editor(client, network):
    person = make_user("edda")
    give(person, network, Role.EDITOR)
    client.force_login(person)
    return person


def get_index(model, network):
    return model.objects.get(network=network, locale__language_code="de")


def read_rows(response):
    """Return the texts of each row below the head, cell by cell."""
    table = find_all(parse(response), "table", class_="listing")[0]
    rows = [find_all(row, "td") for row in find_all(table, "tr")]
    return [[get_text(cell) for cell in cells] for cells in rows if cells]


def show(client, name, **query):
    return read_rows(client.get(reverse(f"{name}:index_results"), query))


@pytest.mark.requirement("ED16", "ED54")
def test_calls_are_listed_with_deadline_and_status(client, editor, network):
    index = get_index(CallIndexPage, network)
    now = timezone.now()
    for days in (-30, 3, 90):
        make_call(index, title=f"{days} Tage", deadline_at=now + days * DAY)
    draft = make_call(index, title="Fortlaufend", deadline_at=None)
    draft.deadline_at = now - DAY
    draft.save_revision()

    rows = show(client, "call_pages")
    closing = show(client, "call_pages", call_status="closing")

    assert {cells[1].split(" German")[0]: cells[3] for cells in rows} == {
        "90 Tage": "open",
        "3 Tage": "closing soon",
        "-30 Tage": "closed",
        "Fortlaufend": "open",
    }
    assert [cells[3] for cells in closing] == ["closing soon"]


@pytest.mark.requirement("S25")
@pytest.mark.parametrize(
    "kind",
    [
        ("news_pages", NewsIndexPage, make_news),
        ("call_pages", CallIndexPage, make_call),
    ],
)
def test_lists_show_the_own_branch_and_name_nobody(client, editor, network, kind):
    name, model, make = kind
    other = make_network("MINT Sued")
    stranger = make_user("kanarie")
    give(stranger, other, Role.EDITOR)
    make(get_index(model, other), title="Kanarienvogel", owner=stranger)
    make(get_index(model, network), title="Eigenes")

    text = client.get(reverse(f"{name}:index")).content.decode()
    searched = client.get(reverse(f"{name}:index"), {"q": "Kanarienvogel"})
    export = client.get(reverse(f"{name}:index"), {"export": "csv"})

    assert "Eigenes" in text
    assert "kanarie" not in text.lower()
    assert "/edit/" not in searched.content.decode()
    assert export["Content-Type"].split(";")[0] == "text/html"


@pytest.mark.requirement("ED15")
def test_news_are_listed_by_their_date(client, editor, network):
    index = get_index(NewsIndexPage, network)
    now = timezone.now()
    for days in (5, 1, 9):
        make_news(index, title=f"Vor {days} Tagen", date=now - days * DAY)

    rows = show(client, "news_pages")

    assert [cells[1].split(" Tagen")[0] for cells in rows] == [
        "Vor 1",
        "Vor 5",
        "Vor 9",
    ]


@pytest.mark.parametrize(
    "kind",
    [
        ("news_pages", NewsIndexPage, make_news),
        ("call_pages", CallIndexPage, make_call),
    ],
)
def test_our_columns_ask_nothing_for_a_row(client, editor, network, kind):
    name, model, make = kind
    index, counts = get_index(model, network), []
    for _number in range(3):
        make(index)
        show(client, name)
        with CaptureQueriesContext(connection) as captured:
            show(client, name)
        counts.append(len(captured))

    # wagtail-localize's buttons ask two questions a row, in the explorer too.
    assert [new - old for old, new in itertools.pairwise(counts)] == [2, 2]


@pytest.mark.requirement("ED2")
def test_menu_leads_editors_to_both_lists(client, editor):
    text = client.get(reverse("wagtailadmin_home")).content.decode()

    assert reverse("news_pages:index") in text
    assert reverse("call_pages:index") in text
