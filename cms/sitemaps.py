"""What search engines may find: an index, and one list for each language (ED62)."""

import datetime as dt
from collections import defaultdict
from typing import Any

from django.conf import settings
from django.core.paginator import InvalidPage, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.queries.addresses import get_root_paths, make_absolute, resolve_address

ADDRESSES_PER_FILE = 10_000
FIRST_DEPTH = 2
XML = "application/xml; charset=utf-8"


def list_pages(language: str) -> QuerySet[Page]:
    """Keep what a visitor sees and what was written in this language, in a fixed order."""
    return (
        Page.objects.live()
        .public()
        .filter(
            locale__language_code=language,
            alias_of__isnull=True,
            depth__gte=FIRST_DEPTH,
        )
        .order_by("path")
    )


@require_safe
def show_index(request: HttpRequest) -> HttpResponse:
    files = []
    for language, _name in settings.LANGUAGES:
        paginator = Paginator(list_pages(language), ADDRESSES_PER_FILE)
        start = make_absolute(reverse("cms:sitemap_language", args=[language]))
        files += [
            start if number == 1 else f"{start}?page={number}"
            for number in paginator.page_range
        ]
    return _answer("cms/sitemap_index.xml", {"files": files})


@require_safe
def show_language(request: HttpRequest, language: str) -> HttpResponse:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    try:
        page = Paginator(list_pages(language), ADDRESSES_PER_FILE).page(
            request.GET.get("page", "1")
        )
    except InvalidPage as error:
        raise Http404 from error
    rows = list(
        page.object_list.values("url_path", "translation_key", "last_published_at")  # type: ignore[attr-defined]
    )
    roots = get_root_paths()
    alternates = _find_alternates({row["translation_key"] for row in rows}, roots)
    entries = [
        {
            "address": address,
            "changed_at": _to_seconds(row["last_published_at"]),
            "alternates": alternates[row["translation_key"]],
        }
        for row in rows
        if (address := resolve_address(roots, language, row["url_path"]))
    ]
    return _answer("cms/sitemap.xml", {"entries": entries})


def _find_alternates(
    keys: set[Any], roots: dict[str, Any]
) -> dict[Any, list[tuple[str, str]]]:
    """Return by thing the languages and addresses of its own pages, never an alias."""
    found: dict[Any, list[tuple[str, str]]] = defaultdict(list)
    for language, _name in settings.LANGUAGES:
        rows = list_pages(language).values_list("translation_key", "url_path")
        for key, path in rows:
            address = resolve_address(roots, language, path) if key in keys else ""
            if address:
                found[key].append((language, address))
    return found


def _to_seconds(moment: dt.datetime | None) -> dt.datetime | None:
    return moment.replace(microsecond=0) if moment else None


def _answer(template: str, context: dict[str, Any]) -> HttpResponse:
    return HttpResponse(render_to_string(template, context), content_type=XML)
