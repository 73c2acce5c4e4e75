"""Signing up, confirming the address, and the way in (CO1, CO2, P1, A8, S50)."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core import mail, signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from community.adapters.next_step import SALT
from community.enums import MembershipState
from community.models import Member
from tests.cms.staff import make_network
from tests.community.people import PASSWORD, born, make_login

pytestmark = pytest.mark.django_db
ADDRESS = "neu@example.org"


@pytest.fixture
def values(portal):
    year, month = born(30)
    return {
        "email": ADDRESS,
        "password1": PASSWORD,
        "display_name": "Rosa",
        "role": "friend",
        "birth_year": year,
        "birth_month": month,
        "network": "",
    }


def sign_up(client, values, **others):
    return client.post(reverse("account_signup"), values | others)


def find_link(text: str) -> str:
    return re.search(r"https?://[^/\s]+(/accounts/confirm-email/\S+)", text)[1]


@pytest.mark.requirement("P21", "P1", "CO3")
def test_form_asks_nothing_else(client, portal):
    form = client.get(reverse("account_signup")).context["form"]

    assert list(form.fields) == [
        "email",
        "password1",
        "display_name",
        "role",
        "birth_month",
        "birth_year",
        "network",
        "code",
        "company_fax",
    ]


@pytest.mark.requirement("CO1", "CO2", "P1")
def test_member_signs_up_confirms_and_logs_in(client, values):
    network = make_network("Nord")

    sent = sign_up(client, values, network=network.pk)
    member = Member.objects.get()
    closed = client.get(reverse("community_me:account"))
    link = find_link(mail.outbox[0].body)
    shown = client.get(link)
    unconfirmed = EmailAddress.objects.get().verified
    client.post(link)
    logged_in = client.post(
        reverse("account_login"), {"login": ADDRESS, "password": PASSWORD}
    )
    account = client.get(reverse("community_me:account"))

    assert (sent.status_code, closed.status_code, shown.status_code) == (302, 302, 200)
    assert (unconfirmed, EmailAddress.objects.get().verified) == (False, True)
    assert (member.display_name, member.user.email, member.language) == (
        "Rosa",
        ADDRESS,
        "de",
    )
    assert [(row.network, row.state) for row in member.memberships.all()] == [
        (network, MembershipState.CLAIMED)
    ]
    assert (logged_in.status_code, account.status_code) == (302, 200)
    assert account.context["account"].member == member


@pytest.mark.requirement("CO8")
def test_user_name_tells_nothing_of_the_address(client, values):
    sign_up(client, values)

    assert re.fullmatch(r"m-[\w-]{12}", get_user_model().objects.get().username)


@pytest.mark.requirement("A8", "CO2")
def test_known_address_gets_the_same_answer_and_another_mail(client, values):
    make_login("alt", is_active=True)

    known = sign_up(client, values, email="alt@example.org")
    new = sign_up(client, values)

    assert (known.status_code, known.headers["Location"]) == (
        new.status_code,
        new.headers["Location"],
    )
    assert [message.to for message in mail.outbox] == [["alt@example.org"], [ADDRESS]]
    assert Member.objects.count() == 1


@pytest.mark.requirement("CO55")
def test_program_that_fills_every_field_makes_no_account(client, values):
    answer = sign_up(client, values, company_fax="030 123")

    assert answer.status_code == 302
    assert (Member.objects.count(), len(mail.outbox)) == (0, 0)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("email", "kein-at", "invalid"),
        ("password1", "kurz", "password_too_short"),
        ("password1", "passwort", "password_too_common"),
        ("display_name", "x" * 61, "max_length"),
        ("display_name", "", "required"),
        ("role", "king", "invalid_choice"),
        ("birth_year", "1850", "year"),
        ("birth_year", str(timezone.localdate().year), "year"),
        ("birth_year", "zwei", "invalid"),
        ("birth_month", "13", "invalid_choice"),
        ("network", "999999", "invalid_choice"),
    ],
)
def test_what_cannot_be_is_said_at_the_field(client, values, field, value, code):
    form = sign_up(client, values, **{field: value}).context["form"]

    codes = [error.code for error in form.errors.as_data()[field]]
    assert codes == [code]
    assert Member.objects.count() == 0


@pytest.mark.requirement("A4")
def test_nothing_else_can_be_smuggled_in(client, values):
    sign_up(
        client, values, is_staff="1", is_superuser="1", state="blocked", slug="chef"
    )

    member = Member.objects.get()
    user = member.user
    assert (user.is_staff, user.is_superuser, member.state) == (False, False, "active")
    assert member.slug.startswith("rosa-")


@pytest.mark.requirement("S6", "S50")
def test_class_of_thirty_signs_up_behind_one_address(client, values):
    answers = [
        sign_up(client, values, email=f"kind{number}@example.org").status_code
        for number in range(30)
    ]

    assert answers == [302] * 30
    assert Member.objects.count() == 30


@pytest.mark.requirement("CO2")
def test_wish_is_taken_up_again_on_another_device(client, portal, values):
    client.post(reverse("account_signup"), values | {"next": "/de/aktuelles/?q=1"})
    link = find_link(mail.outbox[0].body)

    other = Client()
    shown = other.get(link)
    confirmed = other.post(link)
    logged_in = other.post(
        confirmed.headers["Location"],
        {"login": ADDRESS, "password": PASSWORD, "next": "/de/aktuelles/?q=1"},
    )

    assert shown.status_code == 200
    assert confirmed.headers["Location"] == (
        "/accounts/login/?next=%2Fde%2Faktuelles%2F%3Fq%3D1"
    )
    assert logged_in.headers["Location"] == "/de/aktuelles/?q=1"


@pytest.mark.requirement("CO2")
def test_who_is_logged_in_goes_there_at_once(client, portal, values):
    client.post(reverse("account_signup"), values | {"next": "/de/aktuelles/"})
    link = find_link(mail.outbox[0].body)
    client.force_login(get_user_model().objects.get())

    confirmed = client.post(link)

    assert confirmed.headers["Location"] == "/de/aktuelles/"


@pytest.mark.requirement("CO2", "A12")
@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "///evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "/" + "x" * 10_000,
        "",
    ],
)
def test_link_carries_no_way_to_another_host(client, portal, values, target):
    client.post(reverse("account_signup"), values | {"next": target})

    assert "?" not in find_link(mail.outbox[0].body)


@pytest.mark.requirement("CO2", "A12")
@pytest.mark.parametrize(
    "then",
    [
        "/de/aktuelles/",
        "https://evil.example/",
        "x:y:z",
        "Null",
        signing.dumps("https://evil.example/", salt=SALT),
        signing.dumps("//evil.example/", salt=SALT),
        signing.dumps(["/"], salt=SALT),
        signing.dumps("/de/", salt="other"),
    ],
    # A signature holds the time: each worker would call the test by another name.
    ids=["bare", "foreign", "no signature", "Null", "host", "slashes", "list", "salt"],
)
def test_way_that_we_did_not_sign_is_not_taken(client, portal, values, then):
    sign_up(client, values)
    link = find_link(mail.outbox[0].body)

    confirmed = Client().post(f"{link}?{urlencode({'then': then})}")

    assert confirmed.headers["Location"] == "/accounts/login/"
