"""Webinars as visitors read them: the library, one webinar, and the academy (ED40)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, DateTimeField, F, IntegerField, Q, QuerySet, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from cms.enums import EventStatus, SpokenLanguage
from cms.models import AcademyPage, CallPage, WebinarIndexPage, WebinarPage
from cms.queries.bodies import prefetch_card_pictures
from cms.queries.cards import (
    Badge,
    Card,
    Fact,
    Link,
    Meta,
    Tag,
    format_day,
    format_moment,
    get_network_name,
)
from cms.queries.event_detail import (
    DATES_SHOWN,
    DateLine,
    ProgrammeEntry,
    Registration,
    find_reason,
    get_registration,
    list_facts,
    list_programme,
    list_spans,
    make_line,
)
from cms.queries.filtered_lists import Filter, FoundValue, Listing
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
RECORDED = "recorded"
TO_COME = "to-come"
DONE = "done"
LABELS = {
    TO_COME: gettext_lazy("to come"),
    RECORDED: gettext_lazy("with a recording"),
    DONE: gettext_lazy("over, without a recording"),
}


@dataclass(frozen=True)
class Chapter:
    """Where something begins; with an own film a link into it."""

    start: str
    title: str
    url: str


@dataclass(frozen=True)
class WebinarDetail:
    """What stands around a webinar's text; no recording once its last day is over."""

    badge: Badge | None
    status_reason: str
    status_reason_lang: str
    dates: tuple[DateLine, ...]
    more_dates: tuple[DateLine, ...]
    facts: tuple[Fact, ...]
    programme: tuple[ProgrammeEntry, ...]
    registration: Registration | None
    shows_recording: bool
    recording_note: str
    chapters: tuple[Chapter, ...]
    network_name: str
    tags: tuple[Tag, ...]
    related: tuple[Card, ...]


@dataclass(frozen=True)
class Module:
    """What components/timeline.html needs of one module."""

    date: str
    title: str
    text: str


@dataclass(frozen=True)
class AcademyDetail:
    modules: tuple[Module, ...]
    call: Link | None
    network_name: str
    tags: tuple[Tag, ...]


def list_webinars(
    *, index: WebinarIndexPage, request: HttpRequest, now: dt.datetime
) -> Listing:
    """Return one page of the library: what comes next first, then what is over.

    Raises:
        Http404: where the address asks for a page beyond the last.
    """
    kind = make_kind(index.locale, now)
    things = ThingList(kind, index=index, params=request.GET, path=request.path)
    return things.get_listing(request)


def make_kind(locale: Locale, now: dt.datetime) -> ListKind:
    """Return how webinars are listed; recording and language are those of this language."""
    pages = WebinarPage.objects.listed(locale)
    recorded = pages.filter(build_recording_rule(timezone.localdate(now)))

    def build_state_rule(values: tuple[str, ...]) -> Q:
        over = Q(ends_at__lte=now)
        has_recording = Q(pk__in=recorded.values("event"))
        rules = {
            TO_COME: ~over,
            RECORDED: has_recording,
            DONE: over & ~has_recording,
        }
        found = Q(pk__in=[])
        for value in values:
            found |= rules[value]
        return found

    def list_states(rows: Any) -> Iterable[FoundValue]:
        keys = set(recorded.values_list("event", flat=True))
        for pk, ends_at in rows.values_list("pk", "ends_at"):
            is_over = ends_at is not None and ends_at <= now
            if not is_over:
                yield pk, TO_COME, ""
            if pk in keys:
                yield pk, RECORDED, ""
            elif is_over:
                yield pk, DONE, ""

    def list_languages(rows: Any) -> Iterable[FoundValue]:
        found = pages.filter(event__in=rows).values_list("event", "spoken_language")
        return ((pk, language, "") for pk, language in found)

    return ListKind(
        name="webinars",
        page_model=WebinarPage,
        row_attribute="event",
        order=lambda rows: order_for_library(rows, now),
        make_cards=lambda ids, pages, request: make_webinar_cards(
            ids, pages, request, now
        ),
        first=(
            Filter(
                name="state",
                label=gettext_lazy("When"),
                build_rule=build_state_rule,
                list_values=list_states,
                options=list(LABELS.items()),
            ),
        ),
        last=(
            Filter(
                name="language",
                label=gettext_lazy("Language"),
                build_rule=lambda values: Q(
                    pk__in=pages.filter(spoken_language__in=values).values("event")
                ),
                list_values=list_languages,
                options=[(spoken.value, spoken.label) for spoken in SpokenLanguage],
            ),
            make_network_filter(),
        ),
    )


def build_recording_rule(today: dt.date) -> Q:
    """Return the condition on pages that readers may see their recording on this day."""
    open_ended = Q(recording_until__isnull=True) | Q(recording_until__gte=today)
    return Q(has_recording=True) & open_ended


def order_for_library(rows: QuerySet[Any], now: dt.datetime) -> Any:
    """Order what is to come by its start, then what is over, the latest first."""
    is_over = Case(
        When(ends_at__lte=now, then=1), default=0, output_field=IntegerField()
    )
    coming = Case(
        When(ends_at__gt=now, then=F("starts_at")), output_field=DateTimeField()
    )
    return rows.order_by(is_over, coming.asc(), "-starts_at", "pk")


def make_webinar_cards(
    ids: list[int],
    pages: QuerySet[WebinarPage],
    request: HttpRequest | None,
    now: dt.datetime,
) -> list[Card]:
    """Return the cards of rows in their order: their pages, one query, and pictures, one."""
    found = read_for_cards(select_for_cards(pages), "event", ids)
    return [make_webinar_card(page, request, now) for page in found]


def select_for_cards(pages: QuerySet[WebinarPage]) -> QuerySet[WebinarPage]:
    """Join what a card shows and leave the long texts behind."""
    return pages.select_related("lead_image", "network", "event", "locale").defer(
        "body",
        "programme",
        "documents",
        "speakers",
        "chapters",
        "transcript",
        "slides",
        "more_dates",
        "exceptions",
    )


def make_webinar_card(
    page: WebinarPage, request: HttpRequest | None, now: dt.datetime
) -> Card:
    """Return the card of a page whose row, network and picture are there."""
    starts_at = page.event.starts_at or page.starts_at
    meta = [Meta(format_moment(starts_at), "calendar-clock")]
    if page.spoken_language != page.locale.language_code:
        meta.append(Meta(str(page.get_spoken_language_display()), "languages"))
    if network := get_network_name(page):
        meta.append(Meta(network, "network"))
    return Card(
        title=page.title,
        url=page.get_url(request) or "",
        summary=page.summary,
        kicker=page.subline,
        meta=tuple(meta),
        badge=make_badge(page, now),
        picture=get_picture(page.lead_image, "card", alt=page.lead_image_alt),
    )


def make_badge(page: WebinarPage, now: dt.datetime) -> Badge | None:
    """Return what one should know at a glance: called off, with a recording, or over."""
    status = EventStatus(page.event.status)
    if status == EventStatus.CANCELLED:
        return Badge(str(status.label), "danger", "circle-x")
    if status == EventStatus.POSTPONED:
        return Badge(str(status.label), "warning", "hourglass")
    if page.shows_recording(timezone.localdate(now)):
        return Badge(_("with a recording"), "success", "video")
    ends_at = page.event.ends_at or page.ends_at
    return Badge(_("over"), "neutral", "flag") if ends_at <= now else None


def get_webinar_detail(
    *, page: WebinarPage, request: HttpRequest, now: dt.datetime
) -> WebinarDetail:
    """Return what stands around a webinar's text; dates from the row, of a preview the draft."""
    today = timezone.localdate(now)
    is_preview = bool(getattr(request, "is_preview", False))
    source: Any = page if is_preview else page.event
    terms = list_page_terms(page.pk)
    index_url = (page.get_url(request) or "").removesuffix(f"{page.slug}/")
    lines = [make_line(span, off, now) for span, off in list_spans(page, is_preview)]
    is_over = all(line.is_over for line in lines)
    shows_recording = page.shows_recording(today)
    language = Fact(_("Language"), str(page.get_spoken_language_display()), "languages")
    reason, reason_lang = find_reason(page)
    return WebinarDetail(
        badge=make_badge(page, now),
        status_reason=reason,
        status_reason_lang=reason_lang,
        dates=tuple(lines[:DATES_SHOWN]),
        more_dates=tuple(lines[DATES_SHOWN:]),
        facts=(language, *list_facts(page, source, terms)),
        programme=tuple(list_programme(page)),
        registration=get_registration(page, source, now, is_past=is_over),
        shows_recording=shows_recording,
        recording_note=_describe_recording(page, is_over=is_over, today=today),
        chapters=tuple(_list_chapters(page)) if shows_recording else (),
        network_name=get_network_name(page),
        tags=make_tags(terms, index_url),
        related=_find_related(page, terms, request, now),
    )


def _describe_recording(page: WebinarPage, *, is_over: bool, today: dt.date) -> str:
    """Say until when there is a recording, or why there is none."""
    if page.shows_recording(today):
        until = page.recording_until
        return (
            _("The recording stands here until %(day)s.") % {"day": format_day(until)}
            if until
            else ""
        )
    if len(page.recording):
        return _("The recording is no longer available.")
    return _("There is no recording of this webinar.") if is_over else ""


def _list_chapters(page: WebinarPage) -> list[Chapter]:
    file = page.recording[0].value["file"]
    return [
        Chapter(
            child.value["start"],
            child.value["title"],
            f"{file.url}#t={read_seconds(child.value['start'])}" if file else "",
        )
        for child in page.chapters
    ]


def read_seconds(text: str) -> int:
    """Return “1:02:03” in seconds."""
    seconds = 0
    for part in text.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds


def _find_related(
    page: WebinarPage,
    terms: list[LabelledTerm],
    request: HttpRequest,
    now: dt.datetime,
) -> tuple[Card, ...]:
    """Return webinars on the same topics, the latest first."""
    topics = [term.pk for term in terms if term.parameter == "topic"]
    others = select_for_cards(WebinarPage.objects.listed(page.locale))
    others = with_topics(others.exclude(event=page.event_id), topics)
    found = list(others.order_by("-event__starts_at", "-event")[:RELATED_COUNT])
    prefetch_card_pictures(found)
    return tuple(make_webinar_card(other, request, now) for other in found)


# --- academy ----------------------------------------------------------------------------------


def list_academies(*, index: WebinarIndexPage, request: HttpRequest) -> list[Card]:
    """Return a card for each live academy page below the library."""
    pages = AcademyPage.objects.listed(index.locale).child_of(index)
    found = list(
        pages.select_related("lead_image").defer("body", "modules").order_by("path")
    )
    prefetch_card_pictures(found)
    return [
        Card(
            title=page.title,
            url=page.get_url(request) or "",
            summary=page.summary,
            kicker=_("Academy"),
            picture=get_picture(page.lead_image, "card", alt=page.lead_image_alt),
        )
        for page in found
    ]


def get_academy_detail(*, page: AcademyPage, request: HttpRequest) -> AcademyDetail:
    """Return modules with their days, and the call in the language of the page."""
    terms = list_page_terms(page.pk)
    index_url = (page.get_url(request) or "").removesuffix(f"{page.slug}/")
    return AcademyDetail(
        modules=tuple(_list_modules(page)),
        call=_find_call(page, request),
        network_name=get_network_name(page),
        tags=make_tags(terms, index_url),
    )


def _list_modules(page: AcademyPage) -> list[Module]:
    return [
        Module(
            _format_days(child.value["starts_on"], child.value["ends_on"]),
            child.value["title"],
            child.value["text"],
        )
        for child in page.modules
    ]


def _format_days(first: dt.date | None, last: dt.date | None) -> str:
    if first is None:
        return _("date to follow")
    if last is None or last == first:
        return format_day(first)
    return _("%(start)s to %(end)s") % {
        "start": format_day(first),
        "end": format_day(last),
    }


def _find_call(page: AcademyPage, request: HttpRequest) -> Link | None:
    if page.call_page_id is None:
        return None
    row = CallPage.objects.filter(pk=page.call_page_id).values("call")
    found = CallPage.objects.listed(page.locale).filter(call__in=row).first()
    return Link(found.title, found.get_url(request) or "") if found else None
