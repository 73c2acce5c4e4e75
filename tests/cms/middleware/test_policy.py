"""Headers by area (S41, S42, A19)."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from cms.middleware.policy import PolicyMiddleware

STRICT = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "media-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def read_policy(response) -> set[str]:
    return set(response.headers["Content-Security-Policy"].split("; "))


def pass_through(request, **headers):
    return PolicyMiddleware(lambda _request: HttpResponse("x", headers=headers))(
        request
    )


@pytest.mark.requirement("S41")
def test_public_page_loads_from_its_own_host_only(client, portal):
    response = client.get("/en/missing/")

    assert read_policy(response) == STRICT
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.requirement("S41")
def test_admin_has_a_policy_of_its_own_on_the_same_host(admin_client, portal):
    response = admin_client.get("/admin/")

    changed = read_policy(response) - STRICT
    assert changed == {
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "frame-src 'self'",
        "frame-ancestors 'self'",
    }
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.requirement("S41")
def test_preview_may_be_framed_by_the_own_admin(admin_client, portal):
    response = portal.make_preview_request(preview_mode="")

    assert "frame-ancestors 'self'" in read_policy(response)
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.requirement("S32")
def test_uploaded_file_may_do_nothing(settings):
    request = RequestFactory().get(f"{settings.MEDIA_URL}original_images/x.jpg")

    response = pass_through(request)

    assert (
        response.headers["Content-Security-Policy"]
        == "default-src 'none'; frame-ancestors 'none'"
    )


@pytest.mark.requirement("A19")
def test_answer_for_a_session_is_stored_nowhere(settings):
    request = RequestFactory().get("/en/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "abc"

    response = pass_through(request, **{"Cache-Control": "public, max-age=600"})

    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Vary"] == "Cookie"


@pytest.mark.requirement("A19")
def test_answer_for_a_visitor_is_asked_again_each_time():
    response = pass_through(RequestFactory().get("/en/"))

    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["Vary"] == "Cookie"
