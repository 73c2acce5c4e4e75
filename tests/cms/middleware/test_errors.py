"""Whatever fails, the answer is in words and has a number (R26, A23)."""

import logging

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError, ProgrammingError
from django.http import Http404, HttpResponse
from django.test import Client, override_settings
from django.urls import path

import config.urls
from cms.views import errors


def fail(_request):
    raise RuntimeError("kaputt")


def lose_database(_request):
    raise OperationalError("connection refused")


def miss_table(_request):
    raise OperationalError("no such table: wagtailcore_page")


def miss_table_on_postgresql(_request):
    raise ProgrammingError('relation "wagtailcore_page" does not exist')


def suspect(_request):
    raise SuspiciousOperation


def forbid(_request):
    raise PermissionDenied


def miss(_request):
    raise Http404


def limit(request):
    return errors.too_many_requests(request, 90)


def return_bad_gateway(_request):
    return HttpResponse("upstream", status=502)


handler400 = config.urls.handler400
handler403 = config.urls.handler403
handler404 = config.urls.handler404
handler500 = config.urls.handler500
urlpatterns = [
    path("en/fail/", fail),
    path("en/database/", lose_database),
    path("en/table/", miss_table),
    path("en/relation/", miss_table_on_postgresql),
    path("en/400/", suspect),
    path("en/403/", forbid),
    path("en/404/", miss),
    path("en/429/", limit),
    path("en/502/", return_bad_gateway),
]

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


def get_number(response):
    return response.headers["X-Error-Number"]


@pytest.mark.requirement("R26")
def test_server_error_needs_no_database_and_the_log_has_its_number(visitor, caplog):
    """The test has no database at all: a query would fail it."""
    with caplog.at_level(logging.ERROR, logger="verbund.errors"):
        response = visitor.get("/en/fail/")

    assert response.status_code == 500
    assert "Something went wrong on our side" in response.text
    assert f"<strong>{get_number(response)}</strong>" in response.text
    assert [
        record.args[0] for record in caplog.records if record.name == "verbund.errors"
    ] == [get_number(response)]


@pytest.mark.requirement("R26")
@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("/en/database/", "Our database does not answer right now."),
        ("/en/table/", "The database is not set up yet."),
        ("/en/relation/", "The database is not set up yet."),
    ],
)
def test_database_away_or_empty_is_a_503_in_words(visitor, url, sentence):
    response = visitor.get(url)

    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert f"<p>{sentence}</p>" in response.text


@pytest.mark.requirement("R26")
@pytest.mark.django_db
@pytest.mark.parametrize("status", [400, 403, 404, 429])
def test_refusals_have_the_plain_form_when_their_own_page_fails(
    visitor, monkeypatch, status
):
    def fail_to_render(name, context, request=None):
        if request is not None:
            raise OperationalError("menu")
        return f"plain: {context['title']}"

    monkeypatch.setattr("cms.views.errors.render_to_string", fail_to_render)
    monkeypatch.setattr("cms.plain_errors.render_to_string", fail_to_render)

    response = visitor.get(f"/en/{status}/")

    assert response.status_code == status
    assert response.text.startswith("plain: ")


def test_limit_says_when_to_come_back(visitor):
    response = visitor.get("/en/429/")

    assert response.headers["Retry-After"] == "90"
    assert "Please try again in 2 minutes." in response.text


@pytest.mark.requirement("R26")
def test_returned_server_error_gets_a_number_too(visitor, caplog):
    response = visitor.get("/en/502/")

    assert get_number(response) in caplog.text


@pytest.mark.requirement("R26")
def test_last_net_holds_when_the_error_handler_fails(visitor, monkeypatch):
    monkeypatch.setattr("cms.views.errors.answer_server_error", None)

    response = visitor.get("/en/fail/")

    assert response.status_code == 500
    assert f"<strong>{get_number(response)}</strong>" in response.text


@pytest.mark.requirement("R26")
@override_settings(LANGUAGE_CODE="de")
def test_error_speaks_the_language_of_the_path(visitor):
    response = visitor.get("/en/fail/")

    assert '<html lang="en">' in response.text


@pytest.mark.requirement("A23")
def test_debug_is_off_and_the_answer_shows_nothing_of_the_code(visitor):
    response = visitor.get("/en/fail/")

    assert "kaputt" not in response.text
    assert "Traceback" not in response.text
