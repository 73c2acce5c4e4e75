"""JSON-LD in the vocabulary of schema.org (ED63): plain values in, plain values out.

Only what the page itself shows goes in: no hidden field, no name of a minor.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

SCHEMA = "https://schema.org/"
HEADLINE_LENGTH = 110
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}

Node = dict[str, Any]


def dump_graph(nodes: Iterable[Node]) -> SafeString:
    """Return the nodes as text for a script element; nothing in it can end the element."""
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 -- <, > and & are escaped above


def drop_empty(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in ("", None, [])}


def build_website(*, name: str, url: str, language: str, description: str) -> Node:
    return drop_empty(
        {
            "@type": "WebSite",
            "name": name,
            "url": url,
            "inLanguage": language,
            "description": description,
        }
    )


def build_publisher(name: str, url: str = "") -> Node:
    return drop_empty({"@type": "Organization", "name": name, "url": url})


def build_news_article(
    *,
    headline: str,
    description: str,
    url: str,
    language: str,
    published_at: dt.datetime | None,
    changed_at: dt.datetime | None,
    image: str,
    network: str,
    publisher: Node,
) -> Node:
    return drop_empty(
        {
            "@type": "NewsArticle",
            "headline": headline[:HEADLINE_LENGTH],
            "description": description,
            "url": url,
            "mainEntityOfPage": url,
            "inLanguage": language,
            "datePublished": published_at.isoformat() if published_at else None,
            "dateModified": changed_at.isoformat() if changed_at else None,
            "image": [image] if image else None,
            "author": build_publisher(network),
            "publisher": publisher,
        }
    )


def build_work(
    *,
    kind: str,
    name: str,
    description: str,
    url: str,
    language: str,
    published_at: dt.datetime | None,
    image: str,
    network: str,
) -> Node:
    """Describe a text that is neither news nor event: ``CreativeWork`` or a kind of it."""
    return drop_empty(
        {
            "@type": kind,
            "name": name,
            "description": description,
            "url": url,
            "inLanguage": language,
            "datePublished": published_at.isoformat() if published_at else None,
            "image": [image] if image else None,
            "author": build_publisher(network),
        }
    )


def build_video(
    *,
    name: str,
    description: str,
    url: str,
    language: str,
    thumbnail: str,
    content_url: str,
    uploaded_at: dt.datetime,
    expires_on: dt.date | None,
) -> Node:
    return drop_empty(
        {
            "@type": "VideoObject",
            "name": name,
            "description": description or name,
            "url": url,
            "inLanguage": language,
            "thumbnailUrl": [thumbnail],
            "contentUrl": content_url,
            "uploadDate": uploaded_at.isoformat(),
            "expires": expires_on.isoformat() if expires_on else None,
        }
    )


def build_grant(
    *, name: str, description: str, url: str, funder: str, language: str
) -> Node:
    return drop_empty(
        {
            "@type": "Grant",
            "name": name,
            "description": description,
            "url": url,
            "funder": build_publisher(funder) if funder else None,
            "mainEntityOfPage": {
                "@type": "WebPage",
                "url": url,
                "inLanguage": language,
            },
        }
    )


def build_organisation(
    *,
    name: str,
    description: str,
    url: str,
    website: str,
    locality: str,
    latitude: Any,
    longitude: Any,
    founding_year: int | None,
) -> Node:
    has_point = latitude is not None and longitude is not None
    return drop_empty(
        {
            "@type": "EducationalOrganization",
            "name": name,
            "description": description,
            "url": url,
            "sameAs": [website] if website else None,
            "address": {
                "@type": "PostalAddress",
                "addressLocality": locality,
                "addressCountry": "DE",
            }
            if locality
            else None,
            "location": {
                "@type": "Place",
                "geo": {
                    "@type": "GeoCoordinates",
                    "latitude": float(latitude),
                    "longitude": float(longitude),
                },
            }
            if has_point
            else None,
            "foundingDate": str(founding_year) if founding_year else None,
        }
    )


@dataclass(frozen=True)
class Where:
    """A place as the page shows it; online, the page itself stands for the link."""

    name: str
    address: str
    point: tuple[float, float] | None
    is_on_site: bool
    is_online: bool


@dataclass(frozen=True)
class When:
    """One date; ``status`` is a word of schema.org, as EventScheduled."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    status: str


def build_event(
    *,
    name: str,
    description: str,
    url: str,
    language: str,
    image: str,
    where: Where,
    dates: Sequence[When],
    organiser: str,
    ages: str,
    is_free: bool,
    cost: str,
    tickets_url: str,
    status: str,
) -> Node:
    """Describe an event; one with several dates as a series, each date a part of it."""
    shared = drop_empty(
        {
            "name": name,
            "url": url,
            "eventAttendanceMode": SCHEMA + _get_attendance_mode(where),
            "location": _build_locations(where, url),
            "organizer": build_publisher(organiser),
        }
    )
    parts = [
        {
            "@type": "Event",
            **shared,
            "startDate": date.starts_at.isoformat(),
            "endDate": date.ends_at.isoformat(),
            "eventStatus": SCHEMA + date.status,
        }
        for date in dates
    ]
    is_series = len(parts) > 1
    return drop_empty(
        {
            "@type": "EventSeries" if is_series else "Event",
            **shared,
            "description": description,
            "inLanguage": language,
            "image": [image] if image else None,
            "startDate": dates[0].starts_at.isoformat() if dates else None,
            "endDate": dates[-1].ends_at.isoformat() if dates else None,
            "eventStatus": SCHEMA + status,
            "typicalAgeRange": ages,
            "isAccessibleForFree": is_free or None,
            "offers": build_price(is_free=is_free, cost=cost, url=tickets_url),
            "subEvent": parts if is_series else None,
        }
    )


def build_course(
    *,
    name: str,
    description: str,
    url: str,
    language: str,
    image: str,
    provider: Node,
    where: Where,
    dates: Sequence[tuple[dt.datetime, dt.datetime]],
    ages: str,
    minutes: int | None,
    is_free: bool,
    cost: str,
) -> Node:
    """Describe an offer as a course, whose dates are its instances.

    An offer is described once and held again and again, mostly on request: an
    EducationEvent would need a date, and a Service has no words for ages and length.
    """
    shared = drop_empty(
        {
            "@type": "CourseInstance",
            "courseMode": [
                mode
                for mode, holds in (
                    ("onsite", where.is_on_site),
                    ("online", where.is_online),
                )
                if holds
            ],
            "location": _build_locations(where, url),
        }
    )
    instances = [
        shared | {"startDate": start.isoformat(), "endDate": end.isoformat()}
        for start, end in dates
    ]
    return drop_empty(
        {
            "@type": "Course",
            "name": name,
            "description": description or name,
            "url": url,
            "inLanguage": language,
            "image": [image] if image else None,
            "provider": provider,
            "typicalAgeRange": ages,
            "timeRequired": f"PT{minutes}M" if minutes else None,
            "isAccessibleForFree": is_free or None,
            "offers": build_price(is_free=is_free, cost=cost, url=url),
            "hasCourseInstance": instances or [shared],
        }
    )


def build_price(*, is_free: bool, cost: str, url: str) -> Node | None:
    """Describe what it costs: nothing, or in the words of the page; None if unknown."""
    if is_free:
        return {
            "@type": "Offer",
            "price": "0",
            "priceCurrency": "EUR",
            "category": "Free",
            "url": url,
        }
    return {"@type": "Offer", "description": cost, "url": url} if cost else None


def format_ages(age_from: int | None, age_to: int | None) -> str:
    """Return a range as schema.org writes it: “10-14”, “10-”, “-14”, or nothing."""
    if age_from is None and age_to is None:
        return ""
    start, end = ("" if age is None else str(age) for age in (age_from, age_to))
    return f"{start}-{end}"


def _get_attendance_mode(where: Where) -> str:
    if where.is_on_site and where.is_online:
        return "MixedEventAttendanceMode"
    return (
        "OnlineEventAttendanceMode" if where.is_online else "OfflineEventAttendanceMode"
    )


def _build_locations(where: Where, url: str) -> list[Node]:
    places: list[Node] = []
    if where.is_on_site and (where.name or where.address or where.point):
        latitude, longitude = where.point or (None, None)
        geo = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
        places.append(
            drop_empty(
                {
                    "@type": "Place",
                    "name": where.name,
                    "address": where.address,
                    "geo": geo if where.point else None,
                }
            )
        )
    if where.is_online:
        places.append({"@type": "VirtualLocation", "url": url})
    return places


def build_faq(questions: Iterable[tuple[str, str]], *, language: str) -> Node:
    """Describe questions with their answers in plain text."""
    return {
        "@type": "FAQPage",
        "inLanguage": language,
        "mainEntity": [
            {
                "@type": "Question",
                "name": question,
                "acceptedAnswer": {"@type": "Answer", "text": answer},
            }
            for question, answer in questions
        ],
    }


def build_breadcrumbs(crumbs: Iterable[tuple[str, str]]) -> Node:
    """Describe the pages above and the page itself: names with absolute addresses."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(crumbs, start=1)
        ],
    }
