"""Public counters: at most an hour old, small values not shown (ED14)."""

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.models import Article, Call, Network, NetworkState, NewsPage
from cms.models.call import CallPage

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
        "news": _("reports, portraits and press releases"),
        "calls": _("calls for applications"),
    }
    return [
        Figure(counts[name], label)
        for name, label in labels.items()
        if counts.get(name, 0) >= SMALLEST_SHOWN
    ]


def _count() -> dict[str, int]:
    locale = Locale.get_default()
    news = NewsPage.objects.listed(locale).values("article")
    calls = CallPage.objects.listed(locale).values("call")
    return {
        "networks": Network.objects.in_registry().count(),
        "states": NetworkState.objects.values("state").distinct().count(),
        "news": Article.objects.filter(pk__in=news).count(),
        "calls": Call.objects.filter(pk__in=calls).count(),
    }
