"""Calls as visitors read them: what is open, what is over, and one call in full (ED16)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.enums import CallStatus
from cms.models import Call, CallIndexPage, CallPage, PageTerm
from cms.models.base import BasePage
from cms.models.call import build_status_rule
from cms.queries.bodies import prefetch_card_pictures
from cms.queries.cards import (
    Badge,
    Card,
    Meta,
    Tag,
    format_day,
    format_moment,
    get_network_name,
    is_summer_time,
    name_zone,
)
from cms.queries.facets import build_url
from cms.queries.filtered_lists import Filter, FoundValue, Listing
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
CURRENT = (CallStatus.OPEN, CallStatus.CLOSING, CallStatus.ANNOUNCED)
ENDED = (CallStatus.CLOSED, CallStatus.IN_REVIEW, CallStatus.DECIDED)
ARCHIVE = "archive"
TONES = {
    CallStatus.ANNOUNCED: ("info", "calendar-plus"),
    CallStatus.OPEN: ("success", "circle-check"),
    CallStatus.CLOSING: ("warning", "hourglass"),
    CallStatus.CLOSED: ("neutral", "lock"),
    CallStatus.IN_REVIEW: ("info", "scale"),
    CallStatus.DECIDED: ("neutral", "flag"),
}


@dataclass(frozen=True)
class Deadline:
    """What components/deadline.html needs; without a moment the call is rolling."""

    moment: str
    iso: str
    zone: str
    days_left: int | None
    state: str
    status: str
    tone: str
    label: str


@dataclass(frozen=True)
class CallDate:
    text: str
    moment: str
    iso: str
    zone: str
    url: str
    is_over: bool


@dataclass(frozen=True)
class CallDetail:
    status: CallStatus
    deadline: Deadline
    opens: str
    review_day: str
    decided_day: str
    dates: tuple[CallDate, ...]
    can_apply: bool
    network_name: str
    tags: tuple[Tag, ...]
    related: tuple[Card, ...]


def list_calls(
    *, index: CallIndexPage, request: HttpRequest, now: dt.datetime
) -> Listing:
    """Return one page of an index: what one can apply for, or the archive of what is over.

    Ordered by deadline, rolling calls last; the archive begins with the latest.

    Raises:
        Http404: where the address asks for a page beyond the last.
    """
    is_archive = request.GET.get("view") == ARCHIVE
    things = ThingList(
        get_call_kind(now, is_archive=is_archive),
        index=index,
        params=request.GET,
        path=request.path,
        keep=("view",),
    )
    others = CURRENT if is_archive else ENDED
    return replace(
        things.get_listing(request),
        is_archive=is_archive,
        other_view_url=build_url(
            request.path, [] if is_archive else [("view", ARCHIVE)]
        ),
        other_view_count=sum(
            things.counts.by_filter["status"].get(status, 0) for status in others
        ),
    )


def list_next_deadlines(
    *, home: BasePage, request: HttpRequest, now: dt.datetime, limit: int
) -> list[Card]:
    """Return cards of the open calls that end next, rolling ones last.

    The portal shows those of all networks, a network its own.
    """
    pages = CallPage.objects.listed(home.locale)
    if not home.network.is_site:
        pages = pages.filter(call__network=home.network_id)
    rows = Call.objects.filter(Exists(pages.filter(call=OuterRef("pk")))).open_at(now)
    ids = list(rows.by_deadline().values_list("pk", flat=True)[:limit])
    return make_call_cards(ids, pages, request, now)


def make_call_cards(
    ids: list[int],
    pages: QuerySet[CallPage],
    request: HttpRequest | None,
    now: dt.datetime,
) -> list[Card]:
    """Return the cards of rows in their order: their pages, one query, and pictures, one."""
    found = read_for_cards(select_for_cards(pages), "call", ids)
    return [make_call_card(page, request, now) for page in found]


def select_for_cards(pages: QuerySet[CallPage]) -> QuerySet[CallPage]:
    """Join what a card shows and leave the long texts behind."""
    return pages.select_related("lead_image", "network", "call").defer(
        "body", "information_dates", "documents", "related"
    )


def make_call_card(
    page: CallPage, request: HttpRequest | None, now: dt.datetime
) -> Card:
    """Return the card of a page whose row, network and picture are there."""
    status = page.call.get_status(now)
    deadline_at = page.call.deadline_at
    if deadline_at:
        sentence = _("until %(day)s") % {"day": format_day(deadline_at)}
        if status in ENDED:
            sentence = _("ended on %(day)s") % {"day": format_day(deadline_at)}
    else:
        sentence = _("at any time")
    meta = [Meta(sentence, "calendar-clock")]
    if page.amount:
        meta.append(Meta(page.amount, "coins"))
    if network := get_network_name(page):
        meta.append(Meta(network, "network"))
    return Card(
        title=page.title,
        url=page.get_url(request) or "",
        summary=page.summary,
        kicker=page.funder,
        meta=tuple(meta),
        badge=make_status_badge(status),
        picture=get_picture(page.lead_image, "card", alt=page.lead_image_alt),
    )


def make_status_badge(status: CallStatus) -> Badge:
    """Return the status as a word with tone and icon."""
    tone, icon = TONES[status]
    return Badge(str(status.label), tone, icon)


def get_call_detail(
    *, page: CallPage, request: HttpRequest, now: dt.datetime
) -> CallDetail:
    """Return what stands around a call's text; dates from the row, of a preview the draft."""
    call = page.call
    if getattr(request, "is_preview", False):
        call = Call(
            pk=call.pk, **{name: getattr(page, name) for name in page.fact_names}
        )
    status = call.get_status(now)
    tags, related = _find_surroundings(page, request, now)
    return CallDetail(
        status=status,
        deadline=_make_deadline(call, status, now),
        opens=format_moment(call.opens_at) if call.opens_at else "",
        review_day=format_day(call.review_from) if call.review_from else "",
        decided_day=format_day(call.decided_at) if call.decided_at else "",
        dates=tuple(_make_date(child.value, now) for child in page.information_dates),
        can_apply=bool(page.apply_url)
        and status in (CallStatus.OPEN, CallStatus.CLOSING),
        network_name=get_network_name(page),
        tags=tags,
        related=related,
    )


def _find_surroundings(
    page: CallPage, request: HttpRequest, now: dt.datetime
) -> tuple[tuple[Tag, ...], tuple[Card, ...]]:
    terms = list_page_terms(page.pk)
    index_url = (page.get_url(request) or "").removesuffix(f"{page.slug}/")
    return make_tags(terms, index_url), _find_related(page, terms, request, now)


def _make_deadline(call: Call, status: CallStatus, now: dt.datetime) -> Deadline:
    at = call.deadline_at
    tone, _icon = TONES[status]
    state = {CallStatus.CLOSING: "closing", CallStatus.ANNOUNCED: "open"}.get(
        status, "closed" if status in ENDED else "open"
    )
    days_left = None
    if at and status in (CallStatus.OPEN, CallStatus.CLOSING):
        today = timezone.localtime(now, BERLIN).date()
        days_left = (timezone.localtime(at, BERLIN).date() - today).days
    return Deadline(
        moment=format_moment(at) if at else "",
        iso=timezone.localtime(at, BERLIN).isoformat() if at else "",
        zone=_explain_zone(at) if at else "",
        days_left=days_left,
        state=state,
        status=str(status.label),
        tone=tone,
        label=_("Applications were due by") if status in ENDED else _("Apply by"),
    )


def _explain_zone(moment: dt.datetime) -> str:
    if is_summer_time(moment):
        return _("CEST, summer time in Berlin")
    return _("CET, winter time in Berlin")


def _make_date(value: Any, now: dt.datetime) -> CallDate:
    moment = value["moment"]
    return CallDate(
        text=value["text"],
        moment=format_moment(moment),
        iso=timezone.localtime(moment, BERLIN).isoformat(),
        zone=name_zone(moment),
        url=value["url"] or "",
        is_over=moment < now,
    )


def _find_related(
    page: CallPage, terms: list[LabelledTerm], request: HttpRequest, now: dt.datetime
) -> tuple[Card, ...]:
    """Return what editors chose, else open calls on the same topics, else the next ones."""
    pages = select_for_cards(CallPage.objects.listed(page.locale))
    chosen = [child["value"] for child in page.related.raw_data]
    topics = [term.pk for term in terms if term.parameter == "topic"]
    others = pages.exclude(call=page.call_id).order_by(
        F("call__deadline_at").asc(nulls_last=True), "call__pk"
    )
    found: list[CallPage] = []
    if chosen:
        rows = CallPage.objects.filter(pk__in=chosen).values("call")
        found = list(others.filter(call__in=rows)[:RELATED_COUNT])
    open_ones = others.filter(call__in=Call.objects.open_at(now).values("pk"))
    if not found and topics:
        tagged = PageTerm.objects.filter(page=OuterRef("pk"), term__in=topics)
        found = list(open_ones.filter(Exists(tagged))[:RELATED_COUNT])
    if not found:
        found = list(open_ones[:RELATED_COUNT])
    prefetch_card_pictures(found)
    return tuple(make_call_card(other, request, now) for other in found)


# --- filters ----------------------------------------------------------------------------------


def get_call_kind(now: dt.datetime, *, is_archive: bool) -> ListKind:
    """Return how calls are listed at a moment: those that one can apply for, or the others."""
    statuses = ENDED if is_archive else CURRENT

    def order(calls: Any) -> Any:
        latest_first = calls.order_by("-deadline_at", "-pk")
        return latest_first if is_archive else calls.by_deadline()

    return ListKind(
        name=ARCHIVE if is_archive else "calls",
        page_model=CallPage,
        row_attribute="call",
        order=order,
        make_cards=lambda ids, pages, request: make_call_cards(
            ids, pages, request, now
        ),
        first=(
            Filter(
                name="status",
                label=gettext_lazy("Status"),
                build_rule=lambda values: build_status_rule(values, now),
                list_values=lambda rows: _list_statuses(rows, now),
                options=[(status.value, status.label) for status in statuses],
                default=tuple(status.value for status in statuses),
            ),
        ),
        last=(make_network_filter(),),
    )


def _list_statuses(rows: Any, now: dt.datetime) -> Iterable[FoundValue]:
    found = rows.annotate_status(now).values_list("pk", "status")
    return ((pk, status, "") for pk, status in found)
