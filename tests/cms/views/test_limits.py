"""Too often is said in words (S54)."""

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.http import HttpResponse

from cms.limits import LimitExceededError
from cms.views.limits import limited
from tests.brokencache import SETTING

NOON = "2027-03-03 12:00:10+00:00"


@pytest.mark.requirement("S54", "A9")
def test_guessing_a_password_is_refused_in_words(portal, client):
    get_user_model().objects.create_superuser("kim", password="right password")
    with time_machine.travel(NOON, tick=False):
        answers = [
            client.post(
                "/accounts/login/",
                {"login": "kim", "password": f"guess {number}"},
                REMOTE_ADDR=f"10.0.0.{number}",
            )
            for number in range(7)
        ]
        right = client.post(
            "/accounts/login/", {"login": "kim", "password": "right password"}
        )

    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
    assert (right.status_code, "_auth_user_id" in client.session) == (429, False)
    assert answers[5]["Retry-After"] == "290"
    assert b"<h1" in answers[5].content


@pytest.mark.requirement("S54", "A9")
def test_trying_many_names_from_one_address_is_refused(portal, client):
    with time_machine.travel(NOON, tick=False):
        statuses = [
            client.post(
                "/accounts/login/", {"login": f"name {number}", "password": "x"}
            ).status_code
            for number in range(61)
        ]

    assert statuses == [200] * 60 + [429]


@pytest.mark.requirement("S55", "R8")
def test_login_without_cache_is_refused_and_pages_are_read(portal, client, settings):
    settings.CACHES = SETTING

    answer = client.post("/accounts/login/", {"login": "kim", "password": "x"})

    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert client.get("/accounts/login/").status_code == 200
    del settings.CACHES


def test_reading_a_form_is_not_counted(portal, client):
    assert {client.get("/accounts/login/").status_code for _try in range(70)} == {200}


@pytest.mark.requirement("S54")
def test_limit_inside_a_view_is_answered_the_same_way(rf):
    @limited("report")
    def view(request):
        raise LimitExceededError("export", 90)

    answer = view(rf.get("/en/"))

    assert (answer.status_code, answer["Retry-After"]) == (429, "90")


def test_view_within_its_limit_answers(rf):
    view = limited("report")(lambda request: HttpResponse("sent"))

    assert view(rf.post("/en/")).content == b"sent"
