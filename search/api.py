"""Search for other programs: ``/api/v1/search`` answers what the page answers (F1)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation
from ninja import Query, Router, Schema
from pydantic import Field

from cms.api.answers import LANGUAGES, OK, RESPONSES, Values, check_values
from cms.api.problems import UnknownValueError
from cms.audiences import get_viewer
from cms.limits import check_limit
from cms.queries.addresses import make_absolute
from cms.queries.distance import DEFAULT_RADIUS_KM, MAX_LENGTH
from cms.queries.paging import MAX_PAGES
from search.queries.results import LONGEST, RADII_KM, Result, get_search_page

router = Router()


class SearchQuery(Schema):
    """``q``: what is looked for. Repeating a filter means OR, different ones mean AND."""

    q: str = Field("", max_length=LONGEST)
    lang: str = settings.LANGUAGE_CODE
    page: int = Field(1, ge=1, le=MAX_PAGES)
    kind: Values = []
    network: Values = []
    state: Values = []
    topic: Values = []
    stage: Values = []
    format: Values = []
    period: Values = []
    near: str = Field("", max_length=MAX_LENGTH)
    radius: int = Field(DEFAULT_RADIUS_KM, json_schema_extra={"enum": [*RADII_KM]})


class ResultOut(Schema):
    title: str
    excerpt: str
    url: str
    kind: str
    network: str
    language: str


class ResultList(Schema):
    """``next_page`` is empty on the last; ``did_you_mean`` where nothing was found."""

    items: list[ResultOut]
    total: int
    next_page: int | None
    did_you_mean: str
    is_fallback: bool


@router.get("/search", response={OK: ResultList, **RESPONSES})
def search_everything(
    request: HttpRequest, query: Query[SearchQuery]
) -> dict[str, Any]:
    """Find what visitors find; with a session what this person finds.

    Raises:
        UnknownValueError: a value that nobody knows, or nothing to look for.
        LimitExceededError: asked too often.
    """
    check_limit("api", request=request, person=request.user)
    if query.lang not in LANGUAGES:
        raise UnknownValueError("lang", [query.lang])
    check_values("radius", [str(query.radius)], RADII_KM)
    with translation.override(query.lang):
        page = get_search_page(
            params=request.GET,
            path=request.path,
            viewer=get_viewer(request),
            now=timezone.now(),
        )
    for unknown in page.unknown_pairs:
        raise UnknownValueError(unknown[0], [unknown[1]])
    if page.distance.is_refused:
        raise UnknownValueError("near", [query.near])
    if not page.is_asked or page.paging is None:
        raise UnknownValueError("q", [query.q])
    has_more = page.paging.number < page.paging.num_pages
    return {
        "items": [describe_result(one, query.lang) for one in page.results],
        "total": page.total,
        "next_page": page.paging.number + 1 if has_more else None,
        "did_you_mean": page.did_you_mean,
        "is_fallback": page.is_fallback,
    }


def describe_result(result: Result, language: str) -> dict[str, str]:
    return {
        "title": "".join(part.text for part in result.title),
        "excerpt": "".join(part.text for part in result.excerpt),
        "url": make_absolute(result.url),
        "kind": result.kind_name,
        "network": result.network,
        "language": result.lang or language,
    }
