"""Counts a visit, whether the page was rendered or came from the page cache (ED14)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cms.counter import count_view, is_counted, read_mark

GetResponse = Callable[[HttpRequest], HttpResponse]
COUNTED_STATUSES = (200, 304)


class CountingMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in COUNTED_STATUSES and is_counted(request):
            mark = read_mark(response)
            if mark is not None:
                count_view(mark)
        return response
