"""The funding directory as visitors read it, one entry, and who helps to apply (ED42, ED75)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.enums import LinkState, State
from cms.models import (
    AdvicePage,
    FundingEntry,
    FundingIndexPage,
    FundingPage,
    FundingState,
)
from cms.models.funding import SHOWN_AFTER_DEADLINE, build_over_rule, build_shown_rule
from cms.queries.cards import Badge, Card, Meta, Tag, format_day, format_moment
from cms.queries.facets import build_url
from cms.queries.filtered_lists import Filter, FoundValue, Listing, make_any_rule
from cms.queries.lists import ListKind, ThingList, make_tags, read_for_cards
from cms.queries.pictures import get_picture
from cms.queries.remembered import remember
from cms.queries.terms import list_page_terms
from cms.validators.times import BERLIN

TERM_FILTERS = ("funding", "area", "body", "topic", "stage")
SHORT_FIELDS = ("title", "slug", "url_path", "summary", "article", "locale")
OPEN, ROLLING, OVER, HIDDEN = "open", "rolling", "over", "hidden"
TIMES = {
    OPEN: gettext_lazy("with a deadline"),
    ROLLING: gettext_lazy("at any time"),
    OVER: gettext_lazy("expired or pausing"),
}


@dataclass(frozen=True)
class FundingDetail:
    badge: Badge
    deadline: str
    deadline_iso: str
    regions: tuple[str, ...]
    tags: tuple[Tag, ...]
    is_over: bool
    has_dead_link: bool
    checked_day: str
    advice: tuple[Card, ...]


@dataclass(frozen=True)
class BudgetLine:
    text: str
    amount: Decimal
    note: str


@dataclass(frozen=True)
class Budget:
    lines: tuple[BudgetLine, ...]
    total: Decimal


def list_funding(
    *, index: FundingIndexPage, request: HttpRequest, now: dt.datetime
) -> Listing:
    """Return one page of the directory; what expired 30 days ago is not in it.

    Raises:
        Http404: where the address asks for a page beyond the last.
    """
    things = ThingList(
        get_funding_kind(now, find_advice(request)),
        index=index,
        params=request.GET,
        path=request.path,
        keep=(),
    )
    return things.get_listing(request)


def get_funding_kind(now: dt.datetime, advice: Mapping[int, Card]) -> ListKind:
    """Say how the directory is listed: the next deadline first, what is over last."""

    def sink(rows: Any) -> Any:
        return rows.sinking(now)

    return ListKind(
        name="funding",
        page_model=FundingPage,
        row_attribute="entry",
        order=sink,
        make_cards=lambda ids, pages, request: make_funding_cards(
            ids, pages, request, now
        ),
        first=(make_time_filter(now),),
        term_filters=TERM_FILTERS,
        last=(make_state_filter(), make_help_filter(advice)),
    )


def make_time_filter(now: dt.datetime) -> Filter:
    """Return the filter that parts what one can apply for from what is over.

    What expired 30 days ago has a value that nobody can choose.
    """
    over, shown = build_over_rule(now), build_shown_rule(now)
    rules = {
        HIDDEN: ~shown,
        OPEN: ~over & Q(deadline_at__isnull=False),
        ROLLING: ~over & Q(deadline_at__isnull=True),
        OVER: over & shown,
    }

    def list_values(rows: QuerySet[Any]) -> Iterable[FoundValue]:
        time = Case(*(When(rule, then=Value(value)) for value, rule in rules.items()))
        found = rows.annotate(time=time).values_list("pk", "time")
        return ((pk, value, "") for pk, value in found)

    return Filter(
        name="status",
        label=gettext_lazy("When"),
        build_rule=make_any_rule(rules),
        list_values=list_values,
        options=tuple(TIMES.items()),
        default=tuple(TIMES),
    )


def make_state_filter() -> Filter:
    """Return the filter by region; what is for all of Germany fits every state."""

    def build_rule(values: tuple[str, ...]) -> Q:
        named = FundingState.objects.filter(state__in=values).values("entry")
        return Q(pk__in=named) | ~Q(pk__in=FundingState.objects.values("entry"))

    def list_values(rows: QuerySet[Any]) -> Iterator[FoundValue]:
        for pk, state in rows.values_list("pk", "states__state"):
            for value in [state] if state else State.values:
                yield pk, value, ""

    return Filter(
        name="state",
        label=gettext_lazy("Region"),
        build_rule=build_rule,
        list_values=list_values,
        options=tuple(State.choices),
    )


def make_help_filter(advice: Mapping[int, Card]) -> Filter:
    """Return the filter “who helps me to apply?”: the advice that entries name."""
    return Filter(
        name="help",
        label=gettext_lazy("Who helps me to apply?"),
        build_rule=lambda values: Q(advice__in=values),
        list_values=lambda rows: (
            (pk, str(article), "") for pk, article in rows.values_list("pk", "advice")
        ),
        options=[(str(article), card.title) for article, card in advice.items()],
    )


def make_funding_cards(
    ids: list[int],
    pages: QuerySet[FundingPage],
    request: HttpRequest,
    now: dt.datetime,
) -> list[Card]:
    """Return the cards of rows in their order: their pages, one query, and pictures, one."""
    joined = pages.select_related("lead_image", "entry").defer("body", "eligibility")
    found = read_for_cards(joined, "entry", ids)
    return [make_funding_card(page, request, now) for page in found]


def make_funding_card(
    page: FundingPage, request: HttpRequest, now: dt.datetime
) -> Card:
    """Return the card of a page whose row and picture are there."""
    entry = page.entry
    meta = [Meta(describe_deadline(entry, now), "calendar-clock")]
    if page.amount:
        meta.append(Meta(page.amount, "coins"))
    return Card(
        title=page.title,
        url=page.get_url(request) or "",
        summary=page.summary,
        kicker=page.funder,
        meta=tuple(meta),
        badge=make_badge(entry, now) if entry.is_over(now) else None,
        picture=get_picture(page.lead_image, "card", alt=page.lead_image_alt),
    )


def describe_deadline(entry: FundingEntry, now: dt.datetime) -> str:
    """Return until when one can apply, or could."""
    if entry.deadline_at is None:
        return str(TIMES[ROLLING])
    day = {"day": format_day(entry.deadline_at)}
    if entry.deadline_at <= now:
        return _("ended on %(day)s") % day
    return _("until %(day)s") % day


def make_badge(entry: FundingEntry, now: dt.datetime) -> Badge:
    """Return as a word whether one can apply."""
    if not entry.is_in_force:
        return Badge(_("not in force at present"), "neutral", "lock")
    if entry.is_over(now):
        return Badge(_("expired"), "neutral", "lock")
    return Badge(_("in force"), "success", "circle-check")


def get_funding_detail(
    *, page: FundingPage, request: HttpRequest, now: dt.datetime
) -> FundingDetail:
    """Return what stands around an entry's text; dates from the row, of a preview the draft."""
    entry, states = page.entry, page.states
    if getattr(request, "is_preview", False):
        entry = FundingEntry(
            pk=entry.pk, deadline_at=page.deadline_at, is_in_force=page.is_in_force
        )
    at = entry.deadline_at
    index_url = (page.get_url(request) or "").removesuffix(f"{page.slug}/")
    checked = page.entry.last_checked_at
    return FundingDetail(
        badge=make_badge(entry, now),
        deadline=format_moment(at) if at else "",
        deadline_iso=at.astimezone(BERLIN).isoformat(timespec="seconds") if at else "",
        regions=tuple(str(State(state).label) for state in State if state in states),
        tags=make_tags(list_page_terms(page.pk), index_url, TERM_FILTERS),
        is_over=entry.is_over(now),
        has_dead_link=page.entry.link_state == LinkState.DEAD,
        checked_day=format_day(checked) if checked else "",
        advice=list_advice(request, article_id=page.entry.advice_id),
    )


def list_advice(
    request: HttpRequest, *, article_id: int | None = None
) -> tuple[Card, ...]:
    """Return the cards of the pages that help to apply; of one entry's own if it names one."""
    cards = find_advice(request)
    own = cards.get(article_id) if article_id else None
    return (own,) if own else tuple(cards.values())


def find_advice(request: HttpRequest) -> dict[int, Card]:
    """Return the cards of the advice in the active language by the key of their row."""

    def make() -> dict[int, Card]:
        pages = AdvicePage.objects.listed(Locale.get_active()).order_by("path")
        return {
            page.article_id: Card(
                title=page.title, url=page.get_url(request) or "", summary=page.summary
            )
            for page in pages.only(*SHORT_FIELDS)
        }

    return remember(f"advice:{get_language()}", make)


def get_budget(lines: Iterable[Any]) -> Budget:
    """Return the lines of a sample budget with their sum."""
    values = [child.value for child in lines]
    return Budget(
        lines=tuple(
            BudgetLine(value["text"], value["amount"], value["note"])
            for value in values
        ),
        total=sum((value["amount"] for value in values), Decimal()),
    )


def get_advised_url(page: AdvicePage, request: HttpRequest) -> str:
    """Return the directory filtered by what this page helps with; "" if it is nothing."""
    pages = FundingPage.objects.listed(page.locale)
    if not pages.filter(entry__advice=page.article_id).exists():
        return ""
    index_url = (page.get_url(request) or "").removesuffix(f"{page.slug}/")
    return build_url(index_url, [("help", str(page.article_id))])


def explain_hiding() -> str:
    """Return the sentence that says how long an expired entry stays in the list."""
    return _("Expired entries leave the list %(days)d days after their deadline.") % {
        "days": SHOWN_AFTER_DEADLINE.days
    }
