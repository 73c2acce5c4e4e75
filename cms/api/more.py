"""Webinars, practice, funding, themes, help, guides, advice, academies and chronology."""

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from cms.api import schemas
from cms.api.answers import (
    OK,
    RESPONSES,
    ListQuery,
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
from cms.api.learning import describe_event, list_terms
from cms.api.paging import cut_list
from cms.models import (
    AcademyPage,
    AdvicePage,
    FundingPage,
    GuidePage,
    HelpPage,
    Network,
    PracticePage,
    ThemePage,
    WebinarPage,
)
from cms.queries.chronology import ChronologyEntry, list_chronology_entries
from cms.queries.funding import get_funding_kind
from cms.queries.practice import make_kind as make_practice_kind
from cms.queries.published import (
    list_articles,
    list_funding,
    list_practice,
    list_webinars,
)
from cms.queries.webinars import make_kind as make_webinar_kind

router = Router()
ARTICLES: dict[str, tuple[Any, str]] = {
    "themes": (ThemePage, "themes"),
    "guides": (GuidePage, "guides"),
    "help": (HelpPage, "pages of the help"),
    "advice": (AdvicePage, "advice on applications"),
    "academies": (AcademyPage, "academies"),
}
"""Kinds of pages that have no fields of their own for machines, and what they are called."""

ARTICLE_ORDER = ("-article__created_at", "-article_id")
YEARS = (1900, 2999)


class WebinarQuery(TopicQuery):
    """``language``: the spoken one; ``state``: to come, with a recording, or over."""

    state: Values = []
    language: Values = []


class PracticeQuery(TopicQuery):
    group: Values = []
    format: Values = []
    status: Values = []


class FundingQuery(TopicQuery):
    """``state``: where one may apply; ``help``: ids of advice that entries name.

    An entry that names no state counts everywhere.
    """

    state: Values = []
    status: Values = []
    funding: Values = []
    area: Values = []
    body: Values = []
    help: list[uuid.UUID] = Field([], max_length=20)


class ChronologyQuery(ListQuery):
    """``from`` and ``to`` are years."""

    network: Values = []
    from_: int | None = Field(None, alias="from", ge=YEARS[0], le=YEARS[1])
    to: int | None = Field(None, ge=YEARS[0], le=YEARS[1])


@router.get("/webinars", response={OK: schemas.WebinarList, **RESPONSES})
def list_published_webinars(
    request: HttpRequest, query: Query[WebinarQuery]
) -> dict[str, Any]:
    """List webinars, the latest first."""
    locale = read_locale(query.lang)
    kind = make_webinar_kind(locale, timezone.now())
    pages = narrow_as_listed(_with_terms(list_webinars(locale)), query, kind)
    order = ("-event__starts_at", "-event_id")
    return answer_list(request, query, pages, order, describe_webinar)


@router.get("/webinars/{uuid:key}", response={OK: schemas.WebinarOut, **RESPONSES})
def get_webinar(
    request: HttpRequest, key: uuid.UUID, lang: str = settings.LANGUAGE_CODE
) -> dict[str, Any]:
    """Return one webinar by its id."""
    pages = _with_terms(list_webinars(read_locale(lang)))
    pages = pages.filter(event__translation_key=key)
    return describe_one(request, lang, pages, describe_webinar)


@router.get("/practice", response={OK: schemas.PracticeList, **RESPONSES})
def list_published_practice(
    request: HttpRequest, query: Query[PracticeQuery]
) -> dict[str, Any]:
    """List examples of good practice, newest first."""
    kind = make_practice_kind(timezone.localdate())
    pages = narrow_as_listed(_select_practice(query.lang), query, kind)
    order = ("-entry__created_at", "-entry_id")
    return answer_list(request, query, pages, order, describe_practice)


@router.get("/practice/{uuid:key}", response={OK: schemas.PracticeOut, **RESPONSES})
def get_practice(
    request: HttpRequest, key: uuid.UUID, lang: str = settings.LANGUAGE_CODE
) -> dict[str, Any]:
    """Return one example of good practice by its id."""
    pages = _select_practice(lang).filter(entry__translation_key=key)
    return describe_one(request, lang, pages, describe_practice)


@router.get("/funding", response={OK: schemas.FundingList, **RESPONSES})
def list_published_funding(
    request: HttpRequest, query: Query[FundingQuery]
) -> dict[str, Any]:
    """List funding by deadline; what has none comes last."""
    pages = _select_funding(query.lang)
    if query.help:
        advice = AdvicePage.objects.listed(read_locale(query.lang))
        keys = advice.values_list("article__translation_key", flat=True)
        check_values("help", [str(key) for key in query.help], keys)
        pages = pages.filter(entry__advice__translation_key__in=query.help)
    # Advice is asked for by id: numbers of rows mean nothing outside.
    kind = get_funding_kind(timezone.now(), advice={})
    wanted = query.model_copy(update={"help": []})
    order = ("last_at", "entry_id")
    pages = narrow_as_listed(pages, wanted, kind)
    return answer_list(request, query, pages, order, describe_funding)


@router.get("/funding/{uuid:key}", response={OK: schemas.FundingOut, **RESPONSES})
def get_funding(
    request: HttpRequest, key: uuid.UUID, lang: str = settings.LANGUAGE_CODE
) -> dict[str, Any]:
    """Return one funding entry by its id."""
    pages = _select_funding(lang).filter(entry__translation_key=key)
    return describe_one(request, lang, pages, describe_funding)


def add_articles(name: str, model: Any, label: str) -> None:
    """Add the two routes of a kind of article: all of them, and one by its id."""

    def select(language: str) -> Any:
        return _with_terms(list_articles(model, read_locale(language)))

    @router.get(
        f"/{name}",
        response={OK: schemas.ArticleList, **RESPONSES},
        operation_id=f"list_published_{name}",
        summary=f"List {label}, newest first.",
    )
    def list_published(
        request: HttpRequest, query: Query[TopicQuery]
    ) -> dict[str, Any]:
        pages = narrow(select(query.lang), query)
        return answer_list(request, query, pages, ARTICLE_ORDER, describe_article)

    @router.get(
        f"/{name}/{{uuid:key}}",
        response={OK: schemas.ArticleOut, **RESPONSES},
        operation_id=f"get_{name}",
        summary=f"Return one of the {label} by its id.",
    )
    def get_one(
        request: HttpRequest, key: uuid.UUID, lang: str = settings.LANGUAGE_CODE
    ) -> dict[str, Any]:
        pages = select(lang).filter(article__translation_key=key)
        return describe_one(request, lang, pages, describe_article)


for _name, (_model, _label) in ARTICLES.items():
    add_articles(_name, _model, _label)


@router.get("/chronology", response={OK: schemas.ChronologyList, **RESPONSES})
def list_published_chronology(
    request: HttpRequest, query: Query[ChronologyQuery]
) -> dict[str, Any]:
    """List the entries of all chronologies by year and month."""
    locale = read_locale(query.lang)
    known = Network.objects.filter(slug__in=query.network)
    check_values("network", query.network, known.values_list("slug", flat=True))
    entries = [
        entry
        for entry in list_chronology_entries(locale=locale, request=request)
        if (
            not query.network or (entry.network and entry.network.slug in query.network)
        )
        and (query.from_ is None or entry.year >= query.from_)
        and (query.to is None or entry.year <= query.to)
    ]
    found, next_cursor = cut_list(
        entries,
        read_key=lambda entry: (f"{entry.iso}|{entry.key}", entry.page_id),
        cursor=query.cursor,
        limit=query.limit,
    )
    items = [describe_moment(entry, query.lang) for entry in found]
    return {"items": items, "next_cursor": next_cursor}


def _with_terms(pages: Any) -> Any:
    return pages.prefetch_related("cms_page_terms__term").defer("body")


def _select_practice(language: str) -> Any:
    return _with_terms(list_practice(read_locale(language)))


def _select_funding(language: str) -> Any:
    return _with_terms(list_funding(read_locale(language), timezone.now()))


def _describe(page: Any, language: str, request: HttpRequest) -> dict[str, Any]:
    return describe_page(page, language, request) | {
        "id": str(page.thing.translation_key),
        "terms": list_terms(page),
        "network": describe_reference(page.network),
        "image": describe_image(page),
    }


def describe_webinar(
    page: WebinarPage, language: str, request: HttpRequest
) -> dict[str, Any]:
    """Return what an event says, and whether one can see it afterwards."""
    return describe_event(page, language, request) | {
        "spoken_language": page.spoken_language,
        "has_recording": page.shows_recording(timezone.localdate()),
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


def describe_article(page: Any, language: str, request: HttpRequest) -> dict[str, Any]:
    """Return what a list shows of a theme, a guide, a page of the help and the like."""
    return _describe(page, language, request) | {
        "kind": page.article.kind,
        "updated_at": page.last_published_at or page.article.created_at,
    }


def describe_moment(entry: ChronologyEntry, language: str) -> dict[str, Any]:
    """Return an entry of a chronology; ``date`` is a year, or a year and a month."""
    return {
        "id": entry.key,
        "date": entry.iso,
        "title": entry.title,
        "text": entry.text,
        "source": entry.source,
        "link": entry.link,
        "url": entry.url,
        "language": language,
        "network": describe_reference(entry.network),
    }
