"""Acting by link: GET shows what would happen, POST does it."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import get_language, override
from django.views.decorators.csrf import (
    csrf_exempt,  # noqa: TID251 -- one click of a mail program (RFC 8058), nothing else
    csrf_protect,
)

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


@csrf_exempt
def act_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a link; the address holds the token, so nothing of it is kept or passed on.

    Exempt is only the one click of a mail program, and only where the purpose allows it:
    every other POST comes from the page's own form.
    """
    try:
        response = _answer(request, token)
    except LimitExceededError as error:
        response = too_many_requests(request, error.retry_after)
    response["X-Robots-Tag"] = "noindex, nofollow"
    # Nobody learns the token. "no-referrer" would make the browser hide the origin of the
    # form too, and then the check against forged requests refuses it.
    response["Referrer-Policy"] = "strict-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        opened = open_link(token, now)
        check_limit("link", request=request, code=opened.token.nonce)
        with override(_choose_language(request, opened)):
            if request.method == "POST":
                act = _act if _is_one_click(request, opened) else _act_by_form
                return act(request, opened, now)
            return _show(request, opened)
    except EndedLinkError as error:
        context = {"reason": REASONS[type(error)]}
        return render(request, "cms/link_ended.html", context, status=410)
    except LinkError:
        # Who guesses is counted by address; a good link is counted by itself.
        check_limit("link", request=request)
        context = {"reason": "unknown"}
        return render(request, "cms/link_ended.html", context, status=404)


def _choose_language(request: Any, opened: OpenedLink) -> str:
    """Speak the language of the mail; the address of a link has none."""
    ask = opened.purpose.get_language
    language: str = ask(opened.thing) if ask else get_language() or ""
    request.LANGUAGE_CODE = language
    return language


def _is_one_click(request: HttpRequest, opened: OpenedLink) -> bool:
    said = request.POST.get("List-Unsubscribe")
    return opened.purpose.is_one_click and said == "One-Click"


def _act(request: HttpRequest, opened: OpenedLink, now: dt.datetime) -> HttpResponse:
    answers = None
    form = _make_form(opened, request.POST)
    if form is not None:
        if not form.is_valid():
            return _render(request, opened, form)
        answers = form.cleaned_data
    sentence = use_link(opened, now, answers)
    return render(request, "cms/link_done.html", {"sentence": sentence})


_act_by_form = csrf_protect(_act)


def _show(request: HttpRequest, opened: OpenedLink) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    if opened.purpose.show is not None:
        return opened.purpose.show(request, opened.token, opened.thing)
    return _render(request, opened, _make_form(opened, None))


def _make_form(opened: OpenedLink, sent: Any) -> Any:
    if not opened.purpose.form:
        return None
    return import_string(opened.purpose.form)(sent, thing=opened.thing)


def _render(request: HttpRequest, opened: OpenedLink, form: Any) -> HttpResponse:
    list_facts = opened.purpose.list_facts
    facts = list_facts(opened.thing) if list_facts else ()
    context = {
        "purpose": opened.purpose,
        "thing": opened.thing,
        "link": opened.token,
        "form": form,
        "facts": [{"label": label, "value": value} for label, value in facts],
    }
    return render(request, "cms/link_detail.html", context)
