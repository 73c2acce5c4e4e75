"""Text comes in as NFC and without NUL, in this one place (R27)."""

import json.decoder
import traceback
import unicodedata
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

GetResponse = Callable[[HttpRequest], HttpResponse]
NUL = "\x00"


class CleanTextMiddleware:
    """Composes what a form sends; NUL stays for the fields of the form to refuse in words.

    In an address nobody types NUL: there it is a bad request.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> None:
        if NUL in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the address")
        if request.method == "POST" and not is_composed(request.POST):
            request.POST = compose(request.POST)  # type: ignore[assignment]

    def process_exception(self, _request: HttpRequest, error: Exception) -> None:
        """JSON nested deeper than Python reads it is no failure of ours (A14)."""
        if isinstance(error, RecursionError) and is_raised_by_json(error):
            raise BadRequest("JSON nested too deep") from error


def is_raised_by_json(error: Exception) -> bool:
    innermost = traceback.extract_tb(error.__traceback__)[-1]
    return innermost.filename == json.decoder.__file__


def is_composed(fields: QueryDict) -> bool:
    return all(
        unicodedata.is_normalized("NFC", value)
        for values in fields.lists()
        for value in values[1]
    )


def compose(fields: QueryDict) -> QueryDict:
    composed = fields.copy()
    for name, values in fields.lists():
        composed.setlist(name, [unicodedata.normalize("NFC", text) for text in values])
    return composed
