"""Good practice as visitors read it: cards, and what stands around one entry (ED37)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.enums import PracticeStatus, Taxonomy
from cms.geo import get_districts
from cms.models import PracticeIndexPage, PracticePage
from cms.models.practice import get_status_conditions
from cms.queries.bodies import prefetch_card_pictures
from cms.queries.cards import Badge, Card, Fact, Meta, Tag, format_day, get_network_name
from cms.queries.filtered_lists import Filter, FoundValue, Listing, make_any_rule
from cms.queries.lists import (
    ListKind,
    ThingList,
    make_network_filter,
    make_tags,
    read_for_cards,
    with_topics,
)
from cms.queries.pictures import get_picture
from cms.queries.terms import LabelledTerm, list_page_terms

RELATED_COUNT = 3
TONES = {
    PracticeStatus.PLANNED: ("info", "calendar-plus"),
    PracticeStatus.ENDED: ("neutral", "flag"),
}


@dataclass(frozen=True)
class PracticeDetail:
    """What stands around the text of an entry; ``licence`` is that of the materials."""

    status: Badge | None
    facts: tuple[Fact, ...]
    network_name: str
    licence: str
    tags: tuple[Tag, ...]
    related: tuple[Card, ...]


def list_practice(
    *, index: PracticeIndexPage, request: HttpRequest, today: dt.date
) -> Listing:
    """Return one page of an index with filters and counts, the newest first.

    Raises:
        Http404: where the address asks for a page beyond the last.
    """
    kind = make_kind(today)
    things = ThingList(kind, index=index, params=request.GET, path=request.path)
    return things.get_listing(request)


def make_kind(today: dt.date) -> ListKind:
    """Return how practice is listed on a day: whether something goes on depends on it."""
    conditions = get_status_conditions(today)

    def list_values(rows: Any) -> Iterable[FoundValue]:
        found = rows.annotate_status(today).values_list("pk", "status")
        return ((pk, status, "") for pk, status in found)

    return ListKind(
        name="practice",
        page_model=PracticePage,
        row_attribute="entry",
        order=lambda rows: rows.order_by("-created_at", "-pk"),
        make_cards=lambda ids, pages, request: make_practice_cards(
            ids, pages, request, today
        ),
        term_filters=("topic", "stage", "target", "group", "format"),
        last=(
            Filter(
                name="status",
                label=gettext_lazy("Status"),
                build_rule=make_any_rule(conditions),
                list_values=list_values,
                options=[(status.value, status.label) for status in PracticeStatus],
            ),
            make_network_filter(),
        ),
    )


def make_practice_cards(
    ids: list[int],
    pages: QuerySet[PracticePage],
    request: HttpRequest | None,
    today: dt.date,
) -> list[Card]:
    """Return the cards of rows in their order: their pages, one query, and pictures, one."""
    found = read_for_cards(select_for_cards(pages), "entry", ids)
    return [make_practice_card(page, request, today) for page in found]


def select_for_cards(pages: QuerySet[PracticePage]) -> QuerySet[PracticePage]:
    """Join what a card shows and leave the long texts behind."""
    return pages.select_related("lead_image", "network", "entry").defer(
        "body",
        "idea",
        "goals",
        "implementation",
        "effect",
        "roles",
        "links",
        "materials",
    )


def make_practice_card(
    page: PracticePage, request: HttpRequest | None, today: dt.date
) -> Card:
    """Return the card of a page whose row, network and picture are there."""
    meta = []
    if page.timeframe:
        meta.append(Meta(page.timeframe, "clock"))
    if network := get_network_name(page):
        meta.append(Meta(network, "network"))
    return Card(
        title=page.title,
        url=page.get_url(request) or "",
        summary=page.summary,
        kicker=page.subline,
        meta=tuple(meta),
        badge=make_status_badge(page.entry.get_status(today)),
        picture=get_picture(page.lead_image, "card", alt=page.lead_image_alt),
    )


def make_status_badge(status: PracticeStatus) -> Badge | None:
    """Return the status as a word; that something goes on needs none."""
    if status not in TONES:
        return None
    tone, icon = TONES[status]
    return Badge(str(status.label), tone, icon)


def get_practice_detail(
    *, page: PracticePage, request: HttpRequest, today: dt.date
) -> PracticeDetail:
    """Return what stands around an entry; dates from the row, of a preview the draft."""
    source: Any = page if getattr(request, "is_preview", False) else page.entry
    entry = type(page.entry)(starts_on=source.starts_on, ends_on=source.ends_on)
    terms = list_page_terms(page.pk)
    index_url = (page.get_url(request) or "").removesuffix(f"{page.slug}/")
    return PracticeDetail(
        status=make_status_badge(entry.get_status(today)),
        facts=tuple(_list_facts(page, entry, terms)),
        network_name=get_network_name(page),
        licence=str(page.get_materials_licence_display()),
        tags=make_tags(terms, index_url),
        related=_find_related(page, terms, request, today),
    )


def _list_facts(
    page: PracticePage, entry: Any, terms: list[LabelledTerm]
) -> list[Fact]:
    """Return what it takes, in the order in which one plans; without what is empty."""
    formats = [term.label for term in terms if term.taxonomy == Taxonomy.FORMAT]
    special = [term.label for term in terms if term.taxonomy == Taxonomy.SPECIAL_GROUP]
    districts = [
        district.label
        for row in page.cms_page_districts.all()
        if (district := get_districts().get(row.ags))
    ]
    values = [
        (_("Participants"), page.participants, "users"),
        (_("Especially for"), ", ".join(special), "heart-handshake"),
        (_("Format"), ", ".join(formats), "shapes"),
        (_("Timeframe"), _describe_time(page, entry), "clock"),
        (_("Staff"), page.staff, "user"),
        (_("Budget"), page.budget, "coins"),
        (_("Financing"), page.financing, "hand-coins"),
        (_("Technical needs"), page.technical_needs, "wrench"),
        (_("Rooms"), page.rooms, "door-open"),
        (_("Where"), ", ".join(districts), "map-pin"),
    ]
    return [Fact(label, value, icon) for label, value, icon in values if value]


def _describe_time(page: PracticePage, entry: Any) -> str:
    start = format_day(entry.starts_on) if entry.starts_on else ""
    end = format_day(entry.ends_on) if entry.ends_on else ""
    words = {"text": page.timeframe, "start": start, "end": end}
    if start and end:
        period = _("%(start)s to %(end)s") % words
    elif start:
        period = _("from %(start)s") % words
    else:
        period = _("until %(end)s") % words if end else ""
    return ", ".join(part for part in (page.timeframe, period) if part)


def _find_related(
    page: PracticePage, terms: list[LabelledTerm], request: HttpRequest, today: dt.date
) -> tuple[Card, ...]:
    """Return entries on the same topics, else the newest."""
    others = (
        select_for_cards(PracticePage.objects.listed(page.locale))
        .exclude(entry=page.entry_id)
        .order_by("-entry__created_at", "-entry")
    )
    topics = [term.pk for term in terms if term.parameter == "topic"]
    found: list[PracticePage] = []
    if topics:
        found = list(with_topics(others, topics)[:RELATED_COUNT])
    if not found:
        found = list(others[:RELATED_COUNT])
    prefetch_card_pictures(found)
    return tuple(make_practice_card(other, request, today) for other in found)
