"""The home-page sections of cms itself (ED11)."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import RegionIndexPage
from cms.queries.calls import list_next_deadlines
from cms.queries.events import list_next_events
from cms.queries.figures import list_figures
from cms.queries.frame import get_site_map
from cms.queries.home_tiles import list_home_tiles
from cms.queries.news import list_newest
from cms.queries.region_map import get_region_map
from cms.queries.regions import list_regions
from cms.queries.stages import list_stage_links
from cms.sections import Section, sections

CARD_COUNT = 3


def get_stages(request: HttpRequest, page: Any) -> dict[str, Any]:
    stages = list_stage_links(timezone.now())
    return (
        {}
        if not stages
        else {"stages": stages, "default_title": _("Where are you now?")}
    )


def get_audiences(request: HttpRequest, page: Any) -> dict[str, Any]:
    tiles = list_home_tiles(locale=page.locale, now=timezone.now())
    return (
        {}
        if not tiles
        else {"tiles": tiles, "default_title": _("What brings you here?")}
    )


def get_next_deadlines(request: HttpRequest, page: Any) -> dict[str, Any]:
    cards = list_next_deadlines(
        home=page, request=request, now=timezone.now(), limit=CARD_COUNT
    )
    return (
        {}
        if not cards
        else {
            "cards": cards,
            "default_title": _("Closing soon"),
            "more_url": get_site_map(timezone.now()).indexes.get("calls", ""),
            "more_label": _("See all calls"),
        }
    )


def get_next_events(request: HttpRequest, page: Any) -> dict[str, Any]:
    cards = list_next_events(
        home=page, request=request, now=timezone.now(), limit=CARD_COUNT
    )
    return (
        {}
        if not cards
        else {
            "cards": cards,
            "default_title": _("Next events"),
            "more_url": get_site_map(timezone.now()).indexes.get("events", ""),
            "more_label": _("See all events"),
        }
    )


def get_news(request: HttpRequest, page: Any) -> dict[str, Any]:
    cards = list_newest(home=page, request=request, limit=CARD_COUNT)
    return (
        {}
        if not cards
        else {
            "cards": cards,
            "default_title": _("News"),
            "more_url": get_site_map(timezone.now()).indexes.get("news", ""),
            "more_label": _("Read all news"),
        }
    )


def get_figures(request: HttpRequest, page: Any) -> dict[str, Any]:
    figures = list_figures()
    return {} if not figures else {"figures": figures, "default_title": _("In figures")}


def get_map_teaser(request: HttpRequest, page: Any) -> dict[str, Any]:
    index = RegionIndexPage.objects.listed(page.locale).first()
    if index is None:
        return {}
    return _make_map_teaser(index) | {
        "more_label": _("See all networks"),
        "default_title": _("Networks near you"),
    }


def _make_map_teaser(index: RegionIndexPage) -> dict[str, Any]:
    """Return the map of all networks, and the states beside it as a list.

    The points are no links here: a map is never the only way to a place (W37).
    """
    url = index.get_url() or ""
    listing = list_regions(index=index, params=QueryDict(), path=url)
    drawn = get_region_map(index=index, listing=listing, path=url)
    groups = {group.name: group.options for group in listing.panel.groups}
    return {
        "map": replace(
            drawn, points=tuple(replace(point, url="") for point in drawn.points)
        ),
        "states": groups.get("state", ()),
        "more_url": url,
    }


for order, (name, label, get_context) in enumerate(
    [
        ("stages", gettext_lazy("Education stages"), get_stages),
        ("audiences", gettext_lazy("Entry by “I am …”"), get_audiences),
        ("calls", gettext_lazy("Next deadlines"), get_next_deadlines),
        ("events", gettext_lazy("Next events"), get_next_events),
        ("news", gettext_lazy("News"), get_news),
        ("map", gettext_lazy("Map of the networks"), get_map_teaser),
        ("figures", gettext_lazy("Figures"), get_figures),
    ]
):
    sections.register(
        Section(
            name=f"cms.{name}",
            label=label,
            template=f"cms/sections/{name}.html",
            get_context=get_context,
            order=order * 10,
        )
    )
