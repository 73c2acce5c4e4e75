"""What there is for one education stage, kind by kind (ED12)."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.enums import Taxonomy
from cms.models import (
    Call,
    CallPage,
    EventPage,
    NewsPage,
    OfferPage,
    PageTerm,
    PracticePage,
    StagePage,
)
from cms.queries.bodies import prefetch_card_pictures
from cms.queries.calls import make_call_card
from cms.queries.calls import select_for_cards as select_calls
from cms.queries.cards import Card, CardGroup
from cms.queries.events import list_next_pages, make_event_card
from cms.queries.facets import build_url
from cms.queries.frame import get_site_map
from cms.queries.news import make_news_card
from cms.queries.news import select_for_cards as select_news
from cms.queries.offers import find_terms, make_offer_card
from cms.queries.offers import select_for_cards as select_offers
from cms.queries.practice import make_practice_card
from cms.queries.practice import select_for_cards as select_practice
from cms.queries.remembered import remember
from cms.queries.terms import list_filter_terms

CARD_COUNT = 3
OFFER_COUNT = 6
STAGE_ICONS = {
    "kita": "blocks",
    "primary": "pencil-ruler",
    "lower-secondary": "flask-conical",
    "upper-secondary": "microscope",
    "vocational-training": "wrench",
    "university": "university",
    "first-job": "briefcase",
}


@dataclass(frozen=True)
class StageLink:
    """A stop of components/stage_path.html."""

    name: str
    url: str
    icon: str
    is_current: bool = False


def list_stage_links(
    now: dt.datetime, *, current: int | None = None
) -> list[StageLink]:
    """Return the seven stages: to their pages, else to their offers, else to their news."""
    language = get_language() or "de"
    pages = remember(f"stage-pages:{language}", lambda: _find_stage_urls(language))
    indexes = get_site_map(now).indexes
    fallback = indexes.get("offers") or indexes.get("news", "")
    return [
        StageLink(
            term.label,
            pages.get(term.pk) or build_url(fallback, [("stage", term.slug)]),
            STAGE_ICONS.get(term.slug, "circle"),
            is_current=term.pk == current,
        )
        for term in list_filter_terms()
        if term.taxonomy == Taxonomy.STAGE and (term.pk in pages or fallback)
    ]


def _find_stage_urls(language: str) -> dict[int, str]:
    pages = StagePage.objects.filter(locale__language_code=language).live()
    return {page.stage_id: page.get_url() or "" for page in pages.order_by("-path")}


def list_stage_groups(
    *, page: StagePage, request: HttpRequest, now: dt.datetime
) -> list[CardGroup]:
    """Return what there is for a stage: one query a kind, one for all pictures."""
    tagged = PageTerm.objects.filter(page=OuterRef("pk"), term=page.stage_id)

    def pick(model: Any) -> Any:
        return model.objects.listed(page.locale).filter(Exists(tagged))

    offers = list(
        select_offers(pick(OfferPage)).order_by("offer__title_key", "offer")[
            :OFFER_COUNT
        ]
    )
    events = list_next_pages(pick(EventPage), now, CARD_COUNT)
    calls = list(
        select_calls(
            pick(CallPage).filter(call__in=Call.objects.open_at(now))
        ).order_by(F("call__deadline_at").asc(nulls_last=True), "call")[:CARD_COUNT]
    )
    practice = list(
        select_practice(pick(PracticePage)).order_by("title", "pk")[:CARD_COUNT]
    )
    news = list(
        select_news(pick(NewsPage)).order_by("-article__published_at", "-article")[
            :CARD_COUNT
        ]
    )
    found = [*offers, *events, *calls, *practice, *news]
    prefetch_card_pictures(found)
    terms = find_terms(other.pk for other in offers) if offers else {}
    makers: list[tuple[str, str, str, Iterable[Any], Callable[[Any], Card]]] = [
        (
            "offers",
            _("Offers"),
            _("See all offers for this stage"),
            offers,
            lambda p: make_offer_card(p, terms.get(p.pk, ()), request),
        ),
        (
            "events",
            _("Events"),
            _("See all events for this stage"),
            events,
            lambda p: make_event_card(p, request),
        ),
        (
            "calls",
            _("Calls"),
            _("See all calls for this stage"),
            calls,
            lambda p: make_call_card(p, request, now),
        ),
        (
            "practice",
            _("Good practice"),
            _("See all good practice for this stage"),
            practice,
            lambda p: make_practice_card(p, request, now.date()),
        ),
        (
            "news",
            _("News"),
            _("See all news for this stage"),
            news,
            lambda p: make_news_card(p, request),
        ),
    ]
    indexes = get_site_map(now).indexes
    slug = page.stage.slug
    return [
        CardGroup(
            name=name,
            title=title,
            cards=tuple(make(other) for other in pages),
            more_url=build_url(indexes[name], [("stage", slug)])
            if name in indexes
            else "",
            more_label=label,
        )
        for name, title, label, pages, make in makers
        if pages
    ]
