"""Public counters: at most an hour old, small values not shown (ED14)."""

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.models import (
    CallPage,
    EventPage,
    Network,
    NetworkState,
    NewsPage,
    OfferPage,
    PracticePage,
)

LIVE_SECONDS = 60 * 60
SMALLEST_SHOWN = 5
CACHE_KEY = "verbund:figures"


@dataclass(frozen=True)
class Figure:
    value: int
    label: str


def list_figures() -> list[Figure]:
    """Return what the portal counts in public; values below five are left out."""
    counts: dict[str, int] = cache.get_or_set(CACHE_KEY, _count, LIVE_SECONDS) or {}
    labels = {
        "networks": _("networks and state programmes in the register"),
        "states": _("states in which they work"),
        "offers": _("offers from kindergarten to the first job"),
        "events": _("events, past ones too"),
        "practice": _("examples of good practice"),
        "news": _("reports, portraits and press releases"),
        "calls": _("calls for applications"),
    }
    return [
        Figure(counts[name], label)
        for name, label in labels.items()
        if counts.get(name, 0) >= SMALLEST_SHOWN
    ]


PAGES = {
    "offers": OfferPage,
    "events": EventPage,
    "practice": PracticePage,
    "news": NewsPage,
    "calls": CallPage,
}


def _count() -> dict[str, int]:
    """Count what stands in the portal's own language: there each thing has one page."""
    locale = Locale.get_default()
    pages = {
        name: model.objects.listed(locale).count() for name, model in PAGES.items()
    }
    return {
        "networks": Network.objects.in_registry().count(),
        "states": NetworkState.objects.values("state").distinct().count(),
        **pages,
    }
