"""Events and offers in the words of schema.org: only what their pages show (ED63)."""

import datetime as dt
from typing import Any

from cms import structured_data
from cms.enums import EventMode, EventStatus
from cms.models import Event, EventPage, Offer, OfferPage

MAX_PARTS = 30
"""Dates of a series that are named; the next ones."""

STATUSES = {
    EventStatus.PLANNED: "EventScheduled",
    EventStatus.POSTPONED: "EventPostponed",
    EventStatus.CANCELLED: "EventCancelled",
}


def describe_event(
    page: EventPage,
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
    """Return the node of an event or offer; nothing for another page."""
    now = words.pop("now")
    if isinstance(page, EventPage):
        return [describe_event(page, now=now, **words)]
    if isinstance(page, OfferPage):
        return [describe_offer(page, **words)]
    return []
