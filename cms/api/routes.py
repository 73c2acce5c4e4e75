"""Lists and single things: ``/api/v1/networks``, ``/api/v1/news``, ``/api/v1/calls``."""

import uuid
from collections.abc import Iterable
from typing import Annotated, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from ninja import NinjaAPI, Query, Schema
from pydantic import Field
from wagtail.models import Locale

from cms.api import schemas
from cms.api.paging import CURSOR_LENGTH, LIMIT_DEFAULT, LIMIT_MAX, cut_page
from cms.api.problems import UnknownValueError, add_handlers
from cms.enums import ArticleKind, CallStatus, NetworkKind, State, Taxonomy
from cms.models import CallPage, Network, NewsPage, RegionPage, Term
from cms.models.article import NEWS_KINDS
from cms.page_cache import build_etag
from cms.queries.addresses import get_page_address, make_absolute
from cms.queries.published import (
    list_calls,
    list_news,
    list_regions,
    with_networks,
    with_states,
    with_terms,
)

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
VALUE_COUNT = 20
OK = 200
Values = Annotated[
    list[Annotated[str, Field(max_length=160)]], Field(max_length=VALUE_COUNT)
]


class ReadApi(NinjaAPI):
    """Answers carry an entity tag; who has the newest gets 304."""

    def create_response(
        self, request: HttpRequest, data: Any, **kwargs: Any
    ) -> HttpResponse:
        response = super().create_response(request, data, **kwargs)
        if response.status_code != OK:
            return response
        etag = build_etag(response.content)
        response["ETag"] = etag
        response["Cache-Control"] = "no-cache"
        patch_vary_headers(response, ("Accept-Encoding",))
        return get_conditional_response(request, etag=etag, response=response)  # type: ignore[return-value]


api = ReadApi(
    title="Verbund",
    version="1",
    description="Networks, news and calls as visitors see them. Read only.",
    docs_url=None,
    urls_namespace="api-1",
)
add_handlers(api)


class ListQuery(Schema):
    """What every list takes: repeating a parameter means OR, different ones mean AND."""

    lang: str = settings.LANGUAGE_CODE
    cursor: str | None = Field(None, max_length=CURSOR_LENGTH)
    limit: int = Field(LIMIT_DEFAULT, ge=1, le=LIMIT_MAX)


class NetworkQuery(ListQuery):
    kind: Values = []
    state: Values = []


class NewsQuery(ListQuery):
    network: Values = []
    kind: Values = []
    topic: Values = []
    stage: Values = []


class CallQuery(ListQuery):
    network: Values = []
    status: Values = []
    topic: Values = []
    stage: Values = []


RESPONSES = {404: schemas.Problem, 422: schemas.Problem}


@api.get("/networks", response={OK: schemas.NetworkList, **RESPONSES})
def list_networks(request: HttpRequest, query: Query[NetworkQuery]) -> dict[str, Any]:
    """List the networks of the registry by name."""
    check_values("kind", query.kind, set(NetworkKind) - {NetworkKind.SITE})
    check_values("state", query.state, State)
    pages = with_states(list_regions(read_locale(query.lang)), query.state)
    if query.kind:
        pages = pages.filter(network__kind__in=query.kind)
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
    check_values("kind", query.kind, NEWS_KINDS)
    pages = narrow(list_news(read_locale(query.lang)), query)
    if query.kind:
        pages = pages.filter(article__kind__in=query.kind)
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


def read_locale(language: str) -> Locale:
    """Return the locale of a language that the site speaks.

    Raises: UnknownValueError.
    """
    if language not in LANGUAGES:
        raise UnknownValueError("lang", [language])
    return Locale.objects.get(language_code=language)


def check_values(parameter: str, values: list[str], known: Iterable[Any]) -> None:
    """Refuse a filter value that does not exist rather than answer an empty list.

    Raises: UnknownValueError.
    """
    allowed = {str(value) for value in known}
    unknown = [value for value in values if value not in allowed]
    if unknown:
        raise UnknownValueError(parameter, unknown)


def narrow(pages: Any, query: Any) -> Any:
    if query.network:
        slugs = Network.objects.filter(slug__in=query.network)
        check_values("network", query.network, slugs.values_list("slug", flat=True))
    for taxonomy, slugs in (
        (Taxonomy.TOPIC, query.topic),
        (Taxonomy.STAGE, query.stage),
    ):
        if slugs:
            terms = Term.objects.of(taxonomy).filter(slug__in=slugs)
            check_values(taxonomy, slugs, terms.values_list("slug", flat=True))
            pages = with_terms(pages, taxonomy, slugs)
    return with_networks(pages, query.network)


def answer_list(
    request: HttpRequest, query: Any, pages: Any, fields: tuple[str, str], describe: Any
) -> dict[str, Any]:
    rows, next_cursor = cut_page(
        pages, fields=fields, cursor=query.cursor, limit=query.limit
    )
    with translation.override(query.lang):
        items = [describe(page, query.lang, request) for page in rows]
    return {"items": items, "next_cursor": next_cursor}


def describe_one(
    request: HttpRequest, language: str, pages: Any, describe: Any
) -> dict[str, Any]:
    page = pages.first()
    if page is None:
        raise Http404
    with translation.override(language):
        return describe(page, language, request)


def describe_page(page: Any, language: str, request: HttpRequest) -> dict[str, Any]:
    return {
        "title": page.title,
        "summary": page.summary,
        "url": get_page_address(page, request),
        "language": language,
    }


def describe_reference(network: Network | None) -> dict[str, str] | None:
    return {"slug": network.slug, "name": network.name} if network else None


def describe_image(page: Any) -> dict[str, str] | None:
    image = page.lead_image
    if image is None:
        return None
    return {
        "url": make_absolute(image.file.url),
        "alt": page.lead_image_alt,
        "credit": getattr(image, "credit", ""),
    }


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
