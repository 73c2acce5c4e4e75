"""The read API: networks, news and calls; the rest in `learning` and `more`."""

import uuid
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query
from pydantic import Field

from cms.api import learning, more, schemas
from cms.api.answers import (
    OK,
    RESPONSES,
    VALUE_COUNT,
    ListQuery,
    ReadApi,
    TopicQuery,
    Values,
    answer_list,
    check_values,
    describe_image,
    describe_one,
    describe_page,
    describe_reference,
    narrow,
    narrow_as_listed,
    read_locale,
)
from cms.api.problems import add_handlers
from cms.enums import ArticleKind, CallStatus
from cms.models import CallPage, Network, NewsPage, RegionPage
from cms.queries.news import NEWS
from cms.queries.published import list_calls, list_news, list_regions
from cms.queries.regions import apply_filters, list_known_values

YEARS = (1970, 2999)
"""Which years of news can be asked for."""

api = ReadApi(
    title="Verbund",
    version="1",
    description="What visitors see of networks, news, calls, events, offers and more. Read only.",
    docs_url=None,
    urls_namespace="api-1",
)
add_handlers(api)
api.add_router("", learning.router)
api.add_router("", more.router)


class NetworkQuery(ListQuery):
    """``seat`` and ``seat_district``: where the office is; the others where it works."""

    kind: Values = []
    status: Values = []
    state: Values = []
    district: Values = []
    seat: Values = []
    seat_district: Values = []
    coordinator: Values = []
    funder: Values = []


class NewsQuery(TopicQuery):
    kind: Values = []
    year: list[Annotated[int, Field(ge=YEARS[0], le=YEARS[1])]] = Field(
        [], max_length=VALUE_COUNT
    )


class CallQuery(TopicQuery):
    status: Values = []


@api.get("/networks", response={OK: schemas.NetworkList, **RESPONSES})
def list_networks(request: HttpRequest, query: Query[NetworkQuery]) -> dict[str, Any]:
    """List the networks of the registry by name."""
    known = list_known_values(request.GET)
    chosen = query.model_dump(include=set(known))
    for name, values in chosen.items():
        check_values(name, values, known[name])
    rows = apply_filters(Network.objects.all(), chosen)
    pages = list_regions(read_locale(query.lang)).filter(network__in=rows.values("pk"))
    return answer_list(
        request, query, pages, ("network__name", "network_id"), describe_network
    )


@api.get("/networks/{slug}", response={OK: schemas.NetworkOut, **RESPONSES})
def get_network(
    request: HttpRequest, slug: str, lang: str = settings.LANGUAGE_CODE
) -> dict[str, Any]:
    """Return one network by its slug."""
    pages = list_regions(read_locale(lang))
    return describe_one(
        request, lang, pages.filter(network__slug=slug), describe_network
    )


@api.get("/news", response={OK: schemas.NewsList, **RESPONSES})
def list_published_news(
    request: HttpRequest, query: Query[NewsQuery]
) -> dict[str, Any]:
    """List news, newest first."""
    pages = narrow_as_listed(list_news(read_locale(query.lang)), query, NEWS)
    fields = ("-article__published_at", "-article_id")
    return answer_list(request, query, pages, fields, describe_news)


@api.get("/news/{uuid:key}", response={OK: schemas.NewsOut, **RESPONSES})
def get_news(
    request: HttpRequest, key: uuid.UUID, lang: str = settings.LANGUAGE_CODE
) -> dict[str, Any]:
    """Return one news item by its id."""
    pages = list_news(read_locale(lang)).filter(article__translation_key=key)
    return describe_one(request, lang, pages, describe_news)


@api.get("/calls", response={OK: schemas.CallList, **RESPONSES})
def list_published_calls(
    request: HttpRequest, query: Query[CallQuery]
) -> dict[str, Any]:
    """List calls by deadline; those without one come last."""
    check_values("status", query.status, CallStatus)
    pages = narrow(list_calls(read_locale(query.lang)), query)
    if query.status:
        now = timezone.now()
        rows = CallPage._meta.get_field("call").related_model.objects
        wanted = rows.none()
        for status in query.status:
            wanted = wanted | rows.with_status(status, now)
        pages = pages.filter(call__in=wanted.values("pk"))
    return answer_list(request, query, pages, ("last_at", "call_id"), describe_call)


@api.get("/calls/{uuid:key}", response={OK: schemas.CallOut, **RESPONSES})
def get_call(
    request: HttpRequest, key: uuid.UUID, lang: str = settings.LANGUAGE_CODE
) -> dict[str, Any]:
    """Return one call by its id."""
    pages = list_calls(read_locale(lang)).filter(call__translation_key=key)
    return describe_one(request, lang, pages, describe_call)


def describe_network(
    page: RegionPage, language: str, request: HttpRequest
) -> dict[str, Any]:
    network = page.network
    return describe_page(page, language, request) | {
        "id": str(network.translation_key),
        "slug": network.slug,
        "name": network.name,
        "kind": network.kind,
        "status": network.status,
        "states": [row.state for row in network.states.all()],
        "locality": network.locality,
        "latitude": network.latitude,
        "longitude": network.longitude,
        "founding_year": network.founding_year,
        "carrier": network.carrier,
        "website": network.website,
        "parent": describe_reference(network.parent),
    }


def describe_news(
    page: NewsPage, language: str, request: HttpRequest
) -> dict[str, Any]:
    return describe_page(page, language, request) | {
        "id": str(page.article.translation_key),
        "kind": ArticleKind(page.article.kind).value,
        "published_at": page.article.published_at,
        "updated_at": page.article.updated_at,
        "network": describe_reference(page.network),
        "image": describe_image(page),
    }


def describe_call(
    page: CallPage, language: str, request: HttpRequest
) -> dict[str, Any]:
    return describe_page(page, language, request) | {
        "id": str(page.call.translation_key),
        "status": page.call.get_status(timezone.now()).value,
        "opens_at": page.call.opens_at,
        "deadline_at": page.call.deadline_at,
        "funder": page.funder,
        "amount": page.amount,
        "area": page.area,
        "apply_url": page.apply_url,
        "network": describe_reference(page.network),
        "image": describe_image(page),
    }
