"""Atom feeds by kind (ED64): stable ids, 30 entries, conditional GET."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from cms.enums import EventStatus
from cms.models import (
    CallPage,
    EventPage,
    FundingPage,
    NewsPage,
    OfferPage,
    PracticePage,
    ThemePage,
    WebinarPage,
)
from cms.page_cache import build_etag
from cms.plain_errors import MissingError
from cms.queries.addresses import get_page_address, make_absolute, make_stable_id
from cms.queries.calendar import mark_language
from cms.queries.cards import format_moment
from cms.queries.feeds import narrow_pages, read_locale
from cms.queries.funding import describe_deadline
from cms.queries.published import (
    list_articles,
    list_calls,
    list_events,
    list_funding,
    list_news,
    list_offers,
    list_practice,
    list_webinars,
    take_first,
)

ENTRY_COUNT = 30
ATOM = "application/atom+xml; charset=utf-8"


@require_safe
def show_feed(request: HttpRequest, language: str, kind: str) -> HttpResponse:
    """Answer ``/feeds/<language>/<kind>.atom``, narrowed by ``network`` and ``topic``."""
    locale = read_locale(language)
    if kind not in KINDS:
        raise MissingError(
            _("There is no such feed. There are: %(kinds)s.")
            % {"kinds": ", ".join(sorted(KINDS))}
        )
    with translation.override(language):
        response = _build(request, locale, kind)
    return get_conditional_response(  # type: ignore[return-value]
        request, etag=response["ETag"], response=response
    )


def _build(request: HttpRequest, locale: Locale, kind: str) -> HttpResponse:
    language = locale.language_code
    list_pages, title, write_entry = KINDS[kind]
    pages = narrow_pages(list_pages(locale), request.GET)
    entries = [
        _describe(page, language, request) | write_entry(page)
        for page in take_first(pages, ENTRY_COUNT)
    ]
    path = reverse("cms:feed", args=[language, kind])
    feed = Atom1Feed(
        title=f"{title()} – {settings.WAGTAIL_SITE_NAME}",
        link=make_absolute(f"/{language}/"),
        description="",
        language=language,
        feed_url=make_absolute(path),
        feed_guid=make_absolute(path),
    )
    for entry in entries:
        feed.add_item(**entry)
    content = feed.writeString("utf-8").encode()
    response = HttpResponse(content, content_type=ATOM)
    response["ETag"] = build_etag(content)
    if entries:
        changed_at = max(entry["updateddate"] for entry in entries)
        response["Last-Modified"] = http_date(changed_at.timestamp())
    return response


def _describe(page: Any, language: str, request: HttpRequest) -> dict[str, Any]:
    return {
        "title": page.title,
        "link": get_page_address(page, request),
        "description": page.summary,
        "unique_id": make_stable_id(page.thing.translation_key, language),
        "author_name": page.network.name,
    }


def _write_news(page: NewsPage) -> dict[str, Any]:
    published_at: dt.datetime = page.article.published_at
    return {
        "pubdate": published_at,
        "updateddate": max(published_at, page.article.updated_at or published_at),
        "categories": [page.get_kind_display()],
    }


def _write_call(page: CallPage) -> dict[str, Any]:
    published_at: dt.datetime = page.first_published_at or page.call.created_at
    status = page.call.get_status(timezone.now())
    return {
        "pubdate": published_at,
        "updateddate": page.last_published_at or published_at,
        "categories": [str(status.label)],
    }


def _write_event(page: EventPage) -> dict[str, Any]:
    """Say the next date before the summary: a reader of feeds sees no fields."""
    event, now = page.event, timezone.now()
    ahead = sorted(date.starts_at for date in event.dates.all() if date.ends_at > now)
    parts = [format_moment(ahead[0]) if ahead else "", event.venue_name, page.summary]
    words = [event.get_mode_display()]
    if event.status != EventStatus.PLANNED:
        words.append(event.get_status_display())
        reason, lang = event.get_status_reason(get_language() or "")
        parts.insert(0, mark_language(reason, lang))
    return _stamp(page, event.changed_at) | {
        "description": " – ".join(part for part in parts if part),
        "categories": words,
    }


def _write_offer(page: OfferPage) -> dict[str, Any]:
    parts = [page.provider_name, page.summary]
    return _stamp(page, page.offer.changed_at) | {
        "description": " – ".join(part for part in parts if part)
    }


def _write_practice(page: PracticePage) -> dict[str, Any]:
    status = page.entry.get_status(timezone.localdate())
    return _stamp(page, page.entry.created_at) | {"categories": [str(status.label)]}


def _write_webinar(page: WebinarPage) -> dict[str, Any]:
    """Say when it is, or was; a recording that one may see is a category."""
    event = page.event
    parts = [format_moment(event.starts_at or page.starts_at), page.summary]
    words = [event.get_status_display()] if event.status != EventStatus.PLANNED else []
    if page.shows_recording(timezone.localdate()):
        words.append(_("with a recording"))
    return _stamp(page, event.changed_at) | {
        "description": " – ".join(part for part in parts if part),
        "categories": words,
    }


def _write_funding(page: FundingPage) -> dict[str, Any]:
    parts = [page.funder, describe_deadline(page.entry, timezone.now()), page.summary]
    return _stamp(page, page.entry.created_at) | {
        "description": " – ".join(part for part in parts if part)
    }


def _write_theme(page: ThemePage) -> dict[str, Any]:
    return _stamp(page, page.article.created_at)


def _stamp(page: Any, row_changed_at: dt.datetime) -> dict[str, Any]:
    published_at: dt.datetime = page.first_published_at or row_changed_at
    changes = (page.last_published_at, row_changed_at)
    return {
        "pubdate": published_at,
        "updateddate": max(moment for moment in changes if moment),
    }


def _newest_first(pages: Any) -> Any:
    """Order as pages were published: the lists of some kinds go by another date."""
    return pages.order_by("-first_published_at", "-pk")


KINDS: dict[str, tuple[Callable[[Locale], Any], Callable[[], str], Callable[..., Any]]]
KINDS = {
    "news": (list_news, lambda: _("News"), _write_news),
    "calls": (list_calls, lambda: _("Calls"), _write_call),
    "events": (
        lambda locale: list_events(locale).filter(event__ends_at__gt=timezone.now()),
        lambda: _("Events"),
        _write_event,
    ),
    "offers": (list_offers, lambda: _("Offers"), _write_offer),
    "practice": (
        lambda locale: _newest_first(list_practice(locale)),
        lambda: _("Good practice"),
        _write_practice,
    ),
    "themes": (
        lambda locale: _newest_first(list_articles(ThemePage, locale)),
        lambda: _("Themes"),
        _write_theme,
    ),
    "webinars": (
        lambda locale: _newest_first(list_webinars(locale)),
        lambda: _("Webinars"),
        _write_webinar,
    ),
    "funding": (
        lambda locale: _newest_first(list_funding(locale, timezone.now())),
        lambda: _("Funding"),
        _write_funding,
    ),
}
