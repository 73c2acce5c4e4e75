"""The coordination's screen of groups (CO30, CO31)."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from cms.enums import Role
from cms.todos import todos
from community.models import Clearance, Group
from tests.cms.staff import give, make_network, make_user
from tests.community.groups import (
    clear,
    find_place,
    make_group,
    make_group_for_minors,
)
from tests.community.people import make_member

pytestmark = pytest.mark.django_db
ADMIN = "/admin/member-groups/"


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def staff(network):
    user = make_user("vera")
    give(user, network, Role.COORDINATOR)
    return user


@pytest.fixture
def client(staff):
    client = Client()
    client.force_login(staff)
    return client


@pytest.mark.requirement("CO31")
def test_the_coordination_makes_a_group_for_young_people(client, network):
    ada, bo = make_member("ada", network=network), make_member("bo", network=network)
    clear(ada, network)
    values = {
        "name": "Jahrgang 2027",
        "kind": "cohort",
        "summary": "Wer 2027 anfängt.",
        "network": network.pk,
    }
    refused = client.post(f"{ADMIN}new/", values | {"in_charge": bo.pk})
    made = client.post(f"{ADMIN}new/", values | {"in_charge": ada.pk})
    group = Group.objects.get()

    assert (refused.status_code, made.status_code) == (200, 302)
    assert (group.admits_minors, group.joining, group.in_charge) == (
        True,
        "invite",
        ada,
    )
    assert find_place(group, ada).role == "owner"


@pytest.mark.requirement("CO30", "CO31")
def test_the_coordination_names_a_lead_and_archives(client, network):
    group = make_group_for_minors(make_member("ada", network=network), network)
    carla = make_member("carla")
    clear(carla, network)
    client.post(f"{ADMIN}edit/{group.pk}/", {"state": "active", "lead": carla.pk})
    client.post(f"{ADMIN}edit/{group.pk}/", {"state": "archived", "lead": ""})
    group.refresh_from_db()
    shown = client.get(f"{ADMIN}inspect/{group.pk}/").content.decode()

    assert (group.in_charge, group.state) == (carla, "archived")
    assert "Carla" in shown


@pytest.mark.requirement("CO31", "S25")
def test_own_groups_only_and_to_dos_that_lead_there(client, staff, network):
    foreign = make_network("Süd")
    make_group(make_member("eva", network=foreign), foreign, "Foreign")
    make_group_for_minors(make_member("ada", network=network), network)
    now = timezone.now()
    todo = todos.get("community.groups_unsafe")
    before = todo.count(staff, now)
    Clearance.objects.update(valid_until=timezone.localdate() - dt.timedelta(days=1))
    shown = client.get(ADMIN + "?unsafe=1").content.decode()

    assert (before, todo.count(staff, now)) == (0, 1)
    assert todos.get("community.groups_left_alone").count(staff, now) == 0
    assert ("Jahrgang" in shown, "Foreign" in client.get(ADMIN).content.decode()) == (
        True,
        False,
    )
