"""JSON-LD in the vocabulary of schema.org (ED63): plain values in, plain values out.

Only what the page itself shows goes in: no hidden field, no name of a minor.
"""

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString, mark_safe

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
