"""What page templates ask for: one call each, answered by a frozen dataclass."""

from collections.abc import Callable
from typing import Any, TypeVar, cast
from urllib.parse import unquote, urlsplit

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.blocks import StreamValue
from wagtail.models import Page

from cms.blocks.body import ContentsEntry, get_contents
from cms.holds import make_label_key, page_labels
from cms.queries.bodies import prepare_page, prepare_streams
from cms.queries.calls import CallDetail, get_call_detail, list_calls
from cms.queries.cards import Card, CardGroup
from cms.queries.chronology import Chronology, get_chronology
from cms.queries.event_detail import EventDetail, get_event_detail
from cms.queries.events import list_events
from cms.queries.feeds import FeedLinks, get_feeds
from cms.queries.filtered_lists import Listing
from cms.queries.funding import (
    Budget,
    FundingDetail,
    explain_hiding,
    get_advised_url,
    get_budget,
    get_funding_detail,
    list_advice,
    list_funding,
)
from cms.queries.help import list_help_pages
from cms.queries.news import NewsDetail, get_news_detail, list_news
from cms.queries.offer_detail import OfferDetail, get_offer_detail
from cms.queries.offers import list_offers
from cms.queries.practice import PracticeDetail, get_practice_detail, list_practice
from cms.queries.remembered import remember
from cms.queries.stages import (
    StageLink,
    list_stage_groups,
    list_stage_links,
)
from cms.queries.themes import ThemeDetail, get_theme_detail, list_themes
from cms.queries.webinars import (
    AcademyDetail,
    WebinarDetail,
    get_academy_detail,
    get_webinar_detail,
    list_academies,
    list_webinars,
)

register = template.Library()

CONTENTS_MINIMUM = 3
LISTING = "listing"

Listed = TypeVar("Listed")


def list_once(context: Context, make: Callable[[], Listed]) -> Listed:
    """Return the list of the page being rendered; its title and its body ask for it."""
    kept = context.render_context
    if kept.get(LISTING) is None:
        kept[LISTING] = make()
    return cast(Listed, kept[LISTING])


@register.simple_tag(takes_context=True)
def news_listing(context: Context) -> Listing:
    return list_once(
        context,
        lambda: list_news(index=context["page"], request=context["request"]),
    )


@register.simple_tag(takes_context=True)
def call_listing(context: Context) -> Listing:
    return list_once(
        context,
        lambda: list_calls(
            index=context["page"], request=context["request"], now=timezone.now()
        ),
    )


@register.simple_tag(takes_context=True)
def event_listing(context: Context) -> Listing:
    return list_once(
        context,
        lambda: list_events(
            index=context["page"], request=context["request"], now=timezone.now()
        ),
    )


@register.simple_tag(takes_context=True)
def offer_listing(context: Context) -> Listing:
    return list_once(
        context,
        lambda: list_offers(index=context["page"], request=context["request"]),
    )


@register.simple_tag(takes_context=True)
def list_feeds(context: Context) -> FeedLinks | None:
    return get_feeds(context["page"], context["request"].GET)


@register.simple_tag(takes_context=True)
def event_detail(context: dict[str, Any]) -> EventDetail:
    return get_event_detail(
        page=context["page"], request=context["request"], now=timezone.now()
    )


@register.simple_tag(takes_context=True)
def stage_links(context: dict[str, Any]) -> list[StageLink]:
    return list_stage_links(timezone.now(), current=context["page"].stage_id)


@register.simple_tag(takes_context=True)
def stage_groups(context: dict[str, Any]) -> list[CardGroup]:
    return list_stage_groups(
        page=context["page"], request=context["request"], now=timezone.now()
    )


@register.simple_tag(takes_context=True)
def offer_detail(context: dict[str, Any]) -> OfferDetail:
    return get_offer_detail(page=context["page"], request=context["request"])


@register.simple_tag(takes_context=True)
def news_detail(context: dict[str, Any]) -> NewsDetail:
    return get_news_detail(page=context["page"], request=context["request"])


@register.simple_tag(takes_context=True)
def call_detail(context: dict[str, Any]) -> CallDetail:
    return get_call_detail(
        page=context["page"], request=context["request"], now=timezone.now()
    )


@register.simple_tag(takes_context=True)
def practice_listing(context: Context) -> Listing:
    return list_once(
        context,
        lambda: list_practice(
            index=context["page"],
            request=context["request"],
            today=timezone.localdate(),
        ),
    )


@register.simple_tag(takes_context=True)
def practice_detail(context: dict[str, Any]) -> PracticeDetail:
    return get_practice_detail(
        page=context["page"], request=context["request"], today=timezone.localdate()
    )


@register.simple_tag(takes_context=True)
def theme_pages(context: dict[str, Any]) -> list[Card]:
    return list_themes(index=context["page"], request=context["request"])


@register.simple_tag(takes_context=True)
def theme_detail(context: dict[str, Any]) -> ThemeDetail:
    return get_theme_detail(
        page=context["page"], request=context["request"], now=timezone.now()
    )


@register.simple_tag(takes_context=True)
def webinar_listing(context: Context) -> Listing:
    return list_once(
        context,
        lambda: list_webinars(
            index=context["page"], request=context["request"], now=timezone.now()
        ),
    )


@register.simple_tag(takes_context=True)
def webinar_detail(context: dict[str, Any]) -> WebinarDetail:
    return get_webinar_detail(
        page=context["page"], request=context["request"], now=timezone.now()
    )


@register.simple_tag(takes_context=True)
def academy_pages(context: dict[str, Any]) -> list[Card]:
    return list_academies(index=context["page"], request=context["request"])


@register.simple_tag(takes_context=True)
def academy_detail(context: dict[str, Any]) -> AcademyDetail:
    return get_academy_detail(page=context["page"], request=context["request"])


@register.simple_tag(takes_context=True)
def prepare_body(
    context: dict[str, Any], *more_streams: StreamValue
) -> list[ContentsEntry]:
    """Look up what body and lists of files need; returns the contents if worth a list."""
    page = context["page"]
    prepare_page(page, *more_streams)
    contents = get_contents(page.body)
    return contents if len(contents) >= CONTENTS_MINIMUM else []


@register.simple_tag(takes_context=True)
def prepare_sections(context: dict[str, Any]) -> str:
    """Look up where the tiles of a home page lead."""
    prepare_streams(context["page"].sections)
    return ""


@register.simple_tag(takes_context=True)
def help_pages(context: dict[str, Any]) -> list[Any]:
    return list_help_pages(index=context["page"], request=context["request"])


@register.simple_tag(takes_context=True)
def funding_listing(context: Context) -> Listing:
    return list_once(
        context,
        lambda: list_funding(
            index=context["page"], request=context["request"], now=timezone.now()
        ),
    )


@register.simple_tag
def funding_hiding_note() -> str:
    return explain_hiding()


@register.simple_tag(takes_context=True)
def funding_detail(context: dict[str, Any]) -> FundingDetail:
    return get_funding_detail(
        page=context["page"], request=context["request"], now=timezone.now()
    )


@register.simple_tag(takes_context=True)
def advice_pages(context: dict[str, Any]) -> tuple[Card, ...]:
    return list_advice(context["request"])


@register.simple_tag(takes_context=True)
def advised_funding_url(context: dict[str, Any]) -> str:
    return get_advised_url(context["page"], context["request"])


@register.simple_tag(takes_context=True)
def sample_budget(context: dict[str, Any]) -> Budget:
    return get_budget(context["page"].budget)


@register.simple_tag(takes_context=True)
def chronology(context: dict[str, Any]) -> Chronology:
    return get_chronology(page=context["page"], request=context["request"])


@register.simple_tag(takes_context=True)
def thing_of_page(context: dict[str, Any]) -> dict[str, Any] | None:
    """Return kind and key of the thing behind the page: ``{"kind": "call", "key": …}``.

    ``is_followable`` says whether readers would ever hear of it again.
    """
    page = context.get("page")
    name = getattr(page, "thing_attribute", "") or getattr(
        page, "counted_attribute", ""
    )
    if page is None or not name:
        return None
    model = page._meta.get_field(name).related_model
    return {
        "kind": model._meta.model_name,
        "key": str(page.translation_key),
        "is_followable": getattr(page, "is_followable", True),
    }


@register.simple_tag(takes_context=True)
def labels_of_page(context: dict[str, Any]) -> list[str]:
    """Return the sentences that other apps put above the page of a thing."""
    page = context.get("page")
    if not isinstance(page, Page):
        return []
    # Kept for all pages at once: none asks the database for a label that it has not.
    labels = [
        (label, remember(f"labels {label.name}", label.list_codes))
        for label in page_labels.entries()
    ]
    name = getattr(page, "thing_attribute", "") or getattr(
        page, "counted_attribute", ""
    )
    if not name:
        return []
    model: Any = page._meta.get_field(name).related_model
    key = make_label_key(model._meta.label_lower, getattr(page, f"{name}_id"))
    return [label.explain(codes[key]) for label, codes in labels if key in codes]


@register.simple_tag(takes_context=True)
def absolute_url(context: dict[str, Any]) -> str:
    """Return the address of the page as one would send it to somebody."""
    page = context["page"]
    return str(page.get_full_url(context["request"]) or "")


@register.simple_tag
def qr_code_path(url: str) -> str:
    """Return where the QR code of one of our pages is drawn; takes its whole address.

    "" where a host site leaves our routes out.
    """
    path = unquote(urlsplit(url).path).strip("/")
    try:
        return reverse("cms:qr_code", args=[path])
    except NoReverseMatch:
        return ""


@register.filter
def lines(text: str) -> list[str]:
    """Return the lines of a text that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
