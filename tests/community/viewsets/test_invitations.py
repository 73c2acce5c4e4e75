"""Coordinators invite, withdraw and send again in the admin (CO47, CO48, S25)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.enums import Role
from cms.models import OutboxMail
from community.models import Invitation
from community.operations.invitations import (
    decline_invitation,
    erase_invited_addresses,
    expire_invitations,
)
from tests.cms.staff import make_network
from tests.community.invitations import DAY, INVITED, invite
from tests.community.people import make_member
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
def invitation(coordinator, network):
    return invite(coordinator.user, network)


def send(client, chosen, **others):
    values = {"email": INVITED, "network": chosen.pk, "offer": "network-role:editor"}
    return client.post(reverse("invitations:add"), values | others)


def change(client, invitation, step):
    return client.post(
        reverse("invitations:edit", args=[invitation.pk]), {"step": step}
    )


@pytest.mark.requirement("CO47")
def test_coordinator_invites(coordinator, network):
    answer = send(coordinator, network)

    row = Invitation.objects.get()
    assert answer.status_code == 302
    assert (row.kind, row.option, row.thing, row.invited_by, row.language) == (
        "network-role",
        "editor",
        network,
        coordinator.user,
        "en",
    )
    assert OutboxMail.objects.get().recipient == INVITED


@pytest.mark.requirement("CO48")
def test_answer_is_the_same_for_known_and_unknown_addresses(coordinator, network):
    make_member("known")

    answers = [
        send(coordinator, network, email=f"{name}@example.org")
        for name in ("known", "unknown")
    ]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (302, reverse("invitations:index"))
    ] * 2


@pytest.mark.requirement("CO47", "A5", "S25")
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"offer": "network-role:coordinator"}, "offer"),
        ({"offer": "network-role:king"}, "offer"),
        ({"offer": "Null"}, "offer"),
        ({"offer": "\0"}, "offer"),
        ({"email": "kein-at"}, "email"),
        ({"email": "x" * 10_000 + "@example.org"}, "email"),
        ({"email": "a\0@example.org"}, "email"),
        ({"email": "🙂"}, "email"),
        ({"network": "999999"}, "network"),
        ({"email": "clara@example.org"}, "__all__"),
    ],
)
def test_what_may_not_be_is_said(coordinator, network, values, field):
    answer = send(coordinator, network, **values)

    assert list(answer.context["form"].errors) == [field]
    assert Invitation.objects.count() == 0


@pytest.mark.requirement("S25")
def test_network_of_others_is_no_choice(coordinator):
    answer = send(coordinator, make_network("Ost"))

    assert list(answer.context["form"].errors) == ["network"]


@pytest.mark.requirement("CO47")
def test_same_invitation_twice_is_said(coordinator, network):
    send(coordinator, network)

    answer = send(coordinator, network)

    assert answer.status_code == 200
    assert "There is an open invitation to the same." in answer.text
    assert OutboxMail.objects.count() == 1


@pytest.mark.requirement("CO47")
@pytest.mark.parametrize(
    ("step", "state", "mails"), [("withdraw", "withdrawn", 2), ("resend", "pending", 2)]
)
def test_coordinator_withdraws_or_sends_again(
    coordinator, invitation, step, state, mails
):
    answer = change(coordinator, invitation, step)
    invitation.refresh_from_db()

    assert (answer.status_code, invitation.state) == (302, state)
    assert OutboxMail.objects.count() == mails


def test_three_mails_are_enough(coordinator, invitation):
    answers = [change(coordinator, invitation, "resend") for _time in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 200]
    assert "Three mails are enough" in answers[-1].text


def test_answered_invitation_is_not_changed(coordinator, invitation):
    member = make_member("neu")
    decline_invitation(invitation=invitation, user=member.user, now=timezone.now())

    change(coordinator, invitation, "withdraw")
    invitation.refresh_from_db()

    assert invitation.state == "declined"


@pytest.mark.requirement("S25", "CO47")
@pytest.mark.parametrize(
    ("own", "roles"),
    [
        (True, [Role.AUTHOR, Role.TRANSLATOR, Role.EDITOR]),
        (False, [Role.EDITOR, Role.COORDINATOR]),
    ],
)
def test_nobody_else_sees_or_changes(invitation, network, own, roles):
    client = log_in("egon", network if own else make_network("Ost"), *roles)

    shown = client.get(reverse("invitations:inspect", args=[invitation.pk]))
    change(client, invitation, "withdraw")
    listed = client.get(reverse("invitations:index"))
    invitation.refresh_from_db()

    assert (shown.status_code, invitation.state) == (302, "pending")
    assert INVITED not in listed.text


@pytest.mark.requirement("CO47")
def test_list_is_filtered_by_state(coordinator, invitation, network):
    other = invite(coordinator.user, network, email="weg@example.org")
    change(coordinator, other, "withdraw")

    listed = coordinator.get(reverse("invitations:index"), {"state": "pending"}).text

    assert (INVITED in listed, "weg@example.org" in listed) == (True, False)
    assert listed.count(reverse("invitations:inspect", args=[invitation.pk])) == 1


@pytest.mark.requirement("P62")
def test_erased_address_is_said(coordinator, invitation):
    end = invitation.expires_at
    expire_invitations(end)
    erase_invited_addresses(end + 14 * DAY)

    listed = coordinator.get(reverse("invitations:index")).text

    assert ("(address erased)" in listed, INVITED in listed) == (True, False)


def test_list_asks_the_same_for_one_and_three(coordinator, invitation, network):
    url = reverse("invitations:index")

    def count():
        with CaptureQueriesContext(connection) as queries:
            coordinator.get(url)
        return len(queries)

    count()
    one = count()
    for name in ("eins", "zwei"):
        invite(coordinator.user, network, email=f"{name}@example.org")

    assert count() == one


@pytest.mark.requirement("S54")
def test_invitations_are_limited(coordinator, network, settings):
    limits = settings.VERBUND_LIMITS if hasattr(settings, "VERBUND_LIMITS") else {}
    settings.VERBUND_LIMITS = {**limits, "invitation": {"person": (2, 3600)}}

    answers = [
        send(coordinator, network, email=f"e{number}@example.org").status_code
        for number in range(3)
    ]

    assert answers == [302, 302, 200]
    assert Invitation.objects.count() == 2


@pytest.mark.requirement("CO48")
def test_visitor_is_led_to_the_login(invitation):
    answer = Client().get(reverse("invitations:index"))

    assert answer.status_code == 302
