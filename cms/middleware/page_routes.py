"""Tells Wagtail which page an address means before it walks down the tree."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from cms.queries.routes import find_page

GetResponse = Callable[[HttpRequest], HttpResponse]

ROUTE_ATTRIBUTE = "_wagtail_route_for_request"
"""Where ``Page.route_for_request`` keeps its answer for the length of a request."""


class PageRouteMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        if view is serve and not hasattr(request, ROUTE_ATTRIBUTE):
            page = find_page(request, args[0] if args else kwargs["path"])
            if page is not None:
                setattr(request, ROUTE_ATTRIBUTE, RouteResult(page))
