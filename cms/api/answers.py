"""What all lists of the API share: parameters, pages by cursor, entity tags, addresses."""

from collections.abc import Iterable
from typing import Annotated, Any

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from ninja import NinjaAPI, Schema
from ninja.openapi.schema import OpenAPISchema
from pydantic import Field
from wagtail.models import Locale

from cms.api import schemas
from cms.api.paging import CURSOR_LENGTH, LIMIT_DEFAULT, LIMIT_MAX, cut_page
from cms.api.problems import PROBLEM, UnknownValueError
from cms.audiences import VISITOR
from cms.enums import Taxonomy
from cms.geo import get_districts
from cms.models import Network, Term
from cms.page_cache import build_etag
from cms.queries.addresses import get_page_address, make_absolute
from cms.queries.distance import DEFAULT_RADIUS_KM, MAX_LENGTH, RADII_KM, Distance
from cms.queries.filtered_lists import Narrowing
from cms.queries.lists import ListKind
from cms.queries.published import with_networks, with_terms

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
VALUE_COUNT = 20
OK = 200
Values = Annotated[
    list[Annotated[str, Field(max_length=160)]], Field(max_length=VALUE_COUNT)
]


class ReadApi(NinjaAPI):
    """Answers carry an entity tag; who has the newest gets 304."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """Name the type in which failures are answered; ninja knows plain JSON only."""
        schema = super().get_openapi_schema(**kwargs)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if int(status) != OK and "application/json" in answer["content"]:
                        answer["content"] = {
                            PROBLEM: answer["content"]["application/json"]
                        }
        return schema

    def create_response(
        self, request: HttpRequest, data: Any, **kwargs: Any
    ) -> HttpResponse:
        response = super().create_response(request, data, **kwargs)
        if response.status_code != OK:
            return response
        etag = build_etag(response.content)
        response["ETag"] = etag
        response["Cache-Control"] = "no-cache"
        if getattr(request, "verbund_viewer", VISITOR) != VISITOR:
            # Answered for one person.
            response["Cache-Control"] = "private, no-store"
        patch_vary_headers(response, ("Accept-Encoding",))
        return get_conditional_response(request, etag=etag, response=response)  # type: ignore[return-value]


class ListQuery(Schema):
    """What every list takes: repeating a parameter means OR, different ones mean AND."""

    lang: str = settings.LANGUAGE_CODE
    cursor: str | None = Field(None, max_length=CURSOR_LENGTH)
    limit: int = Field(LIMIT_DEFAULT, ge=1, le=LIMIT_MAX)


class TopicQuery(ListQuery):
    """What can be asked of whatever has a network and terms."""

    network: Values = []
    topic: Values = []
    stage: Values = []
    target: Values = []


class DistanceQuery(ListQuery):
    """``near``: a postcode or a town; ``radius``: kilometres around it."""

    near: str = Field("", max_length=MAX_LENGTH)
    radius: int = Field(DEFAULT_RADIUS_KM, json_schema_extra={"enum": [*RADII_KM]})


RESPONSES = {404: schemas.Problem, 422: schemas.Problem}


TAXONOMIES = {
    "topic": Taxonomy.TOPIC,
    "stage": Taxonomy.STAGE,
    "target": Taxonomy.TARGET_GROUP,
    "format": Taxonomy.FORMAT,
    "class_level": Taxonomy.CLASS_LEVEL,
    "promotion": Taxonomy.PROMOTION,
    "type": Taxonomy.EVENT_TYPE,
    "level": Taxonomy.LEVEL,
    "funding": Taxonomy.FUNDING_TYPE,
    "area": Taxonomy.FUNDING_AREA,
    "body": Taxonomy.ELIGIBLE_BODY,
    "group": Taxonomy.SPECIAL_GROUP,
}
ASKED_APART = ("network", "free")
"""Filters of lists that the API reads in its own way: all networks, and yes or no."""

PARAMETERS = {"class_level": "class"}
"""Names of parameters that are no names of Python."""


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
    """Keep the pages of the networks and with the terms that the query names.

    Raises: UnknownValueError.
    """
    if query.network:
        known = Network.objects.filter(slug__in=query.network)
        check_values("network", query.network, known.values_list("slug", flat=True))
    for name, taxonomy in TAXONOMIES.items():
        slugs = getattr(query, name, None)
        if slugs:
            terms = Term.objects.of(taxonomy).filter(slug__in=slugs)
            check_values(
                PARAMETERS.get(name, name), slugs, terms.values_list("slug", flat=True)
            )
            pages = with_terms(pages, taxonomy, slugs)
    return with_networks(pages, query.network)


def narrow_as_listed(
    pages: Any, query: Any, kind: ListKind, narrowing: Narrowing | None = None
) -> Any:
    """Keep what the visitors' list of this kind keeps under the filters of the query.

    What such a list takes for granted where nothing is chosen is not taken so here.

    Raises: UnknownValueError.
    """
    # A list offers districts only once one is chosen, so it cannot say which there are.
    check_values("district", getattr(query, "district", []), get_districts())
    rule = narrowing.rule if narrowing else Q()
    for one in (*kind.first, *kind.last):
        values = getattr(query, one.name, None)
        if not values or one.name in ASKED_APART:
            continue
        if one.options is not None:
            check_values(one.name, values, (value for value, _label in one.options))
        rule &= one.build_rule(tuple(values))
    if rule:
        rows = kind.row_model.objects.filter(rule)
        pages = pages.filter(**{f"{kind.row_attribute}__in": rows.values("pk")})
    return narrow(pages, query)


def check_distance(query: DistanceQuery, distance: Distance) -> None:
    """Refuse a place that nobody knows, and a radius around none.

    Raises: UnknownValueError.
    """
    check_values("radius", [str(query.radius)], RADII_KM)
    if distance.spot is None and (query.near or "radius" in query.model_fields_set):
        raise UnknownValueError("near", [query.near])


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
