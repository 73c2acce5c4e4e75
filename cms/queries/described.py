"""Events and offers in the words of schema.org: only what their pages show (ED63)."""

import datetime as dt
from typing import Any

from django.templatetags.static import static
from django.utils import timezone

from cms import structured_data
from cms.enums import EventMode, EventStatus
from cms.models import AcademyPage, Event, EventPage, Offer, OfferPage, WebinarPage
from cms.queries.addresses import make_absolute
from cms.validators.times import BERLIN

FALLBACK_IMAGE = "verbund/img/share.jpg"
MAX_PARTS = 30
"""Dates of a series that are named; the next ones."""

STATUSES = {
    EventStatus.PLANNED: "EventScheduled",
    EventStatus.POSTPONED: "EventPostponed",
    EventStatus.CANCELLED: "EventCancelled",
}


def describe_event(
    page: EventPage | WebinarPage,
    *,
    description: str,
    url: str,
    language: str,
    image: str,
    now: dt.datetime,
) -> structured_data.Node:
    """Return the event with its next dates; one that is over keeps its last."""
    event = page.event
    dates = list(event.dates.order_by("starts_at", "ends_at"))
    ahead = [date for date in dates if date.ends_at > now] or dates[-1:]
    status = STATUSES[EventStatus(event.status)]
    cancelled = STATUSES[EventStatus.CANCELLED]
    return structured_data.build_event(
        name=page.title,
        description=description,
        url=url,
        language=language,
        image=image,
        where=structured_data.Where(
            name=event.venue_name,
            address=_join_lines(event.venue_address),
            point=_get_point(event),
            is_on_site=event.mode != EventMode.ONLINE,
            is_online=event.mode != EventMode.ON_SITE,
        ),
        dates=[
            structured_data.When(
                date.starts_at, date.ends_at, cancelled if date.is_cancelled else status
            )
            for date in ahead[:MAX_PARTS]
        ],
        organiser=page.organiser or page.network.name,
        ages=structured_data.format_ages(event.age_from, event.age_to),
        is_free=event.is_free,
        cost=page.cost,
        tickets_url=page.registration_url or url,
        status=status,
    )


def describe_offer(
    page: OfferPage, *, description: str, url: str, language: str, image: str
) -> structured_data.Node:
    """Return the offer; one that comes to the school has no place of its own."""
    offer = page.offer
    has_place = offer.is_on_site
    return structured_data.build_course(
        name=page.title,
        description=description,
        url=url,
        language=language,
        image=image,
        provider=structured_data.build_publisher(page.provider_name, page.provider_url),
        where=structured_data.Where(
            name=page.venue_name if has_place else "",
            address=_join_lines(page.venue_address) if has_place else "",
            point=_get_point(offer) if has_place else None,
            is_on_site=offer.is_on_site or offer.is_mobile,
            is_online=offer.is_online,
        ),
        dates=[
            (child.value["starts_at"], child.value["ends_at"])
            for child in page.dates[:MAX_PARTS]
        ],
        ages=structured_data.format_ages(offer.age_from, offer.age_to),
        minutes=offer.minutes,
        is_free=offer.is_free,
        cost=page.cost,
    )


def _join_lines(text: str) -> str:
    return ", ".join(line.strip() for line in text.splitlines() if line.strip())


def _get_point(row: Event | Offer) -> tuple[float, float] | None:
    if row.latitude is None or row.longitude is None:
        return None
    return float(row.latitude), float(row.longitude)


def describe_thing(page: Any, **words: Any) -> list[structured_data.Node]:
    """Return the nodes of an event, offer, webinar or academy; nothing for another page."""
    now = words.pop("now")
    if isinstance(page, EventPage):
        return [describe_event(page, now=now, **words)]
    if isinstance(page, OfferPage):
        return [describe_offer(page, **words)]
    if isinstance(page, WebinarPage):
        return [
            describe_event(page, now=now, **words),
            *describe_recording(page, now=now, **words),
        ]
    if isinstance(page, AcademyPage):
        return [describe_academy(page, **words)]
    return []


def describe_recording(
    page: WebinarPage,
    *,
    description: str,
    url: str,
    language: str,
    image: str,
    now: dt.datetime,
) -> list[structured_data.Node]:
    """Return the recording as long as the page shows it."""
    if not page.shows_recording(timezone.localdate(now)):
        return []
    video = page.recording[0].value
    file = video["file"]
    return [
        structured_data.build_video(
            name=video["title"],
            description=description,
            url=url,
            language=language,
            thumbnail=image or make_absolute(static(FALLBACK_IMAGE)),
            content_url=make_absolute(file.url) if file else video["url"],
            uploaded_at=page.last_published_at or page.ends_at,
            expires_on=page.recording_until,
        )
    ]


def describe_academy(
    page: AcademyPage, *, description: str, url: str, language: str, image: str
) -> structured_data.Node:
    """Return the course with the modules that have a day."""
    days = [
        (child.value["starts_on"], child.value["ends_on"] or child.value["starts_on"])
        for child in page.modules
        if child.value["starts_on"]
    ]
    return structured_data.build_course(
        name=page.title,
        description=description,
        url=url,
        language=language,
        image=image,
        provider=structured_data.build_publisher(page.network.name),
        where=structured_data.Where("", "", None, is_on_site=False, is_online=False),
        dates=[
            (
                dt.datetime.combine(first, dt.time(), BERLIN),
                dt.datetime.combine(last, dt.time(23, 59), BERLIN),
            )
            for first, last in days
        ],
        ages="",
        minutes=None,
        is_free=False,
        cost="",
    )
