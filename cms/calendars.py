"""Calendars of events and of webinars as iCal (ED64): feeds that are streamed, and one event."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.exports.calendar import write_calendar
from cms.models import EventPage, WebinarPage
from cms.page_cache import build_etag, get_site_version
from cms.plain_errors import MissingError
from cms.queries.addresses import make_absolute
from cms.queries.calendar import KEPT_DAYS, iterate_entries, list_calendar_pages
from cms.queries.feeds import narrow_pages, read_locale

CALENDAR = "text/calendar; charset=utf-8"


@require_safe
def show_event_calendar(request: HttpRequest, language: str) -> HttpResponseBase:
    """Answer ``/feeds/<language>/events.ics``, narrowed by ``network`` and ``topic``."""
    return _show_calendar(request, language, EventPage, lambda: _("Events – %(site)s"))


@require_safe
def show_webinar_calendar(request: HttpRequest, language: str) -> HttpResponseBase:
    """Answer ``/feeds/<language>/webinars.ics``, narrowed in the same way."""
    return _show_calendar(
        request, language, WebinarPage, lambda: _("Webinars – %(site)s")
    )


def _show_calendar(
    request: HttpRequest, language: str, model: Any, make_name: Callable[[], str]
) -> HttpResponseBase:
    """Answer the calendar of one kind of pages.

    The entity tag is made of the version of all that is published and of the day, from
    which old dates fall out: who has the newest is told so without a look at any event.
    """
    locale, now = read_locale(language), timezone.now()
    with translation.override(language):
        pages = narrow_pages(list_calendar_pages(model, locale, now), request.GET)
        name = make_name() % {"site": settings.WAGTAIL_SITE_NAME}
    path = request.get_full_path()
    etag = build_etag(f"{get_site_version()} {now.date()} {path}".encode())
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    entries = iterate_entries(pages, language, since=now - dt.timedelta(days=KEPT_DAYS))
    response = StreamingHttpResponse(
        write_calendar(entries, name=name, url=make_absolute(path)),
        content_type=CALENDAR,
    )
    newest = pages.order_by("-last_published_at").values_list(
        "last_published_at", flat=True
    )
    if changed_at := newest.first():
        response["Last-Modified"] = http_date(changed_at.timestamp())
    response["ETag"] = etag
    return response


@require_safe
def show_event(request: HttpRequest, language: str, key: uuid.UUID) -> HttpResponseBase:
    """Answer one event or webinar as a file that calendars open."""
    locale = read_locale(language)
    with translation.override(language):
        entries = [
            entry
            for model in (EventPage, WebinarPage)
            for entry in iterate_entries(
                model.objects.listed(locale).filter(event__translation_key=key),
                language,
            )
        ]
        if not entries:
            raise MissingError(_("There is no such event."))
    path = reverse("cms:event_calendar", args=[language, key])
    pieces = write_calendar(entries, name=entries[0].title, url=make_absolute(path))
    content = b"".join(pieces)
    response = HttpResponse(content, content_type=CALENDAR)
    response["Content-Disposition"] = f'attachment; filename="{key}.ics"'
    response["Last-Modified"] = http_date(entries[0].changed_at.timestamp())
    response["ETag"] = build_etag(content)
    return get_conditional_response(  # type: ignore[return-value]
        request, etag=response["ETag"], response=response
    )
