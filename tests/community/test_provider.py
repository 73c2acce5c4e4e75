"""Logging in by another site, there and back: a real provider, real requests (CO5)."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from django.urls import reverse

from cms.models import NetworkRole
from community.consent import find_standing_of_user
from community.models import Member
from tests.architecture.layers import ROOT
from tests.community.people import PASSWORD, born, make_member
from tests.community.provider import CLIENT_ID, CLIENT_SECRET, FOLDER_VARIABLE
from tests.community.provider import PASSWORD as PROVIDER_PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("CO5")]
CALLBACK = "http://testserver/accounts/oidc/schule/login/callback/"
PEOPLE = [
    {"name": "kim", "email": "kim@schule.example", "verified": True},
    {"name": "ada", "email": "ada@example.org", "verified": True},
    {"name": "eve", "email": "bo@example.org", "verified": False},
]


@pytest.fixture(scope="module")
def provider_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the provider as a process of its own; return its address."""
    task = {"people": PEOPLE, "callback": CALLBACK}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.community.provider", json.dumps(task)],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.community.provider.settings",
            FOLDER_VARIABLE: str(tmp_path_factory.mktemp("provider")),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    process.communicate()


@pytest.fixture(autouse=True)
def known_provider(settings, provider_url, portal):
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "schule",
                    "name": "Schulportal",
                    "client_id": CLIENT_ID,
                    "secret": CLIENT_SECRET,
                    "settings": {"server_url": provider_url},
                }
            ]
        }
    }


def go_there_and_back(client: Client, name: str, **wish: str) -> str:
    """Log in at the provider as this person; return where our site then leads."""
    address = reverse("openid_connect_login", args=["schule"])
    leaving = client.post(address, wish)
    assert leaving.status_code == 302
    with requests.Session() as browser:
        page = browser.get(leaving["Location"])
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.text)
        assert token is not None
        answer = browser.post(
            page.url,
            data={
                "login": name,
                "password": PROVIDER_PASSWORD,
                "csrfmiddlewaretoken": token[1],
            },
            allow_redirects=False,
        )
        while not answer.headers["Location"].startswith(CALLBACK):
            answer = browser.get(
                requests.compat.urljoin(page.url, answer.headers["Location"]),
                allow_redirects=False,
            )
    found = urlsplit(answer.headers["Location"])
    return client.get(f"{found.path}?{found.query}")["Location"]


@pytest.mark.requirement("P1", "P2", "CO1")
def test_child_joins_through_a_provider_and_waits_for_a_guardian(client):
    where = go_there_and_back(client, "kim")
    form = client.get(where).context["form"]
    year, month = born(14)
    asked = {"email": "kim@schule.example", "display_name": "Kim", "role": "pupil"}
    without_birth = client.post(where, asked)
    people_before = Member.objects.count()

    client.post(where, asked | {"birth_year": year, "birth_month": month})

    user = get_user_model().objects.get(email="kim@schule.example")
    standing = find_standing_of_user(user, user.date_joined)
    assert (
        where,
        [name for name in form.fields if name != "company_fax"],
        [form[name].value() for name in ("email", "display_name")],
        sorted(without_birth.context["form"].errors),
        people_before,
    ) == (
        "/accounts/3rdparty/signup/",
        [
            "email",
            "display_name",
            "role",
            "birth_month",
            "birth_year",
            "network",
            "code",
        ],
        ["kim@schule.example", None],
        ["birth_month", "birth_year"],
        0,
    )
    assert (
        [user.first_name, user.last_name, user.is_staff, user.is_superuser],
        [user.groups.count(), NetworkRole.objects.count()],
        [standing.is_pending, standing.takes_part],
        list(SocialAccount.objects.values_list("provider", "extra_data")),
    ) == (
        ["", "", False, False],
        [0, 0],
        [True, False],
        [("schule", {})],
    )


def test_provider_joins_an_account_from_inside_only(client):
    ada = make_member("ada").user
    make_member("bo")

    # The provider says that the address is hers; that alone opens nothing.
    where = go_there_and_back(client, "ada")
    year, month = born(30)
    client.post(
        where,
        {
            "email": "ada@example.org",
            "display_name": "Ada",
            "role": "friend",
            "birth_year": year,
            "birth_month": month,
        },
    )
    outside = (
        client.session.get("_auth_user_id"),
        SocialAccount.objects.count(),
        [message.to for message in mail.outbox],
        Member.objects.count(),
    )
    own = Client()
    own.post(reverse("account_login"), {"login": "ada", "password": PASSWORD})
    asked = go_there_and_back(own, "ada", process="connect")
    count_before = SocialAccount.objects.count()
    own.post(asked, {"password": PASSWORD})
    later = Client()
    go_there_and_back(later, "ada")

    assert outside == (None, 0, [["ada@example.org"]], 2)
    assert (asked, count_before) == (reverse("account_reauthenticate"), 0)
    assert list(
        SocialAccount.objects.values_list("user", "provider", "extra_data")
    ) == [(ada.pk, "schule", {})]
    assert later.session["_auth_user_id"] == str(ada.pk)
    assert EmailAddress.objects.filter(user=ada).count() == 1


def test_address_that_the_provider_has_not_checked_opens_nothing(client):
    bo = make_member("bo").user

    where = go_there_and_back(client, "eve")

    assert (
        where,
        client.session.get("_auth_user_id"),
        SocialAccount.objects.filter(user=bo).exists(),
    ) == ("/accounts/3rdparty/signup/", None, False)
