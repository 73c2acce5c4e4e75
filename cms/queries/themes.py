"""Themes as visitors read them: what was chosen for each, else what has its topics (ED39)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.models import (
    EventPage,
    FundingEntry,
    FundingPage,
    PracticePage,
    ThemeIndexPage,
    ThemePage,
    WebinarPage,
)
from cms.models.funding import build_over_rule
from cms.queries.bodies import prefetch_card_pictures
from cms.queries.cards import Card, format_day, get_network_name
from cms.queries.events import make_event_card
from cms.queries.events import select_for_cards as select_events
from cms.queries.funding import make_funding_card
from cms.queries.lists import with_topics
from cms.queries.pictures import get_picture
from cms.queries.practice import make_practice_card
from cms.queries.practice import select_for_cards as select_practice
from cms.queries.terms import list_page_terms
from cms.queries.webinars import make_webinar_card
from cms.queries.webinars import select_for_cards as select_webinars

SHOWN_COUNT = 6


@dataclass(frozen=True)
class Change:
    day: str
    iso: str
    text: str


@dataclass(frozen=True)
class ThemeDetail:
    """What a theme gathers, each part as cards; ``changes`` newest first."""

    practice: tuple[Card, ...]
    webinars: tuple[Card, ...]
    funding: tuple[Card, ...]
    events: tuple[Card, ...]
    changes: tuple[Change, ...]
    review_day: str
    network_name: str


def list_themes(*, index: ThemeIndexPage, request: HttpRequest) -> list[Card]:
    """Return a card for each live theme, in the order of the tree."""
    pages = ThemePage.objects.listed(index.locale).child_of(index)
    found = list(
        pages.select_related("lead_image")
        .defer("body", "practice", "materials", "people", "changes")
        .order_by("path")
    )
    prefetch_card_pictures(found)
    return [
        Card(
            title=page.title,
            url=page.get_url(request) or "",
            summary=page.summary,
            picture=get_picture(page.lead_image, "card", alt=page.lead_image_alt),
        )
        for page in found
    ]


def get_theme_detail(
    *, page: ThemePage, request: HttpRequest, now: dt.datetime
) -> ThemeDetail:
    """Return what a theme gathers; pictures of all cards in one query."""
    today = timezone.localdate(now)
    terms = list_page_terms(page.pk)
    topics = [term.pk for term in terms if term.parameter == "topic"]
    practice = find_chosen(
        page.practice,
        select_practice(PracticePage.objects.listed(page.locale)),
        "entry",
        topics,
        order=("-entry__created_at", "-entry"),
    )
    webinars = find_chosen(
        page.webinars,
        select_webinars(WebinarPage.objects.listed(page.locale)),
        "event",
        topics,
        order=("-event__starts_at", "-event"),
    )
    events = find_chosen(
        page.events,
        select_events(EventPage.objects.listed(page.locale), now),
        "event",
        topics,
        order=("event__starts_at", "event"),
        rule=lambda pages: pages.filter(event__ends_at__gt=now),
    )
    funding = find_chosen(
        page.funding,
        select_funding(FundingPage.objects.listed(page.locale), now),
        "entry",
        topics,
        order=("title", "pk"),
    )
    found = [*practice, *webinars, *funding, *events]
    prefetch_card_pictures(found)
    return ThemeDetail(
        practice=tuple(make_practice_card(one, request, today) for one in practice),
        webinars=tuple(make_webinar_card(one, request, now) for one in webinars),
        funding=tuple(make_funding_card(one, request, now) for one in funding),
        events=tuple(make_event_card(one, request) for one in events),
        changes=tuple(_list_changes(page.changes)),
        review_day=format_day(page.review_on) if page.review_on else "",
        network_name=get_network_name(page),
    )


def select_funding(
    pages: QuerySet[FundingPage], now: dt.datetime
) -> QuerySet[FundingPage]:
    """Join what a card shows; what one can no longer apply for is left out."""
    over = FundingEntry.objects.filter(build_over_rule(now))
    return (
        pages.exclude(entry__in=over)
        .select_related("lead_image", "entry")
        .defer("body", "eligibility")
    )


def get_due_themes(user: Any, now: dt.datetime) -> QuerySet[ThemePage]:
    """Return the live themes that this person edits and whose review is due, once each."""
    own = policy_registry.get_by_type(Page).instances_user_has_permission_for(
        user, "change"
    )
    return ThemePage.objects.filter(
        pk__in=own.values("pk"),
        live=True,
        alias_of__isnull=True,
        locale=F("article__source_locale"),
        review_on__lte=timezone.localdate(now),
    )


def find_chosen(
    chosen: StreamValue,
    pages: QuerySet[Any],
    row: str,
    topics: list[int],
    *,
    order: tuple[str, ...],
    rule: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda pages: pages,
) -> list[Any]:
    """Return the pages that editors chose, in their order, else those on the same topics.

    A chosen page stands for its row: it is shown in the language of the theme. ``rule``
    narrows what comes by itself.
    """
    keys = [child["value"] for child in chosen.raw_data]
    if not keys:
        return list(rule(with_topics(pages, topics)).order_by(*order)[:SHOWN_COUNT])
    rows = dict(pages.model.objects.filter(pk__in=keys).values_list("pk", f"{row}_id"))
    places = {rows[key]: place for place, key in enumerate(keys) if key in rows}
    found = pages.filter(**{f"{row}__in": places})
    return sorted(found, key=lambda page: places[getattr(page, f"{row}_id")])


def _list_changes(changes: StreamValue) -> list[Change]:
    values = [child.value for child in changes]
    # An editor may add below what belongs on top.
    values.sort(key=lambda value: value["date"], reverse=True)
    return [
        Change(format_day(value["date"]), value["date"].isoformat(), value["text"])
        for value in values
    ]
