"""The login: limits that stop guessing and let the owner in (S14, S51, S54)."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.totp.internal.auth import generate_totp_secret, hotp_value
from django.conf import settings as django_settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from cms.models import OutboxMail
from community.adapters.urls import GUARDS
from tests.community.people import PASSWORD, make_login, make_member

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def log_in(client, password=PASSWORD, login="ada@example.org", **meta):
    return client.post(LOGIN, {"login": login, "password": password}, **meta)


def guess(times, login="ada@example.org", address="198.51.100.{}"):
    return [
        log_in(
            Client(), f"falsch-{number}", login, REMOTE_ADDR=address.format(number)
        ).status_code
        for number in range(times)
    ]


@pytest.fixture
def ada(portal):
    return make_login("ada")


def test_address_and_user_name_both_lead_in(ada):
    assert [
        log_in(Client(), login=login).status_code
        for login in ("ada@example.org", "ADA@example.org", "ada")
    ] == [302, 302, 302]


@pytest.mark.requirement("S51", "S54", "A9")
def test_sixth_guess_is_refused_whatever_the_address(ada):
    assert guess(7) == [200] * 5 + [429, 429]
    assert log_in(Client()).status_code == 429


@pytest.mark.requirement("S51")
def test_owner_is_warned_once_a_day(ada):
    guess(8)

    warnings = OutboxMail.objects.filter(template="community/mail/account_guessing")
    assert [mail.recipient for mail in warnings] == ["ada@example.org"]


@pytest.mark.requirement("S51", "A8")
def test_nobody_is_warned_where_nobody_is(portal):
    assert guess(7, login="niemand@example.org") == [200] * 5 + [429, 429]
    assert OutboxMail.objects.count() == 0


@pytest.mark.requirement("S6", "S51")
def test_known_device_lets_the_owner_in_while_others_guess(ada):
    own = Client()
    log_in(own)
    own.post("/accounts/logout/")

    guesses = guess(7)

    assert guesses[-1] == 429
    assert log_in(own).status_code == 302


@pytest.mark.requirement("S51", "A9")
def test_cookie_of_another_person_helps_nobody(ada):
    make_login("bo")
    other = Client()
    log_in(other, login="bo@example.org")
    other.post("/accounts/logout/")
    guess(6)

    assert log_in(other).status_code == 429


@pytest.mark.requirement("S51")
def test_code_by_mail_has_a_budget_of_its_own(ada):
    guess(7)
    own = Client()

    own.post("/accounts/login/code/", {"email": "ada@example.org"})
    code = re.search(
        r"^\s*([A-Z0-9]{4,}(?:-[A-Z0-9]+)*)\s*$", mail.outbox[-1].body, re.MULTILINE
    )[1]
    done = own.post("/accounts/login/code/confirm/", {"code": code})

    assert (done.status_code, own.session["_auth_user_id"]) == (302, str(ada.pk))


@pytest.mark.requirement("S14")
def test_second_factor_stands_between_password_and_session(ada):
    secret = generate_totp_secret()
    totp.TOTP.activate(ada, secret)
    client = Client()

    first = log_in(client)
    inside = "_auth_user_id" in client.session
    code = totp.format_hotp_value(
        hotp_value(secret, next(totp.yield_hotp_counters_from_time()))
    )
    done = client.post("/accounts/2fa/authenticate/", {"code": code})

    assert (first.headers["Location"], inside) == ("/accounts/2fa/authenticate/", False)
    assert (done.status_code, client.session["_auth_user_id"]) == (302, str(ada.pk))


@pytest.mark.requirement("S14", "A9")
def test_code_of_the_second_factor_works_once(ada):
    secret = generate_totp_secret()
    totp.TOTP.activate(ada, secret)
    code = totp.format_hotp_value(
        hotp_value(secret, next(totp.yield_hotp_counters_from_time()))
    )
    replays = [
        code,
        f" {code[:3]} {code[3:]} ",
        "".join(chr(0xFF10 + int(d)) for d in code),
    ]

    def try_code(value):
        client = Client()
        log_in(client)
        client.post("/accounts/2fa/authenticate/", {"code": value})
        return "_auth_user_id" in client.session

    assert [try_code(code), *(try_code(value) for value in replays)] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.requirement("S54", "A9")
def test_second_factors_are_counted_by_person(ada):
    totp.TOTP.activate(ada, generate_totp_secret())
    client = Client()
    log_in(client)

    answers = [
        client.post(
            "/accounts/2fa/authenticate/",
            {"code": "000000"},
            REMOTE_ADDR=f"203.0.113.{number}",
        ).status_code
        for number in range(12)
    ]

    assert answers == [200] * 10 + [429] * 2


@pytest.mark.requirement("S14")
def test_admin_opens_to_staff_with_a_second_factor_only(settings, portal):
    settings.VERBUND_STAFF_SECOND_FACTOR = True
    chef = make_login("chef", is_superuser=True)
    client = Client()
    client.force_login(chef)

    without = client.get("/admin/")
    Authenticator.objects.create(
        user=chef, type=Authenticator.Type.TOTP, data={"secret": "x"}
    )
    with_one = client.get("/admin/")

    assert (without.status_code, without.headers["Location"]) == (302, "/accounts/2fa/")
    assert with_one.status_code == 200


@pytest.mark.requirement("S14")
def test_password_of_staff_is_longer(portal):
    chef = make_login("chef", is_superuser=True)
    client = Client()
    log_in(client, login="chef")

    short = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "Ahorn-9-Blatt", "password2": "x"},
    )

    assert chef.check_password(PASSWORD)
    assert short.status_code == 200


@pytest.mark.requirement("S14", "CO4")
def test_closing_the_account_asks_for_the_password_again(portal):
    member = make_member()
    client = Client()
    client.force_login(member.user)
    path = reverse("community_me:account_close")

    asked = client.get(path)
    confirmed = client.post(asked.headers["Location"], {"password": PASSWORD})
    shown = client.get(path)

    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
    assert (confirmed.headers["Location"], shown.status_code) == (path, 200)


def test_every_guard_names_a_route():
    names = {reverse(name) for name in GUARDS if "from_key" not in name}
    assert len(names) == len(GUARDS) - 1
    assert django_settings.ACCOUNT_RATE_LIMITS is False
