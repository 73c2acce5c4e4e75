"""The calendar of a group: events of the site that matter to it (CO30)."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.enums import Role
from community.enums import ContentAudience, GroupRole, GroupVisibility
from community.models import Group, GroupEvent
from community.operations.group_events import add_group_event
from community.operations.groups import archive_group
from tests.cms.machines import make_event
from tests.cms.staff import give, make_network
from tests.community.groups import enter, invite_in, make_group, make_group_for_minors
from tests.community.people import make_child, make_login, make_member

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
BAD_TEXTS = ("x" * 10_000, "Null", "🤖", "http://[", "//", "' OR 1=1 --", "%00/")


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def owner(network):
    return make_member("ada", network=network)


@pytest.fixture
def group(owner, network):
    return make_group(owner, network, "Solder", visibility=GroupVisibility.MEMBERS)


def log_in(member):
    client = Client()
    client.force_login(getattr(member, "user", member))
    return client


def page(group, part=""):
    return f"/de/groups/{group.slug}/events/{part}"


def plan(title, days=1):
    """Publish an event that begins so many days from now."""
    starts_at = timezone.now() + days * DAY
    return make_event(title, starts_at=starts_at, ends_at=starts_at + DAY / 12)


def put_in(group, *pages):
    now = timezone.now()
    return [
        add_group_event(group=group, event=page.event, member=None, now=now)
        for page in pages
    ]


def titles(client, group, query=""):
    shown = client.get(page(group, query)).context["calendar"]
    return [line.title for line in shown.lines]


def found(client, group, words):
    answer = client.get(page(group, "add/"), {"q": words})
    return [line.title for line in answer.context["found"].lines]


@pytest.mark.requirement("CO30")
def test_what_comes_stands_in_its_order_and_what_is_past_apart(owner, group):
    put_in(
        group, plan("Late", 9), plan("Soon", 2), plan("Over", -9), plan("Latest", -3)
    )
    client = log_in(owner)
    first = client.get(page(group)).context["calendar"].lines[0]

    assert titles(client, group) == ["Soon", "Late"]
    assert titles(client, group, "?period=past") == ["Latest", "Over"]
    assert client.get(first.calendar_url)["Content-Type"] == (
        "text/calendar; charset=utf-8"
    )


@pytest.mark.requirement("CO30")
def test_what_is_unpublished_or_closed_is_gone_at_once(owner, group):
    taken_down, closed, open_one = plan("Down"), plan("Closed"), plan("Open")
    put_in(group, taken_down, closed, open_one)
    client = log_in(owner)
    before = titles(client, group)
    taken_down.unpublish()
    PageViewRestriction.objects.create(page=closed, restriction_type="login")

    assert before == ["Down", "Closed", "Open"]
    assert titles(client, group) == ["Open"]
    assert found(client, group, "") == ["Open"]
    assert found(client, group, taken_down.get_url()) == []
    answer = client.post(
        page(group, "add/"), {"event": closed.event.translation_key}, follow=True
    )
    assert [str(one) for one in answer.context["messages"]] == [
        "Diese Veranstaltung hat keine Seite mehr."
    ]


@pytest.mark.requirement("CO30")
def test_words_find_what_comes_and_an_address_everything(owner, group):
    soon, past = plan("Rockets fly", 1), plan("Rockets flew", -9)
    plan("Soldering", 3)
    client = log_in(owner)

    assert found(client, group, "") == ["Rockets fly", "Soldering"]
    assert found(client, group, "fly rock") == ["Rockets fly"]
    assert found(client, group, past.get_url()) == ["Rockets flew"]
    assert found(client, group, f"https://portal.example{soon.get_url()}?a=b#c") == [
        "Rockets fly"
    ]
    assert found(client, group, soon.get_url() + "more/") == []
    assert found(client, group, soon.slug + "/") == []


@pytest.mark.requirement("CO30")
def test_an_event_is_put_in_once_taken_out_and_put_back(owner, group):
    event, client = plan("Rockets").event, log_in(owner)
    values = {"event": event.translation_key}
    for _time in range(2):
        client.post(page(group, "add/"), values)
    [entry] = GroupEvent.objects.all()
    answer = client.post(page(group, f"{entry.pk}/remove/"), follow=True)
    gone = (titles(client, group), answer.context["removed"])
    client.post(page(group, "add/"), values)

    assert (entry.group, entry.event, entry.added_by) == (group, event, owner)
    assert gone == ([], event)
    assert titles(client, group) == ["Rockets"]
    assert client.get(answer.redirect_chain[0][0]).context["removed"] is None


@pytest.mark.requirement("CO30", "CO29")
def test_who_reads_the_group_reads_its_calendar_and_who_leads_changes_it(
    owner, network, group
):
    [entry] = put_in(group, plan("Rockets"))
    moderator, mate, stranger = (make_member(name) for name in ("bo", "eva", "kim"))
    enter(group, moderator, GroupRole.MODERATOR)
    enter(group, mate)
    coordinator, elsewhere = make_login("koordination"), make_login("fremd")
    give(coordinator, network, Role.COORDINATOR)
    give(elsewhere, make_network("Anderswo"), Role.COORDINATOR)

    def try_all(client):
        return (
            client.get(page(group)).status_code,
            client.get(page(group, "add/")).status_code,
            client.post(page(group, "add/"), {"event": ""}).status_code,
        )

    neighbour = make_member("nele", network=network)
    closed = [try_all(log_in(one)) for one in (stranger, elsewhere, neighbour)]
    assert closed == [(404, 404, 404)] * 3
    assert [try_all(log_in(one)) for one in (owner, moderator, coordinator)] == (
        [(200, 200, 302)] * 3
    )
    assert try_all(log_in(mate)) == (200, 404, 404)
    assert try_all(Client()) == (302, 302, 302)
    removal = page(group, f"{entry.pk}/remove/")
    refused = [log_in(one).post(removal).status_code for one in (mate, stranger)]
    assert (refused, log_in(owner).get(removal).status_code) == ([404, 404], 405)

    Group.objects.update(audience=ContentAudience.NETWORK)
    assert try_all(log_in(neighbour)) == (200, 404, 404)
    assert try_all(log_in(stranger)) == (404, 404, 404)


@pytest.mark.requirement("CO31", "P5")
def test_young_people_read_the_calendar_of_their_group_alone(owner, network, group):
    young, child = (
        make_group_for_minors(owner, network),
        make_child("kim", network=network),
    )
    invite_in(young, child, owner.user)
    event = plan("Rockets")
    put_in(young, event)
    put_in(group, event)
    Group.objects.filter(pk=group.pk).update(audience=ContentAudience.MEMBERS)
    client = log_in(child)

    assert titles(client, young) == ["Rockets"]
    assert client.get(page(young, "add/")).status_code == 404
    assert client.get(page(group)).status_code == 404


@pytest.mark.requirement("CO30")
def test_without_a_calendar_nothing_and_archived_only_reading(owner, group):
    [entry] = put_in(group, plan("Rockets"))
    client = log_in(owner)
    Group.objects.update(has_events=False)
    without = [client.get(page(group, part)).status_code for part in ("", "add/")]
    Group.objects.update(has_events=True)
    archive_group(group=group, actor=owner.user, now=timezone.now())

    assert without == [404, 404]
    assert titles(client, group) == ["Rockets"]
    assert client.get(page(group, "add/")).status_code == 404
    assert client.post(page(group, f"{entry.pk}/remove/")).status_code == 404


@pytest.mark.requirement("CO30")
@pytest.mark.parametrize("number", [1, 3])
def test_the_calendar_asks_no_more_for_more(
    owner, group, number, django_assert_num_queries
):
    put_in(group, *[plan(f"Event {turn}", turn + 1) for turn in range(number)])
    client = log_in(owner)
    client.get(page(group))
    client.get(page(group, "add/"))

    with django_assert_num_queries(34):
        client.get(page(group))
    with django_assert_num_queries(33):
        client.get(page(group, "add/"))


@pytest.mark.requirement("CO30")
@pytest.mark.parametrize("text", BAD_TEXTS)
def test_bad_text_finds_nothing_and_breaks_nothing(owner, group, text):
    client = log_in(owner)

    assert found(client, group, text) == []
    for given in (text, f"{text}\0"):
        answer = client.post(page(group, "add/"), {"event": given})
        assert answer.status_code == 302
    assert client.get(page(group), {"removed": text}).status_code == 200
    assert not GroupEvent.objects.exists()
