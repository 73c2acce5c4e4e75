"""Invitations over HTTP: found, accepted, declined, refused by link (CO47, CO48, CO63)."""

import threading

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from cms.links import get_link_path
from cms.models import LinkToken, NetworkRole, OutboxMail, StateChange
from community.models import Invitation, InvitationBlock, Membership
from community.operations.invitations import withdraw_invitation
from tests.cms.staff import make_network
from tests.community.invitations import DAY, INVITED, invite, make_coordinator
from tests.community.people import PASSWORD, born, make_child, make_member
from tests.community.views.test_sign_up import find_link

# Requests leave their language behind; the fixture puts the one before back.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english_interface")]


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def coordinator(network):
    return make_coordinator(network)


@pytest.fixture
def invitation(coordinator, network):
    return invite(coordinator, network)


@pytest.fixture
def browser(client):
    client.force_login(make_member("neu").user)
    return client


def url(name, *args):
    with translation.override("en"):
        return reverse(f"community_me:{name}", args=args)


def find_refusal(invitation):
    return get_link_path(LinkToken.objects.get(object_id=invitation.pk))


def get_state(invitation):
    return Invitation.objects.get(pk=invitation.pk).state


@pytest.mark.requirement("CO47", "CO48")
def test_invited_member_finds_and_accepts(browser, invitation, network):
    account = browser.get(url("account"))
    shown = browser.get(url("invitation_list"))
    answer = browser.post(url("invitation_accept", invitation.pk), follow=True)

    assert account.context["account"].invitation_count == 1
    assert [found.key for found in shown.context["invitations"]] == [invitation.pk]
    assert shown["Cache-Control"] == "private, no-store"
    assert answer.redirect_chain == [(url("invitation_list"), 302)]
    assert answer.context["invitations"] == []
    assert Membership.objects.get().state == "confirmed"


@pytest.mark.requirement("CO47")
def test_invited_member_declines(browser, invitation):
    browser.post(url("invitation_decline", invitation.pk))

    assert (get_state(invitation), Membership.objects.count()) == ("declined", 0)


@pytest.mark.requirement("CO47")
@pytest.mark.parametrize("verb", ["invitation_accept", "invitation_decline"])
def test_second_click_is_said_kindly(browser, invitation, verb):
    codes = [browser.post(url(verb, invitation.pk)).status_code for _click in range(2)]

    assert codes == [302, 302]
    assert StateChange.objects.filter(content_type__model="invitation").count() == 1


@pytest.mark.requirement("CO48", "S25")
@pytest.mark.parametrize("verb", ["invitation_accept", "invitation_decline"])
def test_nobody_else_answers(client, invitation, coordinator, network, verb):
    other = make_member("fritz", network=network).user
    unconfirmed = make_member("neu").user
    unconfirmed.emailaddress_set.update(verified=False)
    codes = []
    for user in (other, unconfirmed):
        client.force_login(user)
        codes.append(client.post(url(verb, invitation.pk)).status_code)

    assert (codes, get_state(invitation)) == ([404, 404], "pending")


@pytest.mark.requirement("P2", "CO47")
def test_pending_child_is_told_what_is_missing(client, coordinator, network):
    child = make_child("neu", has_consent=False)
    row = invite(coordinator, network, option="pupil")
    client.force_login(child.user)

    answer = client.post(url("invitation_accept", row.pk), follow=True)

    words = [str(message) for message in answer.context["messages"]]
    assert words == ["You can accept this once your account is open: see “My account”."]
    assert get_state(row) == "pending"


@pytest.mark.parametrize("case", ["minor", "right"])
def test_other_obstacles_are_said(client, coordinator, network, case):
    member = make_child("neu", age=17) if case == "minor" else make_member("neu")
    row = invite(coordinator, network, option="teacher")
    if case == "right":
        NetworkRole.objects.update(revoked_at=timezone.now())
    client.force_login(member.user)

    answer = client.post(url("invitation_accept", row.pk), follow=True)

    assert len(list(answer.context["messages"])) == 1
    assert get_state(row) == "pending"


def test_list_asks_the_same_for_one_and_three_invitations(
    browser, coordinator, network
):
    def count():
        with CaptureQueriesContext(connection) as queries:
            browser.get(url("invitation_list"))
        return len(queries)

    invite(coordinator, network)
    count()
    one = count()
    invite(coordinator, network, option="teacher")
    invite(coordinator, network, kind="network-role", option="author")

    assert count() == one


@pytest.mark.requirement("CO2", "CO48")
def test_person_without_account_signs_up_and_is_led_back(client, invitation):
    year, month = born(30)
    asked = client.get(url("invitation_list"))
    mail.outbox.clear()
    client.post(
        reverse("account_signup"),
        {
            "email": INVITED,
            "password1": PASSWORD,
            "display_name": "Nele",
            "role": "friend",
            "birth_year": year,
            "birth_month": month,
            "network": "",
        },
    )
    confirmed = EmailAddress.objects.get(email=INVITED).verified
    other_device = Client()
    other_device.post(find_link(mail.outbox[-1].body))
    led = other_device.post(
        reverse("account_login"), {"login": INVITED, "password": PASSWORD}
    )
    shown = other_device.get(led["Location"])

    assert asked["Location"].startswith("/accounts/login/?next=")
    assert confirmed is False
    assert led["Location"].endswith("/me/invitations/")
    assert [found.key for found in shown.context["invitations"]] == [invitation.pk]


@pytest.mark.requirement("CO2")
def test_login_without_invitation_leads_where_it_did(client, portal):
    make_member("ada")

    led = client.post(
        reverse("account_login"), {"login": "ada@example.org", "password": PASSWORD}
    )

    assert led["Location"] == "/"


@pytest.mark.requirement("CO48", "CO63")
@pytest.mark.parametrize(("answer", "blocks"), [("no", 0), ("never", 1)])
def test_address_refuses_without_an_account(client, invitation, answer, blocks):
    path = find_refusal(invitation)
    shown = client.get(path)
    before = get_state(invitation)
    sent = client.post(path, {"answer": answer})
    again = client.post(path, {"answer": answer})

    assert (shown.status_code, before) == (200, "pending")
    assert "Nord" in shown.text
    assert (sent.status_code, again.status_code) == (200, 410)
    assert get_state(invitation) == "declined"
    assert InvitationBlock.objects.count() == blocks


@pytest.mark.requirement("CO48")
def test_never_again_is_taken_back_on_the_own_page(browser, invitation):
    browser.post(find_refusal(invitation), {"answer": "never"})
    shown = browser.get(url("invitation_list"))

    browser.post(url("invitation_allow"))
    after = browser.get(url("invitation_list"))

    assert (shown.context["is_blocked"], after.context["is_blocked"]) == (True, False)
    assert InvitationBlock.objects.count() == 0


@pytest.mark.requirement("CO63")
@pytest.mark.parametrize("answer", ["", "yes", "\0", "x" * 10_000, "Null", "🙂"])
def test_refusal_needs_an_answer(client, invitation, answer):
    sent = client.post(find_refusal(invitation), {"answer": answer})

    assert (sent.status_code, get_state(invitation)) == (200, "pending")
    assert list(sent.context["form"].errors) == ["answer"]


@pytest.mark.requirement("CO63")
def test_link_ends_with_the_invitation(client, invitation, coordinator, browser):
    path = find_refusal(invitation)
    withdraw_invitation(invitation=invitation, actor=coordinator, now=timezone.now())

    assert client.get(path).status_code == 410


@pytest.mark.requirement("CO63")
def test_link_shows_the_language_of_the_mail(client, invitation):
    shown = client.get(find_refusal(invitation))

    assert '<html lang="en"' in shown.text


@pytest.mark.race
@pytest.mark.requirement("CO47", "R12")
@pytest.mark.django_db(transaction=True)
def test_fifty_clicks_at_once_join_once(portal, repetitions):
    network = make_network("Nord")
    coordinator = make_coordinator(network)
    member = make_member("neu")
    browser = Client()
    browser.force_login(member.user)
    for _round in range(repetitions):
        Membership.objects.all().delete()
        OutboxMail.objects.all().delete()
        cache.clear()
        row = invite(coordinator, network, now=timezone.now() - DAY)
        codes, barrier = [], threading.Barrier(50)

        def click(row=row, codes=codes, barrier=barrier):
            own = Client()
            own.cookies = browser.cookies
            barrier.wait()
            try:
                answer = own.post(url("invitation_accept", row.pk))
                codes.append(answer.status_code)
            finally:
                connection.close()

        threads = [threading.Thread(target=click) for _number in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        told = OutboxMail.objects.filter(template__endswith="invitation_accepted")
        assert codes == [302] * 50
        assert Membership.objects.filter(member=member, state="confirmed").count() == 1
        assert told.count() == 1
