"""Webinars, practice and funding: ``/api/v1/webinars``, ``/practice``, ``/funding``."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from cms.api import schemas
from cms.api.answers import (
    OK,
    RESPONSES,
    ListQuery,
    Values,
    answer_list,
    check_values,
    describe_image,
    describe_page,
    describe_reference,
    narrow,
    read_locale,
)
from cms.api.learning import describe_event, list_terms
from cms.enums import State
from cms.models import FundingPage, PracticePage
from cms.queries.published import list_funding, list_practice, list_webinars

router = Router()


class TopicQuery(ListQuery):
    network: Values = []
    topic: Values = []
    stage: Values = []


class FundingQuery(TopicQuery):
    """``state``: where one may apply; an entry that names none counts everywhere."""

    state: Values = []


@router.get("/webinars", response={OK: schemas.EventList, **RESPONSES})
def list_published_webinars(
    request: HttpRequest, query: Query[TopicQuery]
) -> dict[str, Any]:
    """List webinars, the latest first."""
    pages = narrow(_with_terms(list_webinars(read_locale(query.lang))), query)
    order = ("-event__starts_at", "-event_id")
    return answer_list(request, query, pages, order, describe_event)


@router.get("/practice", response={OK: schemas.PracticeList, **RESPONSES})
def list_published_practice(
    request: HttpRequest, query: Query[TopicQuery]
) -> dict[str, Any]:
    """List examples of good practice, newest first."""
    pages = narrow(_with_terms(list_practice(read_locale(query.lang))), query)
    order = ("-entry__created_at", "-entry_id")
    return answer_list(request, query, pages, order, describe_practice)


@router.get("/funding", response={OK: schemas.FundingList, **RESPONSES})
def list_published_funding(
    request: HttpRequest, query: Query[FundingQuery]
) -> dict[str, Any]:
    """List funding by deadline; what has none comes last."""
    check_values("state", query.state, State)
    pages = list_funding(read_locale(query.lang), query.state, timezone.now())
    order = ("last_at", "entry_id")
    return answer_list(
        request, query, narrow(_with_terms(pages), query), order, describe_funding
    )


def _with_terms(pages: Any) -> Any:
    return pages.prefetch_related("cms_page_terms__term").defer("body")


def _describe(page: Any, language: str, request: HttpRequest) -> dict[str, Any]:
    return describe_page(page, language, request) | {
        "id": str(page.entry.translation_key),
        "terms": list_terms(page),
        "network": describe_reference(page.network),
        "image": describe_image(page),
    }


def describe_practice(
    page: PracticePage, language: str, request: HttpRequest
) -> dict[str, Any]:
    """Return what a list shows of an example."""
    return _describe(page, language, request) | {
        "status": page.entry.get_status(timezone.localdate()).value,
        "starts_on": page.entry.starts_on,
        "ends_on": page.entry.ends_on,
    }


def describe_funding(
    page: FundingPage, language: str, request: HttpRequest
) -> dict[str, Any]:
    """Return what a list shows of a funding programme."""
    return _describe(page, language, request) | {
        "funder": page.funder,
        "amount": page.amount,
        "apply_url": page.entry.url,
        "deadline_at": page.entry.deadline_at,
        "is_in_force": page.entry.is_in_force,
        "states": sorted(row.state for row in page.entry.states.all()),
    }
