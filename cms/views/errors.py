"""Error pages in the site's frame; where that fails, in the plain form (R26)."""

import functools
import logging
import math
import sys
from collections.abc import Callable
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.plain_errors import (
    MissingError,
    answer_server_error,
    choose_language,
    render_plain,
)
from cms.queries.moves import find_forwarding

logger = logging.getLogger("verbund.errors")

SECONDS_IN_MINUTE = 60


def in_language_of_request(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Speak the language of the path, also before the locale middleware has run."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(choose_language(request)):
            return view(request, *args, **kwargs)

    return answer


@in_language_of_request
def bad_request(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    return _render(
        request,
        400,
        _("We did not understand this request"),
        [_("Something in the address or in the form is not as it should be.")],
    )


@in_language_of_request
def permission_denied(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    return _render(
        request,
        403,
        _("This is not open to you"),
        [
            _("You are not allowed to see this page or to do this."),
            _("If you have an account that is, please log in with it."),
        ],
    )


@in_language_of_request
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _render(
        request,
        403,
        _("The form has expired"),
        [
            _("For your safety each form is valid for one visit only."),
            _("Go back, load the page again and send the form once more."),
        ],
    )


@in_language_of_request
def page_gone(request: HttpRequest) -> HttpResponse:
    """Say that the address is right and will never answer again (ED9)."""
    return _render(
        request,
        410,
        _("This page is gone"),
        [
            _("It stood here once and was deleted on purpose."),
            _("The home page and the menu lead on from here."),
        ],
    )


@in_language_of_request
def page_not_found(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """Lead on to where the page went, say that it is gone, or that there is none (ED9)."""
    forwarding = find_forwarding(request)
    if forwarding and not forwarding.url:
        return page_gone(request)
    if forwarding and forwarding.is_permanent:
        return HttpResponsePermanentRedirect(forwarding.url)
    if forwarding:
        return HttpResponseRedirect(forwarding.url)
    return _render(
        request,
        404,
        _("There is no such page"),
        [str(exception)]
        if isinstance(exception, MissingError)
        else [
            _("The address may be mistyped, or the page has moved or ended."),
            _("The home page and the menu lead on from here."),
        ],
    )


@in_language_of_request
def too_many_requests(request: HttpRequest, retry_after_seconds: int) -> HttpResponse:
    """Refuse in words and say when to come back (S54)."""
    minutes = max(1, math.ceil(retry_after_seconds / SECONDS_IN_MINUTE))
    response = _render(
        request,
        429,
        _("That was a little too often"),
        [
            ngettext(
                "Please try again in %(minutes)d minute.",
                "Please try again in %(minutes)d minutes.",
                minutes,
            )
            % {"minutes": minutes}
        ],
    )
    response["Retry-After"] = str(retry_after_seconds)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer what escaped a view: 503 for the database, else 500."""
    error = sys.exc_info()[1] or RuntimeError("unknown")
    return answer_server_error(request, error)


def _render(
    request: HttpRequest, status: int, title: str, sentences: list[str]
) -> HttpResponse:
    try:
        html = render_to_string(
            f"{status}.html", {"title": title, "sentences": sentences}, request=request
        )
    except Exception:
        logger.exception("page for status %d failed at %r", status, request.path)
        return render_plain(request, status=status, title=title, sentences=sentences)
    return HttpResponse(html, status=status)
