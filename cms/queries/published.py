"""What is published in one language, for feeds and the API: never a draft, never an alias."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from wagtail.models import Locale

from cms.enums import NetworkKind, Taxonomy
from cms.models import (
    CallPage,
    EventPage,
    FundingEntry,
    FundingPage,
    NewsPage,
    OfferPage,
    PracticePage,
    RegionPage,
    WebinarPage,
)
from cms.models.term import MERGED, PageTerm, TermAlias

FAR_FUTURE = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
"""Stands for the deadline of a call that has none, so that it comes last."""


def list_news(locale: Locale) -> QuerySet[NewsPage]:
    """Return news, newest first."""
    pages = NewsPage.objects.listed(locale).filter(article__published_at__isnull=False)
    return pages.select_related("article", "network", "lead_image").order_by(
        "-article__published_at", "-article_id"
    )


def list_calls(locale: Locale) -> QuerySet[CallPage]:
    """Return calls by deadline, those without one last."""
    pages = CallPage.objects.listed(locale).annotate(
        last_at=Coalesce(
            "call__deadline_at", Value(FAR_FUTURE), output_field=DateTimeField()
        )
    )
    return pages.select_related("call", "network", "lead_image").order_by(
        "last_at", "call_id"
    )


def list_events(locale: Locale) -> QuerySet[EventPage]:
    """Return events with their dates, latest announced first."""
    pages = EventPage.objects.listed(locale).filter(event__ends_at__isnull=False)
    return (
        pages.select_related("event", "network", "lead_image")
        .prefetch_related("event__dates")
        .order_by("-first_published_at", "-pk")
    )


def list_offers(locale: Locale) -> QuerySet[OfferPage]:
    """Return offers, newest first."""
    pages = OfferPage.objects.listed(locale)
    return pages.select_related("offer", "network", "lead_image").order_by(
        "-first_published_at", "-pk"
    )


def list_webinars(locale: Locale) -> QuerySet[WebinarPage]:
    """Return webinars, the latest first."""
    pages = WebinarPage.objects.listed(locale).filter(event__starts_at__isnull=False)
    return (
        pages.select_related("event", "network", "lead_image")
        .prefetch_related("event__dates")
        .order_by("-event__starts_at", "-event_id")
    )


def list_practice(locale: Locale) -> QuerySet[PracticePage]:
    """Return examples of good practice, newest first."""
    pages = PracticePage.objects.listed(locale)
    return pages.select_related("entry", "network", "lead_image").order_by(
        "-entry__created_at", "-entry_id"
    )


def list_articles(model: Any, locale: Locale) -> QuerySet[Any]:
    """Return pages of a kind that stands on articles, as themes or guides, newest first."""
    pages: QuerySet[Any] = model.objects.listed(locale)
    return pages.select_related("article", "network", "lead_image").order_by(
        "-article__created_at", "-article_id"
    )


def list_funding(locale: Locale, now: dt.datetime) -> QuerySet[FundingPage]:
    """Return funding by deadline, what has none last."""
    entries = FundingEntry.objects.shown_at(now)
    pages = FundingPage.objects.listed(locale).annotate(
        last_at=Coalesce(
            "entry__deadline_at", Value(FAR_FUTURE), output_field=DateTimeField()
        )
    )
    return (
        pages.filter(entry__in=entries.values("pk"))
        .select_related("entry", "network", "lead_image")
        .prefetch_related("entry__states")
        .order_by("last_at", "entry_id")
    )


def list_regions(locale: Locale) -> QuerySet[RegionPage]:
    """Return region pages by the name of their network; the portal is none of them."""
    pages = RegionPage.objects.listed(locale).exclude(network__kind=NetworkKind.SITE)
    return (
        pages.select_related("network__parent")
        .prefetch_related("network__states")
        .order_by("network__name", "network_id")
    )


def with_networks(pages: Any, slugs: Sequence[str]) -> Any:
    """Keep pages of these networks; no slug keeps all."""
    return pages.filter(network__slug__in=slugs) if slugs else pages


def with_terms(pages: Any, taxonomy: Taxonomy, slugs: Sequence[str]) -> Any:
    """Keep pages with one of these terms; the slug of a merged one means the other."""
    if not slugs:
        return pages
    merged = TermAlias.objects.filter(
        source=MERGED.format(taxonomy=taxonomy), slug__in=slugs
    )
    rows = PageTerm.objects.filter(
        Q(term__slug__in=slugs)
        | Q(term__parent__slug__in=slugs)
        | Q(term__parent__parent__slug__in=slugs)
        | Q(term__in=merged.values("term")),
        page=OuterRef("pk"),
        term__taxonomy=taxonomy,
    )
    return pages.filter(Exists(rows))


def take_first(pages: Any, number: int) -> Any:
    """Return the first pages of an order, found by their keys alone.

    To sort whole pages takes a database many times longer.
    """
    keys = [*pages.values_list("pk", flat=True)[:number]]
    return pages.filter(pk__in=keys)
