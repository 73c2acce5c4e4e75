"""News as visitors read them: lists with filters, and what stands beside one article."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import ExtractYear
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from cms.enums import ArticleKind
from cms.models import Article, NewsIndexPage, NewsPage, PageTerm
from cms.models.article import NEWS_KINDS
from cms.models.base import BasePage
from cms.queries.bodies import prefetch_card_pictures
from cms.queries.cards import Card, Link, Meta, Tag, format_day, get_network_name
from cms.queries.filtered_lists import Filter, FoundValue, Listing, make_column_filter
from cms.queries.lists import (
    ListKind,
    ThingList,
    make_network_filter,
    make_tags,
    read_for_cards,
)
from cms.queries.pictures import get_picture
from cms.queries.terms import LabelledTerm, list_page_terms
from cms.validators.times import BERLIN

RELATED_COUNT = 3
FIRST_YEAR = 1990


@dataclass(frozen=True)
class Surroundings:
    """What leads on from an article."""

    tags: tuple[Tag, ...]
    related: tuple[Card, ...]
    newer: Link | None
    older: Link | None


@dataclass(frozen=True)
class NewsDetail:
    """What stands around the text of an article."""

    kicker: str
    day: str
    updated_day: str
    network_name: str
    beside: Surroundings


def list_news(*, index: NewsIndexPage, request: HttpRequest) -> Listing:
    """Return one page of an index with filters and counts.

    Raises:
        Http404: where the address asks for a page beyond the last.
    """
    things = ThingList(NEWS, index=index, params=request.GET, path=request.path)
    return things.get_listing(request)


def list_newest(*, home: BasePage, request: HttpRequest, limit: int) -> list[Card]:
    """Return the cards of the newest news: of the portal all, of a network its own."""
    pages = NewsPage.objects.listed(home.locale)
    if not home.network.is_site:
        pages = pages.filter(article__network=home.network_id)
    rows = Article.objects.filter(Exists(pages.filter(article=OuterRef("pk"))))
    ids = list(rows.newest_first().values_list("pk", flat=True)[:limit])
    return make_news_cards(ids, pages, request)


def make_news_cards(
    ids: list[int], pages: QuerySet[NewsPage], request: HttpRequest | None
) -> list[Card]:
    """Return the cards of rows in their order: their pages, one query, and pictures, one."""
    found = read_for_cards(select_for_cards(pages), "article", ids)
    return [make_news_card(page, request) for page in found]


def select_for_cards(pages: QuerySet[NewsPage]) -> QuerySet[NewsPage]:
    """Join what a card shows and leave the long texts behind."""
    return pages.select_related("lead_image", "network", "article").defer(
        "body", "downloads", "related"
    )


def make_news_card(page: NewsPage, request: HttpRequest | None) -> Card:
    """Return the card of a page whose row, network and picture are there."""
    network = get_network_name(page)
    day = page.article.published_at or page.date
    meta = [Meta(format_day(day), "calendar")]
    if network:
        meta.append(Meta(network, "network"))
    return Card(
        title=page.title,
        url=page.get_url(request) or "",
        summary=page.summary,
        kicker=str(ArticleKind(page.article.kind).label),
        meta=tuple(meta),
        picture=get_picture(page.lead_image, "card", alt=page.lead_image_alt),
    )


def get_news_detail(*, page: NewsPage, request: HttpRequest) -> NewsDetail:
    """Return what stands around an article; reads dates from the row, a preview the draft."""
    is_preview = getattr(request, "is_preview", False)
    source = page if is_preview else page.article
    kind = source.kind
    published_at = page.date if is_preview else (page.article.published_at or page.date)
    return NewsDetail(
        kicker=str(ArticleKind(kind).label),
        day=format_day(published_at),
        updated_day=format_day(source.updated_at) if source.updated_at else "",
        network_name=get_network_name(page),
        beside=_find_surroundings(page, published_at, request),
    )


def _find_surroundings(
    page: NewsPage, published_at: dt.datetime, request: HttpRequest
) -> Surroundings:
    terms = list_page_terms(page.pk)
    pages = select_for_cards(NewsPage.objects.listed(page.locale))
    newer, older = _find_neighbours(page, published_at, pages, request)
    index_url = (page.get_url(request) or "").removesuffix(f"{page.slug}/")
    return Surroundings(
        tags=make_tags(terms, index_url),
        related=_find_related(page, terms, pages, request),
        newer=newer,
        older=older,
    )


def _find_neighbours(
    page: NewsPage,
    published_at: dt.datetime,
    pages: QuerySet[NewsPage],
    request: HttpRequest,
) -> tuple[Link | None, Link | None]:
    rows = Article.objects.filter(Exists(pages.filter(article=OuterRef("pk"))))
    if not page.network.is_site:
        rows = rows.filter(network=page.network_id)
    same_moment = Q(published_at=published_at)
    newer = rows.filter(
        Q(published_at__gt=published_at) | same_moment & Q(pk__gt=page.article_id)
    ).order_by("published_at", "pk")
    older = rows.filter(
        Q(published_at__lt=published_at) | same_moment & Q(pk__lt=page.article_id)
    ).newest_first()
    found = pages.filter(
        Q(article=Subquery(newer.values("pk")[:1]))
        | Q(article=Subquery(older.values("pk")[:1]))
    )
    links: dict[bool, Link] = {}
    for other in found:
        moment = other.article.published_at
        is_newer = (moment, other.article_id) > (published_at, page.article_id)
        links[is_newer] = Link(other.title, other.get_url(request) or "")
    return links.get(True), links.get(False)


def _find_related(
    page: NewsPage,
    terms: list[LabelledTerm],
    pages: QuerySet[NewsPage],
    request: HttpRequest,
) -> tuple[Card, ...]:
    others = pages.exclude(article=page.article_id).order_by(
        "-article__published_at", "-article__pk"
    )
    chosen = [child["value"] for child in page.related.raw_data]
    topics = [term.pk for term in terms if term.parameter == "topic"]
    found: list[NewsPage] = []
    if chosen:
        rows = NewsPage.objects.filter(pk__in=chosen).values("article")
        found = list(others.filter(article__in=rows)[:RELATED_COUNT])
    if not found and topics:
        tagged = PageTerm.objects.filter(page=OuterRef("pk"), term__in=topics)
        found = list(others.filter(Exists(tagged))[:RELATED_COUNT])
    if not found:
        found = list(others[:RELATED_COUNT])
    prefetch_card_pictures(found)
    return tuple(make_news_card(other, request) for other in found)


# --- filters ----------------------------------------------------------------------------------


def _build_year_rule(years: Iterable[str]) -> Q:
    rule = Q()
    for year in years:
        start = dt.datetime(int(year), 1, 1, tzinfo=BERLIN)
        end = dt.datetime(int(year) + 1, 1, 1, tzinfo=BERLIN)
        rule |= Q(published_at__gte=start, published_at__lt=end)
    return rule


def _list_years(rows: QuerySet[Any]) -> Iterable[FoundValue]:
    dated = rows.filter(published_at__isnull=False).annotate(
        year=ExtractYear("published_at", tzinfo=BERLIN)
    )
    found = dated.values_list("pk", "year")
    return ((pk, str(year), str(year)) for pk, year in found)


NEWS = ListKind(
    name="news",
    page_model=NewsPage,
    row_attribute="article",
    order=lambda rows: rows.order_by("-published_at", "-pk"),
    make_cards=make_news_cards,
    first=(
        make_column_filter(
            "kind",
            gettext_lazy("Kind"),
            column="kind",
            options=[(kind.value, kind.label) for kind in NEWS_KINDS],
        ),
    ),
    last=(
        make_network_filter(),
        Filter(
            name="year",
            label=gettext_lazy("Year"),
            build_rule=_build_year_rule,
            list_values=_list_years,
            newest_first=True,
        ),
    ),
)
