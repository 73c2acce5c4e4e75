"""The coordination decides about months of birth (P31, S25)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.enums import Role
from cms.models import Network, StateChange
from cms.todos import get_waiting_todos
from community.models import BirthCorrection, Member
from community.operations.births import ask_birth_correction
from tests.cms.staff import give, make_network, make_user
from tests.community.people import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(portal):
    return make_network("Nord")


def log_in(name, network, *roles):
    user = make_user(name)
    for role in roles:
        give(user, network, role)
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def ask(name="ada", **values):
    return ask_birth_correction(
        member=make_member(name, **values),
        birth_year=2009,
        birth_month=3,
        words="Vertippt",
        now=timezone.now(),
    )


def decide(client, row, decision="granted"):
    path = reverse("birth_corrections:edit", args=[row.pk])
    return client.post(path, {"decision": decision, "words": "Gesehen"})


@pytest.mark.requirement("P31")
@pytest.mark.parametrize(("decision", "year"), [("granted", 2009), ("refused", None)])
def test_coordinator_of_the_network_decides_once(network, decision, year):
    row = ask(network=network)
    year = year or row.old_year
    client = log_in("clara", network, Role.COORDINATOR)

    found = {
        todo.url: todo.count for todo in get_waiting_todos(client.user, timezone.now())
    }
    first = decide(client, row, decision)
    decide(client, row, "refused" if decision == "granted" else "granted")
    row.refresh_from_db()

    assert found[reverse("birth_corrections:index") + "?state=asked"] == 1
    assert (first.status_code, row.state) == (302, decision)
    assert Member.objects.get().birth_year == year
    assert (
        StateChange.objects.get(field="state", to_state=decision).actor == client.user
    )


@pytest.mark.requirement("S25", "P31")
@pytest.mark.parametrize(
    ("place", "roles", "is_confirmed", "expected"),
    [
        ("own", [Role.COORDINATOR], True, 1),
        ("own", [Role.EDITOR, Role.AUTHOR], True, 0),
        ("own", [Role.COORDINATOR], False, 0),
        ("other", [Role.COORDINATOR], True, 0),
        ("site", [Role.COORDINATOR], False, 1),
        ("site", [Role.COORDINATOR], True, 0),
    ],
)
def test_who_sees_a_wish(network, place, roles, is_confirmed, expected):
    row = ask(network=network, is_confirmed=is_confirmed)
    places = {"own": network, "site": Network.objects.get_site()}
    client = log_in("clara", places.get(place) or make_network("Ost"), *roles)

    listed = client.get(reverse("birth_corrections:index"))
    shown = client.get(reverse("birth_corrections:inspect", args=[row.pk]))
    decide(client, row)
    row.refresh_from_db()

    seen = len(listed.context["object_list"]) if listed.status_code == 200 else 0
    assert seen == expected
    assert (shown.status_code == 200, row.state == "granted") == (
        bool(expected),
        bool(expected),
    )


@pytest.mark.requirement("CO52")
def test_nobody_corrects_oneself(network):
    row = ask(network=network)
    give(row.member.user, network, Role.COORDINATOR)
    client = Client()
    client.force_login(row.member.user)

    decide(client, row)

    assert BirthCorrection.objects.get().state == "asked"


def test_list_needs_as_many_queries_for_three_as_for_one(
    network, django_assert_num_queries
):
    client = log_in("clara", network, Role.COORDINATOR)
    path = reverse("birth_corrections:index")
    ask("ada", network=network)
    client.get(path)

    with CaptureQueriesContext(connection) as one:
        client.get(path)
    ask("bo", network=network)
    ask("cai", network=network)

    with django_assert_num_queries(len(one)):
        client.get(path)
