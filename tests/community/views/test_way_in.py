"""The way in and out leads to own pages only (A17, S43)."""

import pytest
from django.urls import reverse

from tests.cms.views.test_entrance import EVIL, get_host
from tests.community.people import PASSWORD, make_login

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return make_login("ada")


def log_in(client, **fields):
    return client.post(
        reverse("account_login"), {"login": "ada", "password": PASSWORD} | fields
    )


def test_login_leads_on_to_the_own_page(client, ada):
    response = log_in(client, next="/de/regionen/")

    assert (response.status_code, response.headers["Location"]) == (
        302,
        "/de/regionen/",
    )


@pytest.mark.requirement("A17")
@pytest.mark.parametrize("target", EVIL)
def test_login_leads_nowhere_else(client, ada, target):
    location = log_in(client, next=target).headers["Location"]

    assert get_host(location) == "testserver"


@pytest.mark.requirement("A17")
@pytest.mark.parametrize("target", EVIL)
def test_logout_leads_nowhere_else(client, ada, target):
    client.force_login(ada)

    location = client.post(reverse("account_logout"), {"next": target}).headers[
        "Location"
    ]

    assert get_host(location) == "testserver"


@pytest.mark.requirement("S43")
def test_logout_is_a_post(client, ada):
    client.force_login(ada)

    assert client.get(reverse("account_logout")).status_code == 200
    assert client.session["_auth_user_id"] == str(ada.pk)


@pytest.mark.requirement("S43")
def test_key_of_the_session_changes_with_the_login(client, ada):
    client.get(reverse("account_login"))
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key

    log_in(client)

    assert client.session.session_key != before
