"""Events and offers: ``/api/v1/events``, ``/api/v1/offers``."""

import datetime as dt
import uuid
from collections import defaultdict
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from cms.api import schemas
from cms.api.answers import (
    OK,
    RESPONSES,
    DistanceQuery,
    Values,
    answer_list,
    check_distance,
    check_values,
    describe_image,
    describe_one,
    describe_page,
    describe_reference,
    narrow_as_listed,
    read_locale,
)
from cms.enums import EventStatus
from cms.models import Event, EventPage, OfferPage
from cms.queries.addresses import make_absolute
from cms.queries.distance import read_distance
from cms.queries.events import get_event_kind
from cms.queries.offers import get_offer_kind, make_distance_narrowing
from cms.queries.published import list_events, list_offers
from cms.validators.times import BERLIN

router = Router()
EVENT_ORDER = ("event__starts_at", "event_id")
OFFER_ORDER = ("offer__title_key", "offer_id")
DAYS = (dt.date(2000, 1, 1), dt.date(2999, 12, 31))
"""Which days can be asked for."""


class EventQuery(DistanceQuery):
    """``from`` and ``to`` are days in Berlin; without ``from`` what is over is left out.

    ``period`` asks for the times of the visitors' list instead, what is over included.
    ``state`` and ``district`` are those that an event names, else those of its network.
    """

    network: Values = []
    mode: Values = []
    status: Values = []
    type: Values = []
    topic: Values = []
    stage: Values = []
    class_level: Values = Field([], alias="class")
    level: Values = []
    target: Values = []
    format: Values = []
    promotion: Values = []
    age: Values = []
    state: Values = []
    district: Values = []
    period: Values = []
    free: bool | None = None
    from_: dt.date | None = Field(None, alias="from", ge=DAYS[0], le=DAYS[1])
    to: dt.date | None = Field(None, ge=DAYS[0], le=DAYS[1])


class OfferQuery(DistanceQuery):
    """``state`` and ``district``: where it is offered; no district named means everywhere."""

    network: Values = []
    place: Values = []
    when: Values = []
    topic: Values = []
    stage: Values = []
    class_level: Values = Field([], alias="class")
    format: Values = []
    promotion: Values = []
    target: Values = []
    state: Values = []
    district: Values = []
    free: bool | None = None


@router.get("/events", response={OK: schemas.EventList, **RESPONSES})
def list_published_events(
    request: HttpRequest, query: Query[EventQuery]
) -> dict[str, Any]:
    """List events by their first date."""
    check_values("status", query.status, EventStatus)
    distance = read_distance(request.GET)
    check_distance(query, distance)
    now = timezone.now()
    first = query.from_ or (DAYS[0] if query.period else None)
    end = _start_day(query.to + dt.timedelta(days=1)) if query.to else None
    rows = Event.objects.between(_start_day(first) if first else now, end)
    if query.status:
        rows = rows.filter(status__in=query.status)
    if query.free is not None:
        rows = rows.filter(is_free=query.free)
    pages = narrow_as_listed(
        _select_events(query.lang),
        query,
        get_event_kind(now, request.GET),
        distance.narrowing,
    )
    # Asked of each event in its order: a list of all that lie ahead would be made first.
    is_wanted = Exists(rows.filter(pk=OuterRef("event")))
    pages = pages.filter(is_wanted).order_by(*EVENT_ORDER)
    return answer_list(request, query, pages, EVENT_ORDER, describe_event)


@router.get("/events/{uuid:key}", response={OK: schemas.EventOut, **RESPONSES})
def get_event(
    request: HttpRequest, key: uuid.UUID, lang: str = settings.LANGUAGE_CODE
) -> dict[str, Any]:
    """Return one event by its id."""
    pages = _select_events(lang).filter(event__translation_key=key)
    return describe_one(request, lang, pages, describe_event)


@router.get("/offers", response={OK: schemas.OfferList, **RESPONSES})
def list_published_offers(
    request: HttpRequest, query: Query[OfferQuery]
) -> dict[str, Any]:
    """List offers by title."""
    distance = read_distance(request.GET)
    check_distance(query, distance)
    pages = narrow_as_listed(
        _select_offers(query.lang),
        query,
        get_offer_kind(request.GET),
        make_distance_narrowing(distance),
    )
    if query.free is not None:
        pages = pages.filter(offer__is_free=query.free)
    pages = pages.order_by(*OFFER_ORDER)
    return answer_list(request, query, pages, OFFER_ORDER, describe_offer)


@router.get("/offers/{uuid:key}", response={OK: schemas.OfferOut, **RESPONSES})
def get_offer(
    request: HttpRequest, key: uuid.UUID, lang: str = settings.LANGUAGE_CODE
) -> dict[str, Any]:
    """Return one offer by its id."""
    pages = _select_offers(lang).filter(offer__translation_key=key)
    return describe_one(request, lang, pages, describe_offer)


def _select_events(language: str) -> Any:
    """Return events of all times, each with its terms at hand."""
    pages = list_events(read_locale(language))
    return pages.prefetch_related("cms_page_terms__term").defer("body", "programme")


def _select_offers(language: str) -> Any:
    pages = list_offers(read_locale(language))
    return pages.prefetch_related("cms_page_terms__term", "cms_page_districts").defer(
        "body"
    )


def _start_day(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), BERLIN)


def list_terms(page: Any) -> dict[str, list[str]]:
    """Return the slugs of a page's terms by list: ``{"stage": ["primary"]}``."""
    found: dict[str, list[str]] = defaultdict(list)
    terms = (row.term for row in page.cms_page_terms.all())
    for term in sorted(terms, key=lambda term: (term.sort_order, term.slug)):
        found[term.taxonomy].append(term.slug)
    return dict(found)


def _copy(thing: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


def describe_event(
    page: EventPage, language: str, request: HttpRequest
) -> dict[str, Any]:
    """Return what the page shows, but for people's names and addresses."""
    event = page.event
    key = event.translation_key
    dates = sorted(event.dates.all(), key=lambda date: (date.starts_at, date.ends_at))
    return describe_page(page, language, request) | {
        "id": str(key),
        "calendar_url": make_absolute(
            reverse("cms:event_calendar", args=[language, key])
        ),
        "dates": [
            _copy(date, "starts_at", "ends_at", "is_cancelled") for date in dates
        ],
        "organiser": page.organiser or page.network.name,
        "terms": list_terms(page),
        "network": describe_reference(page.network),
        "image": describe_image(page),
        **_copy(page, "cost", "registration_url"),
        **_copy(
            event,
            "status",
            "starts_at",
            "ends_at",
            "mode",
            "venue_name",
            "venue_address",
            "latitude",
            "longitude",
            "age_from",
            "age_to",
            "is_free",
            "seats",
            "registration_kind",
            "registration_opens_at",
            "registration_closes_at",
        ),
    }


def describe_offer(
    page: OfferPage, language: str, request: HttpRequest
) -> dict[str, Any]:
    """Return what the page shows, but for people's names and addresses."""
    return describe_page(page, language, request) | {
        "id": str(page.offer.translation_key),
        "terms": list_terms(page),
        "districts": sorted(row.ags for row in page.cms_page_districts.all()),
        "network": describe_reference(page.network),
        "image": describe_image(page),
        **_copy(page, "provider_name", "provider_url", "duration", "cost"),
        **_copy(
            page.offer,
            "is_on_site",
            "is_mobile",
            "is_online",
            "travel_km",
            "latitude",
            "longitude",
            "age_from",
            "age_to",
            "group_from",
            "group_to",
            "minutes",
            "availability",
            "is_free",
        ),
    }
