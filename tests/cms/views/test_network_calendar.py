"""The calendar in Wagtail's admin, who sees it, and the hints beside the editor (ED73)."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from cms.enums import Role
from cms.models import Network, SchoolHoliday
from tests.cms.html import find_all, get_texts, parse
from tests.cms.queries.test_network_calendar import make_event, make_place
from tests.cms.staff import give, make_user
from tests.cms.text import get_text

pytestmark = pytest.mark.requirement("ED73")
NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def network(portal):
    return make_place("MINT Nord", "DE-RP", "07312")


@pytest.fixture
def coordinator(client, network):
    person = make_user("nora")
    give(person, network, Role.COORDINATOR)
    client.force_login(person)
    return person


def open_calendar(client, **values):
    return client.get(reverse("cms_calendar"), values)


def test_month_and_list_show_the_same_dates(client, network, coordinator):
    make_event(network, 10, title="Brückenfest")

    month, listed = (open_calendar(client, view=view) for view in ("month", "list"))

    for response in (month, listed):
        assert "Brückenfest" in get_texts(parse(response), "a")
    assert len(find_all(parse(month), "th", scope="col")) == 7
    assert len(find_all(parse(listed), "th", scope="col")) == 3
    assert "March 2027" in get_texts(parse(month), "h2")[0]


@pytest.mark.parametrize("month", ["", "2027-13", "1999-01", "2027-3", "x", "2027-03'"])
def test_month_that_cannot_be_is_this_one(client, coordinator, month):
    response = open_calendar(client, month=month)

    assert response.context["month"] == dt.date(2027, 3, 1)


def test_one_can_leaf_through_the_months(client, coordinator):
    response = open_calendar(client, month="2027-12")

    urls = [response.context[name] for name in ("earlier_url", "later_url")]
    assert ["month=2027-11" in urls[0], "month=2028-01" in urls[1]] == [True, True]


@pytest.mark.requirement("S25")
def test_only_own_networks_can_be_opened(client, network, coordinator):
    foreign = make_place("MINT Fern", "DE-SH")
    make_event(foreign, 10, title="Kanarienvogel", live=False)

    answers = [
        open_calendar(client, network=key).status_code
        for key in (network.pk, foreign.pk, 10**9, "x", "")
    ]

    assert answers == [200, 404, 404, 404, 404]
    assert "Kanarienvogel" not in open_calendar(client).text


@pytest.mark.requirement("S27")
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.COORDINATOR, 200),
        (Role.EDITOR, 200),
        (Role.AUTHOR, 302),
        (Role.TRANSLATOR, 302),
    ],
)
def test_editors_and_coordinators_plan(client, network, role, status):
    person = make_user("ada")
    give(person, network, role)
    client.force_login(person)

    assert open_calendar(client).status_code == status


def test_staff_of_two_networks_choose(client, network, coordinator):
    second = make_place("MINT Ost", "DE-SH")
    give(coordinator, second, Role.EDITOR)

    shown = get_texts(parse(open_calendar(client, network=second.pk)), "option")

    assert shown == ["MINT Nord", "MINT Ost"]


def test_it_says_when_nobody_has_entered_holidays(client, network, coordinator):
    sentence = "No school holidays are entered for this time."
    before = sentence in get_text(open_calendar(client))
    SchoolHoliday.objects.create(
        state="DE-RP",
        name="Ferien (Beispiel)",
        start_date=dt.date(2027, 3, 22),
        end_date=dt.date(2027, 3, 26),
    )
    after = get_text(open_calendar(client))

    assert (before, sentence in after) == (True, False)
    assert "Ferien (Beispiel)" in after


# --- hints beside the editor ---------------------------------------------------------------------


def save_again(client, page, **values):
    """Save a page as the editor's form does, from what it shows."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = client.get(address).context["form"]
    data = {}
    for name, field in form.fields.items():
        value = form[name].value()
        if value in (None, False, []):
            continue
        widget_value = (
            field.widget.format_value(value)
            if hasattr(field.widget, "format_value")
            else value
        )
        data[form.add_prefix(name)] = widget_value if widget_value is not None else ""
    for name in (
        "more_dates",
        "exceptions",
        "programme",
        "body",
        "documents",
        "related",
    ):
        data[f"{name}-count"] = "0"
    for prefix in ("comments",):
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return client.post(address, data | values, follow=True)


@pytest.mark.parametrize("action", ["", "action-publish"])
def test_editor_hears_of_a_collision_and_may_publish_all_the_same(
    client, network, coordinator, action
):
    make_event(network, 10, title="Brückenfest", venue_name="Halle")
    page = make_event(network, 10, title="Konzert", venue_name="Halle", live=False)

    response = save_again(client, page, **({action: "1"} if action else {}))

    said = [str(message) for message in response.context["messages"]]
    hints = [text for text in said if "Brückenfest" in text]
    assert len(hints) == 1
    assert "takes place at the same venue" in hints[0]
    page.refresh_from_db()
    assert page.live is bool(action)


# --- holidays -----------------------------------------------------------------------------------


def enter(client, **values):
    return client.post(
        reverse("school_holidays:add"),
        {
            "state": "DE-RP",
            "name": "Osterferien",
            "start_date": "2027-03-22",
            "end_date": "2027-04-02",
        }
        | values,
    )


def test_staff_of_the_portal_enters_holidays(client, portal):
    person = make_user("paula")
    give(person, Network.objects.get_site(), Role.EDITOR)
    client.force_login(person)

    entered = enter(client)
    refused = [
        enter(client, start_date="2027-05-03", end_date="2027-05-02"),
        enter(client, start_date="2027-05-03", end_date="2028-05-02"),
        enter(client, name="Noch einmal"),
        enter(client, state="FR"),
    ]

    assert entered.status_code == 302
    assert [answer.status_code for answer in refused] == [200] * 4
    assert SchoolHoliday.objects.count() == 1


def test_coordinators_of_networks_enter_none(client, coordinator):
    answer = enter(client)

    assert answer.status_code == 302
    assert answer["Location"] == reverse("wagtailadmin_home")
    assert SchoolHoliday.objects.count() == 0
