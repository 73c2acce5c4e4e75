"""Coordinators decide who belongs to their network (CO1, CO56, S25)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.enums import Role
from cms.models import OutboxMail, StateChange
from cms.todos import get_waiting_todos
from community.enums import AccountState, MembershipState
from community.models import Member, Membership
from tests.cms.staff import give, make_network, make_user
from tests.community.people import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def claim(network):
    member = make_member(network=network, is_confirmed=False)
    return Membership.objects.get(member=member)


@pytest.fixture
def coordinator(network):
    return log_in("clara", network, Role.COORDINATOR)


def log_in(name, network, *roles):
    user = make_user(name)
    for role in roles:
        give(user, network, role)
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def decide(client, claim, decision, words=""):
    return client.post(
        reverse("memberships:edit", args=[claim.pk]),
        {"decision": decision, "words": words},
    )


@pytest.mark.requirement("CO1", "CO56")
@pytest.mark.parametrize("decision", ["confirmed", "declined"])
def test_coordinator_decides_and_the_member_is_told(coordinator, claim, decision):
    answer = decide(coordinator, claim, decision, "Bis bald.")
    claim.refresh_from_db()

    mails = OutboxMail.objects.values_list("recipient", "template")
    change = StateChange.objects.get(to_state=decision)
    assert (answer.status_code, claim.state) == (302, decision)
    assert list(mails) == [("ada@example.org", f"community/mail/membership_{decision}")]
    assert (change.actor, change.reason) == (coordinator.user, "Bis bald.")


def test_decision_stands(coordinator, claim):
    decide(coordinator, claim, "confirmed")

    again = decide(coordinator, claim, "declined")
    claim.refresh_from_db()

    # Who belongs to the network can be ended with a reason, and nothing else.
    assert list(again.context["form"].errors) == ["decision", "words"]
    assert claim.state == MembershipState.CONFIRMED
    assert OutboxMail.objects.count() == 1


def test_without_a_decision_nothing_happens(coordinator, claim):
    answer = decide(coordinator, claim, "")
    claim.refresh_from_db()

    assert (answer.status_code, claim.state) == (200, MembershipState.CLAIMED)


@pytest.mark.requirement("S25", "CO56")
@pytest.mark.parametrize(
    ("own", "roles"),
    [
        (True, [Role.AUTHOR, Role.TRANSLATOR, Role.EDITOR]),
        (False, [Role.EDITOR, Role.COORDINATOR]),
    ],
)
def test_nobody_else_sees_or_decides(claim, own, roles):
    network = claim.network if own else make_network("Ost")
    client = log_in("egon", network, *roles)

    shown = client.get(reverse("memberships:inspect", args=[claim.pk]))
    decided = decide(client, claim, "confirmed")
    listed = client.get(reverse("memberships:index"))
    claim.refresh_from_db()

    assert (shown.status_code, decided.status_code) == (302, 302)
    assert claim.state == MembershipState.CLAIMED
    assert b"Ada" not in listed.content


@pytest.mark.requirement("CO52")
def test_nobody_confirms_oneself(network):
    client = log_in("clara", network, Role.COORDINATOR)
    member = Member.objects.create(
        user=client.user,
        slug="clara",
        display_name="Clara",
        role="friend",
        birth_year=1980,
        birth_month=1,
        language="de",
        joined_at=timezone.now(),
    )
    claim = Membership.objects.create(
        member=member, network=network, claimed_at=timezone.now()
    )

    decide(client, claim, "confirmed")
    claim.refresh_from_db()

    assert claim.state == MembershipState.CLAIMED


@pytest.mark.requirement("CO56")
def test_claims_wait_on_the_start_page_until_they_are_decided(coordinator, claim):
    def list_waiting():
        found = get_waiting_todos(coordinator.user, timezone.now())
        return [(todo.name, todo.count) for todo in found]

    before = list_waiting()
    decide(coordinator, claim, "confirmed")

    assert before == [("community.claims", 1)]
    assert list_waiting() == []


def test_who_leaves_waits_for_nobody(coordinator, claim):
    Member.objects.update(state=AccountState.CLOSED, closed_at=timezone.now())

    assert get_waiting_todos(coordinator.user, timezone.now()) == []


def test_list_asks_the_same_for_one_and_three_people(coordinator, claim):
    url = reverse("memberships:index")
    coordinator.get(url)

    def count():
        with CaptureQueriesContext(connection) as queries:
            coordinator.get(url)
        return len(queries)

    one = count()
    for name in ("bo", "cy"):
        make_member(name, network=claim.network, is_confirmed=False)

    assert count() == one


@pytest.mark.requirement("CO56")
def test_list_leads_to_the_person_and_from_there_to_the_decision(coordinator, claim):
    listed = coordinator.get(reverse("memberships:index")).text
    inspect_url = reverse("memberships:inspect", args=[claim.pk])
    shown = coordinator.get(inspect_url).text

    assert listed.count(f'href="{inspect_url}"') == 1
    assert reverse("memberships:edit", args=[claim.pk]) in shown
