"""The page of results, suggestions while typing, and clicks that are counted."""

import structlog
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt  # noqa: TID251 -- see click
from django.views.decorators.http import require_POST, require_safe

from cms.audiences import get_viewer
from cms.counter import is_counted
from cms.queries.frame import get_site_map
from cms.views.limits import limited
from search.operations.logging import WrongMarkError, log_click, log_search
from search.queries import suggest
from search.queries.results import LONGEST, SHORTEST, SearchPage, get_search_page
from search.questions import BackendUnavailableError, Suggestion
from search.registry import search_kinds

MOST_SUGGESTIONS = 8
POSITION_DIGITS = 5

log = structlog.get_logger("verbund.search")


def keep_private(response: HttpResponse) -> HttpResponse:
    """Keep an answer out of every cache: the next may see other things, or none."""
    add_never_cache_headers(response)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@limited("search", methods=("GET", "HEAD"))
def results(request: HttpRequest) -> HttpResponseBase:
    """Answer in words whatever is asked; a page beyond the last is a 404."""
    now = timezone.now()
    page = get_search_page(
        params=request.GET, path=request.path, viewer=get_viewer(request), now=now
    )
    context = {
        "search": page,
        "mark": count_search(request, page),
        "indexes": get_site_map(now).indexes,
    }
    response = render(request, "verbund_search/results.html", context)
    if request.GET:
        response["X-Robots-Tag"] = "noindex"
    if request.GET or request.user.is_authenticated:
        keep_private(response)
    return response


def count_search(request: HttpRequest, page: SearchPage) -> str:
    """Count the query of a person's first page; a search never fails by it."""
    is_first = page.paging is not None and page.paging.number == 1
    if not (page.is_asked and page.query and is_first and is_counted(request)):
        return ""
    try:
        return log_search(
            query=page.query,
            language=get_language() or "",
            result_count=page.total,
            now=timezone.now(),
        )
    except DatabaseError:
        log.exception("search_not_counted")
        return ""


@require_safe
@limited("suggest", methods=("GET", "HEAD"))
def suggestions(request: HttpRequest) -> HttpResponseBase:
    """Answer the options of the combobox; none where nobody can say."""
    text = " ".join(request.GET.get("q", "").split())
    found: tuple[Suggestion, ...] = ()
    if SHORTEST <= len(text) <= LONGEST:
        try:
            found = suggest(
                text,
                language=get_language() or "",
                viewer=get_viewer(request),
                limit=MOST_SUGGESTIONS,
            )
        except BackendUnavailableError:
            log.warning("no_suggestions")
    context = {"suggestions": [name_suggestion(one) for one in found]}
    response = render(request, "verbund_search/_suggestions.html", context)
    response["X-Robots-Tag"] = "noindex"
    return keep_private(response)


def name_suggestion(suggestion: Suggestion) -> dict[str, str]:
    kind = search_kinds.get(suggestion.kind)
    return {
        "text": suggestion.text,
        "url": suggestion.url,
        "kind": str(kind.label) if kind else "",
    }


# Sent by a beacon, which has no field for a token; the mark is signed and holds no person.
@csrf_exempt
@require_POST
@limited("search")
def click(request: HttpRequest) -> HttpResponseBase:
    """Count a click on a result, without leading through us."""
    position = request.POST.get("position", "")
    is_number = position.isascii() and position.isdigit()
    if not is_number or len(position) > POSITION_DIGITS:
        return HttpResponse(status=400)
    try:
        log_click(mark=request.POST.get("mark", ""), position=int(position))
    except WrongMarkError:
        return HttpResponse(status=400)
    return keep_private(HttpResponse(status=204))
