"""Root URLs for browser tests: the site's own, and pages that show a state at will."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpResponse
from django.template import engines
from django.urls import path

import config.urls
from cms.views import errors

handler400 = config.urls.handler400
handler403 = config.urls.handler403
handler404 = config.urls.handler404
handler500 = config.urls.handler500

FLASH_PAGE = """{% extends "base.html" %}
{% block title %}Flash – {{ site_name }}{% endblock %}
{% block content %}<div class="wrap"><h1>Flash</h1>{% include "components/messages.html" %}</div>{% endblock %}
"""


def refuse_request(_request):
    raise SuspiciousOperation


def refuse_person(_request):
    raise PermissionDenied


def limit(request):
    return errors.too_many_requests(request, 90)


def fail(_request):
    raise RuntimeError("kaputt")


def lose_database(_request):
    raise OperationalError("connection refused")


def flash(request):
    for level in ("success", "info", "warning", "error"):
        getattr(messages, level)(request, f"MINT {level}")
    html = engines["django"].from_string(FLASH_PAGE).render({}, request)
    return HttpResponse(html)


STATES = {
    "400": refuse_request,
    "403": refuse_person,
    "410": errors.page_gone,
    "429": limit,
    "500": fail,
    "503": lose_database,
    "flash": flash,
}

urlpatterns = [
    *(
        path(f"{language}/state/{name}/", view)
        for language in ("de", "en")
        for name, view in STATES.items()
    ),
    *config.urls.urlpatterns,
]
