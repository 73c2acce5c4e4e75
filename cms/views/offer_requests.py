"""Asking for an offer, without an account and without scripts (ED29)."""

import uuid

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from cms.forms.offer_requests import AskForm
from cms.models import OfferPage
from cms.operations.offer_requests import ask_for_offer
from cms.queries.offer_requests import find_askable_page
from cms.views.limits import limited

uncached = cache_control(private=True, no_store=True)


def get_claimed_address(request: HttpRequest) -> str:
    """Return whom a mail would reach, so that nobody floods a stranger's box."""
    return request.POST.get("email", "")


@uncached
@require_http_methods(["GET", "HEAD", "POST"])
@limited("offer-request", get_person=get_claimed_address)
def offer_ask(request: HttpRequest, offer_key: uuid.UUID) -> HttpResponseBase:
    page = find_page(offer_key)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        ask_for_offer(
            offer=page.offer,
            token=form.cleaned_data["token"],
            question=form.get_question(),
            language=get_language() or page.locale.language_code,
            now=timezone.now(),
        )
        return redirect("cms_ask:offer_asked", offer_key)
    context = {
        "form": form,
        "offer_title": page.title,
        "offer_url": page.get_url(request),
        "offer_lang": get_other_language(page),
        "provider": page.provider_name,
        "network": page.network.display_name,
    }
    return render(request, "cms/offer_ask.html", context)


@uncached
@require_safe
def offer_asked(request: HttpRequest, offer_key: uuid.UUID) -> HttpResponseBase:
    """Say what comes next; the same for every address, known or not (A8)."""
    page = find_page(offer_key)
    context = {"offer_title": page.title, "offer_url": page.get_url(request)}
    return render(request, "cms/offer_asked.html", context)


def find_page(offer_key: uuid.UUID) -> OfferPage:
    page = find_askable_page(offer_key, get_language() or "")
    if page is None:
        raise Http404
    return page


def get_other_language(page: OfferPage) -> str:
    """Return the language of the offer's text where the reader's is another."""
    code = page.locale.language_code
    return "" if code == get_language() else str(code)
