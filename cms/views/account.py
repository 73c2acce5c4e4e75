"""Wagtail's login page is the site's own."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe


@require_safe
def lead_to_login(request: HttpRequest) -> HttpResponse:
    """Send Wagtail's own login page to the site's, which knows limits and second factors."""
    query = {"next": request.GET["next"]} if "next" in request.GET else {}
    suffix = f"?{urlencode(query)}" if query else ""
    return HttpResponseRedirect(reverse("account_login") + suffix)
