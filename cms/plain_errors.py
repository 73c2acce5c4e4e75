"""Errors in the plainest form: no database, cache, session or context processor (R26)."""

import logging
import secrets

from django.conf import settings
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

logger = logging.getLogger("verbund.errors")

NUMBER_HEADER = "X-Error-Number"
RETRY_AFTER_SECONDS = 30
NOT_MIGRATED = ("no such table", "no such column", "does not exist")
LAST_WORDS = (
    "<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>Error</title>"
    "<h1>Something went wrong on our side.</h1><p>Number: {number}</p></html>"
)


class MissingError(Http404):
    """Something is not there, and this sentence, made for readers, says what there is."""


def new_error_number() -> str:
    """Return eight characters that a visitor can read to us over the phone."""
    return secrets.token_hex(4)


def choose_language(request: HttpRequest) -> str:
    """Return the language of the path, else the one the browser asks for."""
    path_language = translation.get_language_from_path(request.path_info)
    return path_language or translation.get_language_from_request(request)


def render_plain(
    request: HttpRequest,
    *,
    status: int,
    title: str,
    sentences: list[str],
    number: str = "",
) -> HttpResponse:
    """Return the plain page; where even its template fails, two sentences in English."""
    context = {
        "title": title,
        "sentences": sentences,
        "number": number,
        "language": translation.get_language() or settings.LANGUAGE_CODE,
        "home_url": f"/{translation.get_language() or settings.LANGUAGE_CODE}/",
    }
    try:
        html: str = render_to_string("plain_error.html", context)
    except Exception:
        logger.exception("plain error page failed at %r", request.path)
        html = LAST_WORDS.format(number=number)
    response = HttpResponse(html, status=status)
    response["Cache-Control"] = "no-store"
    if number:
        response[NUMBER_HEADER] = number
    return response


def is_not_migrated(error: BaseException) -> bool:
    """Tell a database without our tables from one that does not answer."""
    return isinstance(error, OperationalError | ProgrammingError) and any(
        words in str(error) for words in NOT_MIGRATED
    )


def answer_server_error(request: HttpRequest, error: BaseException) -> HttpResponse:
    """Answer 503 where the database is away or empty, else 500; log it with its number."""
    number = new_error_number()
    logger.error("error %s at %r", number, request.path, exc_info=error)
    with translation.override(choose_language(request)):
        if is_not_migrated(error):
            return _answer_unavailable(
                request,
                number,
                _("The database is not set up yet."),
                _("Whoever runs this site has to run “python manage.py migrate”."),
            )
        if isinstance(error, OperationalError | InterfaceError):
            return _answer_unavailable(
                request,
                number,
                _("Our database does not answer right now."),
                _("Nothing is lost. Please try again in half a minute."),
            )
        return render_plain(
            request,
            status=500,
            title=_("Something went wrong on our side"),
            sentences=[
                _("It is not your fault, and we have made a note of it."),
                _("Please try again, or go to the home page."),
            ],
            number=number,
        )


def _answer_unavailable(
    request: HttpRequest, number: str, *sentences: str
) -> HttpResponse:
    response = render_plain(
        request,
        status=503,
        title=_("The site is not available for a moment"),
        sentences=list(sentences),
        number=number,
    )
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response
