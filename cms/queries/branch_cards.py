"""What a network's own branch holds, kind by kind, for its page (ED33)."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Window
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.models import (
    Call,
    CallPage,
    EventPage,
    NewsPage,
    OfferPage,
    PracticePage,
    RegionPage,
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
from cms.queries.offers import label_terms, make_offer_card
from cms.queries.offers import select_for_cards as select_offers
from cms.queries.practice import make_practice_card
from cms.queries.practice import select_for_cards as select_practice

CARD_COUNT = 3


@dataclass(frozen=True)
class Branch:
    """The pages that stand on a network's page, by kind, as its cards need them."""

    events: Sequence[Any] = ()
    offers: Sequence[Any] = ()
    news: Sequence[Any] = ()
    calls: Sequence[Any] = ()
    practice: Sequence[Any] = ()

    @property
    def pages(self) -> list[Any]:
        return [
            *self.events,
            *self.offers,
            *self.news,
            *self.calls,
            *self.practice,
        ]


def read_branch(page: RegionPage, now: dt.datetime) -> Branch:
    """Return what the network has: a query a kind, and one for all pictures."""
    if not page.numchild:
        # All that a network publishes stands below its page; most have nothing yet.
        return Branch()

    def pick(model: Any, row: str) -> Any:
        own = {f"{row}__network": page.network_id}
        return model.objects.listed(page.locale).filter(**own)

    offers = select_offers(pick(OfferPage, "offer")).annotate(
        number=Window(Count("pk"))
    )
    news = select_news(pick(NewsPage, "article"))
    calls = select_calls(
        pick(CallPage, "call").filter(call__in=Call.objects.open_at(now))
    )
    practice = select_practice(pick(PracticePage, "entry"))
    by_deadline = (F("call__deadline_at").asc(nulls_last=True), "call")
    branch = Branch(
        events=list_next_pages(pick(EventPage, "event"), now, CARD_COUNT),
        offers=list(offers.order_by("offer__title_key", "offer")[:CARD_COUNT]),
        news=list(news.order_by("-article__published_at", "-article")[:CARD_COUNT]),
        calls=list(calls.order_by(*by_deadline)[:CARD_COUNT]),
        practice=list(practice.order_by("-entry__created_at", "-entry")[:CARD_COUNT]),
    )
    prefetch_card_pictures(branch.pages)
    return branch


def make_branch_groups(
    branch: Branch,
    *,
    page: RegionPage,
    offer_terms: Iterable[tuple[int, int]],
    request: HttpRequest,
    now: dt.datetime,
) -> tuple[CardGroup, ...]:
    """Return the cards, with the way to all of each kind; no query of its own.

    ``offer_terms`` are pairs of page and term: the caller reads them beside other things.
    """
    terms = label_terms(offer_terms)
    offers = branch.offers
    number = offers[0].number if offers else 0
    all_offers = ngettext(
        "See the offer of this network",
        "See all %(number)d offers of this network",
        number,
    ) % {"number": number}
    makers: list[tuple[str, str, str, Iterable[Any], Callable[[Any], Card]]] = [
        (
            "events",
            _("Next events of this network"),
            _("See all events of this network"),
            branch.events,
            lambda p: make_event_card(p, request),
        ),
        (
            "offers",
            _("Offers of this network"),
            all_offers,
            offers,
            lambda p: make_offer_card(p, terms.get(p.pk, ()), request),
        ),
        (
            "news",
            _("News of this network"),
            _("See all news of this network"),
            branch.news,
            lambda p: make_news_card(p, request),
        ),
        (
            "calls",
            _("Calls of this network"),
            _("See all calls of this network"),
            branch.calls,
            lambda p: make_call_card(p, request, now),
        ),
        (
            "practice",
            _("Good practice of this network"),
            _("See all good practice of this network"),
            branch.practice,
            lambda p: make_practice_card(p, request, now.date()),
        ),
    ]
    urls = get_site_map(now).indexes
    own = [("network", page.network.slug)]
    return tuple(
        CardGroup(
            name=name,
            title=title,
            cards=tuple(make(other) for other in pages),
            more_url=build_url(urls[name], own) if name in urls else "",
            more_label=label,
        )
        for name, title, label, pages, make in makers
        if pages
    )
