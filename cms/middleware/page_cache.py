"""Answers visitors from the page cache; a person with a session never meets it (A19)."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response, patch_vary_headers

from cms.conf import get_setting
from cms.counter import read_mark, set_mark
from cms.page_cache import (
    StoredPage,
    build_etag,
    build_key,
    load_page,
    store_page,
)

GetResponse = Callable[[HttpRequest], HttpResponse]

KNOWN_PARAMETERS = frozenset(
    {
        "area",
        "body",
        "age",
        "class",
        "cursor",
        "district",
        "format",
        "free",
        "from",
        "funding",
        "help",
        "kind",
        "limit",
        "mode",
        "month",
        "network",
        "page",
        "period",
        "region",
        "sort",
        "stage",
        "state",
        "status",
        "tag",
        "target",
        "to",
        "topic",
        "type",
        "untranslated",
        "view",
        "year",
    }
)
"""What lists filter by; an address with anything else is answered but not kept."""

QUERY_LENGTH_LIMIT = 300
MESSAGES_COOKIE = "messages"
STORABLE_TYPES = ("text/html", "application/xml", "application/atom+xml", "text/xml")
FORM_TOKEN = b"csrfmiddlewaretoken"
OK = 200


class PageCacheMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not get_setting("PAGE_CACHE_SECONDS") or not is_cacheable_request(request):
            return self.get_response(request)
        key = build_page_key(request)
        version, page = load_page(key)
        if page is not None:
            return answer_from(page, request)
        response = self.get_response(request)
        if not is_storable(response):
            return response
        patch_vary_headers(response, ("Cookie", "HX-Request"))
        page = StoredPage(
            version=version,
            headers=tuple(response.items()),
            content=response.content,
            etag=response.get("ETag") or build_etag(response.content),
            mark=read_mark(response),
        )
        store_page(key, page)
        return answer_from(page, request)


def is_cacheable_request(request: HttpRequest) -> bool:
    """Keep what every visitor gets alike: no session, no message, only list filters."""
    query = request.META.get("QUERY_STRING", "")
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and MESSAGES_COOKIE not in request.COOKIES
        and "HTTP_AUTHORIZATION" not in request.META
        and not getattr(request, "is_dummy", False)
        and len(query) <= QUERY_LENGTH_LIMIT
        and (not query or KNOWN_PARAMETERS.issuperset(request.GET))
    )


def build_page_key(request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return build_key(
        request.scheme or "",
        request.META.get("HTTP_HOST", ""),
        request.path,
        "&".join(sorted(query.split("&"))) if query else "",
        # A fragment for htmx is another answer than the page at the same address.
        request.META.get("HTTP_HX_REQUEST", ""),
        request.META.get("HTTP_HX_TARGET", ""),
    )


def is_storable(response: HttpResponse) -> bool:
    return (
        response.status_code == OK
        and not response.streaming
        and not response.cookies
        and response.get("Content-Type", "").startswith(STORABLE_TYPES)
        and not any(
            word in response.get("Cache-Control", "")
            for word in ("private", "no-store")
        )
        and FORM_TOKEN not in response.content
    )


def answer_from(page: StoredPage, request: HttpRequest) -> HttpResponse:
    if "HTTP_IF_NONE_MATCH" in request.META:
        unchanged = get_conditional_response(request, etag=page.etag)
        if isinstance(unchanged, HttpResponseNotModified):
            unchanged["ETag"] = page.etag
            set_mark(unchanged, page.mark)
            return unchanged
    response = HttpResponse(page.content, headers=dict(page.headers))
    response["ETag"] = page.etag
    set_mark(response, page.mark)
    return response
