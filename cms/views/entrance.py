"""The door of the site: the best language, and the choice of another (ED56)."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

YEAR_IN_SECONDS = 365 * 24 * 60 * 60


@require_safe
def enter(request: HttpRequest) -> HttpResponse:
    """Lead to the language chosen before, else to the one that the browser asks for."""
    language = translation.get_language_from_request(request)
    response = HttpResponseRedirect(f"/{language}/")
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


@require_safe
def choose_language(request: HttpRequest, language: str) -> HttpResponse:
    """Keep the choice in a cookie and go on to the same thing in that language."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    response = HttpResponseRedirect(read_next_path(request, f"/{language}/"))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=YEAR_IN_SECONDS,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
    )
    return response


def read_next_path(request: HttpRequest, default: str) -> str:
    """Return the path to go on to; whatever leads to another host is the default (A17)."""
    path = request.GET.get("next", "")
    is_own = path.startswith("/") and url_has_allowed_host_and_scheme(
        path, allowed_hosts=None
    )
    return path if is_own else default
