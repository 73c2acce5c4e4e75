"""Coordinators make, read and revoke class codes in the admin (CO3, S25)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.enums import Role
from community.models import ClassCode
from tests.cms.staff import make_network
from tests.community.invitations import make_code, make_teacher
from tests.community.viewsets.test_memberships import log_in

# Requests leave their language behind; the fixture puts the one before back.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english_interface")]


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def coordinator(network):
    return log_in("clara", network, Role.COORDINATOR)


@pytest.fixture
def class_code(network):
    return make_code(network, make_teacher(network).user)


def add(client, network, **others):
    values = {"network": network.pk, "label": "8b", "max_uses": "30", "days": "14"}
    return client.post(reverse("class_codes:add"), values | others)


@pytest.mark.requirement("CO3")
def test_coordinator_makes_a_code(coordinator, network):
    answer = add(coordinator, network)

    row = ClassCode.objects.get()
    assert answer.status_code == 302
    assert (row.network, row.label, row.max_uses, row.created_by) == (
        network,
        "8b",
        30,
        coordinator.user,
    )


@pytest.mark.requirement("CO3")
@pytest.mark.parametrize(
    ("field", "value"),
    [("label", ""), ("label", "\0"), ("max_uses", "101"), ("days", "365")],
)
def test_what_cannot_be_is_said(coordinator, network, field, value):
    answer = add(coordinator, network, **{field: value})

    assert list(answer.context["form"].errors) == [field]
    assert ClassCode.objects.count() == 0


@pytest.mark.requirement("S25")
def test_network_of_others_is_no_choice(coordinator):
    answer = add(coordinator, make_network("Ost"))

    assert list(answer.context["form"].errors) == ["network"]


@pytest.mark.requirement("CO3")
def test_coordinator_revokes_the_code_of_a_teacher(coordinator, class_code):
    url = reverse("class_codes:edit", args=[class_code.pk])
    unsure = coordinator.post(url, {})
    before = ClassCode.objects.get().revoked_at
    coordinator.post(url, {"confirmed": "on"})

    assert (unsure.status_code, before) == (200, None)
    assert ClassCode.objects.get().revoked_at is not None


@pytest.mark.requirement("CO3")
def test_list_leads_to_the_code_and_its_sheet(coordinator, class_code):
    listed = coordinator.get(reverse("class_codes:index")).text
    inspect_url = reverse("class_codes:inspect", args=[class_code.pk])
    shown = coordinator.get(inspect_url).text

    sheet = reverse("community_me:class_code_sheet", args=[class_code.pk])
    assert listed.count(f'href="{inspect_url}"') == 1
    assert class_code.printed in shown
    assert shown.count(f"/me/class-codes/{class_code.pk}/") == 1
    assert sheet.endswith(f"/me/class-codes/{class_code.pk}/")


@pytest.mark.requirement("S25", "CO3")
@pytest.mark.parametrize(
    ("own", "roles"),
    [
        (True, [Role.AUTHOR, Role.TRANSLATOR, Role.EDITOR]),
        (False, [Role.EDITOR, Role.COORDINATOR]),
    ],
)
def test_nobody_else_sees_or_revokes(network, class_code, own, roles):
    client = log_in("egon", network if own else make_network("Ost"), *roles)

    shown = client.get(reverse("class_codes:inspect", args=[class_code.pk]))
    client.post(reverse("class_codes:edit", args=[class_code.pk]), {"confirmed": "on"})
    listed = client.get(reverse("class_codes:index"))
    class_code.refresh_from_db()

    assert (shown.status_code, class_code.revoked_at) == (302, None)
    assert class_code.printed not in listed.text


def test_list_asks_the_same_for_one_and_three(coordinator, class_code, network):
    url = reverse("class_codes:index")

    def count():
        with CaptureQueriesContext(connection) as queries:
            coordinator.get(url)
        return len(queries)

    count()
    one = count()
    for _number in range(2):
        make_code(network, coordinator.user)

    assert count() == one
