"""The screens say in words where two people decide (CO56)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.todos import get_waiting_todos
from community.models import Membership
from community.operations.organisation_claims import claim_organisation
from tests.cms.staff import make_network
from tests.community.invitations import make_coordinator
from tests.community.organisations import make_pre_made
from tests.community.people import make_member
from tests.community.viewsets.test_membership_queue import enter

pytestmark = pytest.mark.django_db
SAID = "You have said yes already."


@pytest.fixture
def network(portal, settings):
    network = make_network("Nord")
    settings.VERBUND_TWO_PEOPLE_NETWORKS = [network.slug]
    return network


@pytest.fixture
def clara(network):
    return enter(make_coordinator(network))


@pytest.fixture
def dora(network):
    return enter(make_coordinator(network, "dora"))


def make_claim(kind, network):
    if kind == "memberships":
        member = make_member("ada", network=network, is_confirmed=False)
        return Membership.objects.get(member=member), "confirmed"
    row = claim_organisation(
        organisation=make_pre_made("Beispiel-Werke", network=network),
        member=make_member("bodo"),
        words="Ich leite das Haus.",
        now=timezone.now(),
    )
    return row, "accepted"


def list_todos(client):
    todos = get_waiting_todos(client.user, timezone.now())
    return [one.name for one in todos if "claims" in one.name]


@pytest.mark.requirement("CO56", "SP48")
@pytest.mark.parametrize("kind", ["memberships", "organisation_claims"])
def test_two_coordinators_decide_one_after_the_other(kind, clara, dora, network):
    row, yes = make_claim(kind, network)
    page = reverse(f"{kind}:edit", args=[row.pk])

    before = clara.get(page).content.decode()
    first = clara.post(page, {"decision": yes, "words": ""}, follow=True)
    again = clara.post(page, {"decision": yes, "words": ""})
    todos = [list_todos(one) for one in (clara, dora)]
    seen = dora.get(reverse(f"{kind}:inspect", args=[row.pk])).content.decode()
    asked = dora.get(page).content.decode()
    second = dora.post(page, {"decision": yes, "words": ""})
    row.refresh_from_db()

    assert "A yes needs two people here" in before
    assert "Your yes is noted. A second person has to say yes as well." in (
        first.content.decode()
    )
    assert (again.status_code, SAID in again.content.decode()) == (200, True)
    assert [len(one) for one in todos] == [0, 1]
    assert "clara" in seen
    assert "One person has said yes already." in asked
    assert (second.status_code, row.state) == (302, yes)


@pytest.mark.requirement("CO56")
def test_ticking_several_says_what_is_noted(clara, dora, network):
    row, _yes = make_claim("memberships", network)
    url = reverse("community_memberships_confirm")

    first = clara.post(url, {"chosen": [row.pk]}, follow=True).content.decode()
    gone = clara.post(url, {"chosen": [row.pk]})
    second = dora.post(url, {"chosen": [row.pk]}, follow=True).content.decode()

    assert "Your yes to 1 person is noted" in first
    assert "belongs to your network now" not in first
    assert gone.status_code == 200
    assert "1 person belongs to your network now." in second
