"""Acting by link: GET shows what would happen, POST does it."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone

from cms.limits import LimitExceededError, check_limit
from cms.links import (
    EndedLinkError,
    ExpiredLinkError,
    LinkError,
    OpenedLink,
    RevokedLinkError,
    UsedLinkError,
    open_link,
    use_link,
)
from cms.views.errors import too_many_requests

REASONS = {
    ExpiredLinkError: "expired",
    RevokedLinkError: "revoked",
    UsedLinkError: "used",
}


def act_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a link; the address holds the token, so nothing of it is kept or passed on."""
    try:
        response = _answer(request, token)
    except LimitExceededError as error:
        response = too_many_requests(request, error.retry_after)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        opened = open_link(token, now)
        check_limit("link", request=request, code=opened.token.nonce)
        if request.method == "POST":
            sentence = use_link(opened, now)
            return render(request, "cms/link_done.html", {"sentence": sentence})
    except EndedLinkError as error:
        context = {"reason": REASONS[type(error)]}
        return render(request, "cms/link_ended.html", context, status=410)
    except LinkError:
        # Who guesses is counted by address; a good link is counted by itself.
        check_limit("link", request=request)
        context = {"reason": "unknown"}
        return render(request, "cms/link_ended.html", context, status=404)
    return _show(request, opened)


def _show(request: HttpRequest, opened: OpenedLink) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    if opened.purpose.show is not None:
        return opened.purpose.show(request, opened.token, opened.thing)
    context = {"purpose": opened.purpose, "thing": opened.thing, "link": opened.token}
    return render(request, "cms/link_detail.html", context)
