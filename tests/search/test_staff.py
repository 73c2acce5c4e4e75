"""What editors see of searches, and what they pin."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from cms.enums import Role
from cms.models import Network, NewsPage
from search.models import LoggedSearch
from search.queries.pins import find_pinned
from search.queries.searched import Searched, list_searched
from search.registry import SearchKind, search_kinds
from tests.cms.pages import make_news
from tests.cms.staff import give, make_network
from tests.community.people import make_login
from tests.search.test_results import put


def build(_keys):
    return iter(())


NEWS_KIND = SearchKind(
    name="news",
    label="x",
    model=Network,
    build=build,
    list_all=build,
    sources=(),
    covers=(NewsPage,),
)


@pytest.fixture
def staff(portal):
    """People with and without a say in what is found."""
    site = Network.objects.get(kind="site")
    people = {name: make_login(name) for name in ("editor", "author", "regional")}
    give(people["editor"], site, Role.EDITOR)
    give(people["author"], site, Role.AUTHOR)
    give(people["regional"], make_network("Nord"), Role.COORDINATOR)
    return people


SCREENS = ("search_searched", "search_searched_xlsx", "wagtailsearchpromotions:index")


@pytest.mark.requirement("F9", "F14", "A24")
def test_only_the_portals_editors_see_searches_and_pins(client, staff):
    seen = {}
    for name, person in staff.items():
        client.force_login(person)
        seen[name] = [client.get(reverse(screen)).status_code for screen in SCREENS]
    client.logout()
    seen["visitor"] = [client.get(reverse(screen)).status_code for screen in SCREENS]

    assert seen == {
        "editor": [200, 200, 200],
        "author": [302, 302, 302],
        "regional": [302, 302, 302],
        "visitor": [302, 302, 302],
    }


@pytest.mark.requirement("F9")
@pytest.mark.django_db
def test_pins_are_things_in_the_editors_order(portal):
    with search_kinds.replaced_by(NEWS_KIND):
        page = make_news()
        put("Ada", number=7, kind="member")
        query = Query.get("Robotik")
        links = {
            "http://127.0.0.1:8000/de/x/member-7/": 1,
            "https://elsewhere.example.org/de/x/member-7/": 2,
        }
        for url, order in links.items():
            SearchPromotion.objects.create(
                query=query,
                external_link_url=url,
                external_link_text="x",
                sort_order=order,
            )
        SearchPromotion.objects.create(query=query, page=page, sort_order=0)

        found = find_pinned("  ROBOTIK ")

        assert found == (f"news:{page.article_id}", "member:7")
        assert find_pinned("Robotik AG") == ()


def log(query, count, results, *, days=0, clicks=0, positions=0):
    LoggedSearch.objects.create(
        day=timezone.localdate() - dt.timedelta(days=days),
        language="de",
        query=query,
        count=count,
        result_count=results,
        click_count=clicks,
        position_sum=positions,
    )


@pytest.mark.requirement("F14")
def test_report_hides_what_few_asked_and_says_what_finds_nothing(db):
    log("robotik", 4, 0, days=3)
    log("robotik", 5, 6, clicks=2, positions=5)
    log("drohne", 5, 0)
    log("ada lovelace", 4, 0)
    log("alt", 50, 0, days=91)
    day = timezone.localdate()

    frequent = list_searched(day=day)
    missed = list_searched(day=day, without_results=True)

    assert frequent == [
        Searched("robotik", "de", 9, 6, 2, 2.5),
        Searched("drohne", "de", 5, 0, 0, None),
    ]
    assert missed == [Searched("drohne", "de", 5, 0, 0, None)]


@pytest.mark.requirement("F14", "S8")
def test_workbook_computes_nothing(client, staff):
    log("=1+1", 5, 2, clicks=1, positions=3)
    client.force_login(staff["editor"])

    answer = client.get(reverse("search_searched_xlsx"))

    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [[cell.value for cell in row] for row in sheet.rows][1] == [
        "'=1+1",
        "de",
        "5",
        "2",
        "1",
        "3.0",
    ]
    assert answer["Cache-Control"] == "private, no-store"
