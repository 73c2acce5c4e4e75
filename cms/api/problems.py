"""Errors of the API in one shape (RFC 9457, problem details)."""

import json
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from cms.limits import LimitExceededError

PROBLEM = "application/problem+json"
TITLES = {
    400: "Bad request",
    404: "Not found",
    405: "Method not allowed",
    422: "The request does not make sense",
    429: "Too many requests",
}


class UnknownValueError(Exception):
    """A filter was asked for with a value that does not exist; "" where one is missing."""

    def __init__(self, parameter: str, values: list[str]) -> None:
        super().__init__(parameter)
        self.parameter = parameter
        self.values = values


def answer_problem(
    status: int, detail: str, errors: list[dict[str, Any]] | None = None
) -> HttpResponse:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(status, "Error"),
        "status": status,
        "detail": detail,
    }
    if errors:
        body["errors"] = errors
    response = HttpResponse(json.dumps(body), status=status, content_type=PROBLEM)
    response["Cache-Control"] = "no-store"
    return response


def answer_missing(request: HttpRequest, path: str) -> HttpResponse:
    """Answer an address below the API that it does not know."""
    return answer_problem(404, _("There is no such thing."))


def _find_name(place: Sequence[str | int]) -> str:
    """Return the parameter of an error's place, behind which stands the number of a value."""
    return next(str(part) for part in reversed(place) if isinstance(part, str))


def add_handlers(api: NinjaAPI) -> None:
    """Tell the API how each failure is answered."""

    @api.exception_handler(ValidationError)
    def refuse_parameters(request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [
            {"parameter": _find_name(item["loc"]), "reason": item["msg"]}
            for item in error.errors
        ]
        return answer_problem(422, _("Some parameters are not valid."), errors)

    @api.exception_handler(UnknownValueError)
    def refuse_value(request: HttpRequest, error: UnknownValueError) -> HttpResponse:
        errors = [
            {
                "parameter": error.parameter,
                "reason": f"unknown value: {value}" if value else "missing",
            }
            for value in error.values
        ]
        return answer_problem(422, _("A filter has a value that nobody knows."), errors)

    @api.exception_handler(Http404)
    def refuse_missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer_problem(404, _("There is no such thing."))

    @api.exception_handler(LimitExceededError)
    def refuse_often(request: HttpRequest, error: LimitExceededError) -> HttpResponse:
        response = answer_problem(429, _("That was a little too often"))
        response["Retry-After"] = str(error.retry_after)
        return response

    @api.exception_handler(HttpError)
    def refuse(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer_problem(error.status_code, str(error))
