"""The cockpit: what waits, for whom, read only for state programmes, constant in queries."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.enums import NetworkKind, Role
from cms.todos import todos
from community.models import Membership, Organisation
from community.queries.cockpit import get_cockpit
from tests.cms.staff import give, make_network, make_user
from tests.community.organisations import make_organisation
from tests.community.people import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english_interface")]
LONG_AGO = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)


@pytest.fixture
def north(portal):
    return make_network("Nord")


def claim(name, network, claimed_at=None):
    member = make_member(name, network=network, is_confirmed=False)
    if claimed_at:
        Membership.objects.filter(member=member).update(claimed_at=claimed_at)
    return member


def make_draft(name, network):
    row = make_organisation(name, network=network)
    Organisation.objects.filter(pk=row.pk).update(state="draft")


def make_staff(name, network, role=Role.COORDINATOR):
    user = make_user(name)
    give(user, network, role)
    return user


def read(user, chosen=""):
    """Return ``{(urgency, network, kind): (count, decides here)}``."""
    return {
        (section.urgency.name, getattr(part.network, "name", None), str(line.label)): (
            line.count,
            bool(line.url),
        )
        for section in get_cockpit(user, chosen, timezone.now()).sections
        for part in section.parts
        for line in part.lines
    }


CLAIMS = "People who say to belong to your network"
NEW = "Organisations that wait to be shown"


@pytest.mark.requirement("CO20", "ED72")
def test_coordinator_sees_what_waits_with_the_oldest(client, north):
    user = make_staff("clara", north)
    claim("ada", north, LONG_AGO)
    claim("bea", north)
    claim("cem", make_network("Süd"))
    make_draft("Muster-Werke", north)
    client.force_login(user)

    page = client.get(reverse("community_cockpit:cockpit")).content.decode()

    assert read(user) == {
        ("SOON", "Nord", CLAIMS): (2, True),
        ("SOON", "Nord", NEW): (1, True),
    }
    assert "the oldest since 3 March 2026" in page
    assert reverse("memberships:index") + "?state=claimed" in page
    assert "Süd" not in page
    assert "Ada" not in page


@pytest.mark.requirement("ED72")
def test_state_programme_reads_and_decides_nothing(client, portal):
    state = make_network("Land", kind=NetworkKind.STATE_PROGRAMME)
    child = make_network("Kind", parent=state)
    user = make_staff("land", state)
    claim("ada", child)
    claim("bea", state)
    for number in range(5):
        make_member(f"m{number}", network=child)
    client.force_login(user)

    page = client.get(reverse("community_cockpit:cockpit")).content.decode()
    (figures,) = get_cockpit(user, "", timezone.now()).figures

    assert read(user) == {
        ("SOON", "Kind", CLAIMS): (1, False),
        ("SOON", "Land", CLAIMS): (1, True),
    }
    assert (figures.member_count, figures.waiting_count) == (5, 1)
    assert page.count(reverse("memberships:index")) == 1


@pytest.mark.requirement("ED72")
def test_few_members_are_not_counted_for_who_watches(portal):
    state = make_network("Land", kind=NetworkKind.STATE_PROGRAMME)
    make_member("ada", network=make_network("Kind", parent=state))

    (figures,) = get_cockpit(make_staff("land", state), "", timezone.now()).figures

    assert figures.member_count is None


@pytest.mark.requirement("CO52", "ED72")
@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR, Role.AUTHOR])
def test_other_staff_see_no_claims(client, north, role):
    claim("ada", north)
    user = make_staff("mo", north, role)
    client.force_login(user)

    answer = client.get(reverse("community_cockpit:cockpit"))

    assert read(user) == {}
    assert "Nothing waits for you" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.requirement("S25")
def test_members_and_former_staff_find_no_cockpit(client, north):
    client.force_login(make_member("ada", network=north).user)
    url = reverse("community_cockpit:cockpit")

    assert client.get(url).status_code == 404
    client.logout()
    assert client.get(url).status_code == 302


@pytest.mark.requirement("CO20")
@pytest.mark.parametrize(
    ("chosen", "found"),
    [("nord", {"Nord"}), ("", {"Nord", "Süd"}), ("Null😀", {"Nord", "Süd"})],
)
def test_one_network_can_be_chosen(client, north, chosen, found):
    south = make_network("Süd")
    user = make_staff("clara", north)
    give(user, south, Role.COORDINATOR)
    claim("ada", north)
    claim("bea", south)
    client.force_login(user)

    answer = client.get(reverse("community_cockpit:cockpit"), {"network": chosen})

    assert answer.status_code == 200
    assert {name for _urgency, name, _kind in read(user, chosen)} == found


@pytest.mark.requirement("CO20", "ED72")
def test_queries_do_not_grow_with_networks(portal):
    state = make_network("Land", kind=NetworkKind.STATE_PROGRAMME)
    user = make_staff("land", state)
    get_cockpit(user, "", timezone.now())  # kinds of content are kept from then on
    counts = []
    for number in range(3):
        child = make_network(f"Kind {number}", parent=state)
        claim(f"ada{number}", child)
        make_draft(f"Werk {number}", child)
        if number in (0, 2):
            with CaptureQueriesContext(connection) as queries:
                get_cockpit(user, "", timezone.now())
            counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 10 + len(todos.entries())
