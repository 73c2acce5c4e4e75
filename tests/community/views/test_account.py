"""The own account page: what a child, an adult and staff see and do there."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import OutboxMail
from community.enums import AccountState
from community.models import Guardian, Member
from tests.community.people import born, make_child, make_login, make_member

pytestmark = pytest.mark.django_db
ACCOUNT = "/de/me/"


@pytest.fixture
def own(portal):
    def log_in(member):
        client = Client()
        client.force_login(getattr(member, "user", member))
        session = client.session
        session["account_authentication_methods"] = []
        session.save()
        return client

    return log_in


def test_visitor_is_led_to_the_login(client, portal):
    answer = client.get(ACCOUNT)

    assert answer.headers["Location"] == "/accounts/login/?next=/de/me/"


@pytest.mark.requirement("A19")
def test_account_is_kept_by_no_cache(own):
    answer = own(make_member()).get(ACCOUNT)

    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.requirement("P2")
def test_child_asks_for_consent_and_sees_whom(own):
    client = own(make_child(has_consent=False))

    before = client.get(ACCOUNT).context["account"]
    client.post(reverse("community_me:guardian_ask"), {"email": "eltern@example.org"})
    after = client.get(ACCOUNT).context["account"]

    assert (before.asks_guardian, before.waits_for_guardian) == (True, False)
    assert (after.asks_guardian, after.waits_for_guardian) == (True, True)
    assert [mail.recipient for mail in OutboxMail.objects.all()] == [
        "eltern@example.org"
    ]


@pytest.mark.requirement("P2")
@pytest.mark.parametrize("address", ["", "x", "kim@example.org"])
def test_wrong_address_is_said_at_the_field(own, address):
    client = own(make_child(has_consent=False))

    answer = client.post(reverse("community_me:guardian_ask"), {"email": address})

    assert list(answer.context["form"].errors) == ["email"]
    assert Guardian.objects.count() == 0


def test_adult_asks_nobody(own):
    client = own(make_member())

    client.post(reverse("community_me:guardian_ask"), {"email": "eltern@example.org"})

    assert Guardian.objects.count() == 0


def test_account_rests_and_comes_back(own):
    member = make_member()
    client = own(member)

    states = []
    for name in ("pause", "pause", "resume", "resume"):
        client.post(reverse(f"community_me:account_{name}"))
        states.append(Member.objects.get().state)

    assert states == ["paused", "paused", "active", "active"]


@pytest.mark.requirement("A18")
@pytest.mark.parametrize("name", ["pause", "resume", "reopen"])
def test_nothing_is_changed_by_reading(own, name):
    answer = own(make_member()).get(reverse(f"community_me:account_{name}"))

    assert answer.status_code == 405


@pytest.mark.requirement("P10", "P44")
def test_closed_account_can_be_taken_back_from_its_page(own):
    member = make_member()
    client = own(member)
    Member.objects.update(state=AccountState.CLOSED, closed_at=member.joined_at)

    shown = client.get(ACCOUNT).context["account"]
    client.post(reverse("community_me:account_reopen"))

    assert shown.erased_at is not None
    assert Member.objects.get().state == AccountState.ACTIVE


def test_staff_without_a_member_complete_their_account(own):
    user = make_login("chef")
    client = own(user)
    year, month = born(40)

    led = client.get(ACCOUNT)
    empty = client.post(led.headers["Location"], {})
    done = client.post(
        led.headers["Location"],
        {
            "display_name": "Chef",
            "role": "friend",
            "birth_year": year,
            "birth_month": month,
        },
    )

    assert led.headers["Location"] == "/de/me/start/"
    assert sorted(empty.context["form"].errors) == [
        "birth_month",
        "birth_year",
        "display_name",
        "role",
    ]
    assert done.headers["Location"] == ACCOUNT
    assert Member.objects.get().user == user
    assert client.get("/de/me/start/").headers["Location"] == ACCOUNT
