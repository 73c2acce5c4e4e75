"""The outermost net: whatever fails, an answer in words with a number leaves (R26)."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cms.plain_errors import NUMBER_HEADER, answer_server_error, new_error_number

logger = logging.getLogger("verbund.errors")

GetResponse = Callable[[HttpRequest], HttpResponse]
SERVER_ERROR = 500


class ServerErrorMiddleware:
    """Gives each 5xx a number that the log has too, also where the error page itself failed."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            response = self.get_response(request)
        except Exception as error:  # noqa: BLE001 -- the last net; it is logged with its number
            return answer_server_error(request, error)
        if response.status_code >= SERVER_ERROR and NUMBER_HEADER not in response:
            number = new_error_number()
            logger.error(
                "error %s: status %d at %r", number, response.status_code, request.path
            )
            response[NUMBER_HEADER] = number
        return response
