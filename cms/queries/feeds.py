"""What Atom and calendar feeds share: the language and the filters of their address."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.enums import Taxonomy
from cms.models import (
    CallIndexPage,
    EventIndexPage,
    FundingIndexPage,
    Network,
    NewsIndexPage,
    OfferIndexPage,
    PracticeIndexPage,
    Term,
    ThemeIndexPage,
    WebinarIndexPage,
)
from cms.plain_errors import MissingError
from cms.queries.addresses import make_absolute
from cms.queries.facets import build_url
from cms.queries.published import with_networks, with_terms
from cms.queries.terms import list_filter_terms

KINDS: dict[type, str] = {
    CallIndexPage: "calls",
    EventIndexPage: "events",
    FundingIndexPage: "funding",
    NewsIndexPage: "news",
    OfferIndexPage: "offers",
    PracticeIndexPage: "practice",
    ThemeIndexPage: "themes",
    WebinarIndexPage: "webinars",
}
"""Which feed holds what a list shows."""

CALENDARS = {"events": "cms:calendar", "webinars": "cms:webinar_calendar"}
"""Routes of the calendars, for kinds that have dates."""


def read_locale(language: str) -> Locale:
    """Return the locale of a feed's language.

    Raises:
        MissingError: a language that the site does not speak.
    """
    if language not in dict(settings.LANGUAGES):
        raise MissingError(
            _("There is no feed in this language. There are: %(languages)s.")
            % {"languages": ", ".join(code for code, _name in settings.LANGUAGES)}
        )
    return Locale.objects.get(language_code=language)


@dataclass(frozen=True)
class FeedLinks:
    """Where what a list shows is subscribed to: in a feed reader, dates as a calendar too."""

    title: str
    atom: str
    calendar: str = ""


def get_feeds(index: Any, params: QueryDict) -> FeedLinks | None:
    """Return the feeds of a list: of its network, with its filters by topic.

    The portal's takes over chosen networks too; what nobody knows is left out.
    None for a page that is no list with a feed, and where a host site leaves our routes out.
    """
    kind = KINDS.get(type(index))
    if kind is None:
        return None
    networks = [index.network.slug]
    if index.network.is_site:
        chosen = params.getlist("network")
        unknown = _find_unknown(Network.objects.all(), chosen)
        networks = [slug for slug in chosen if slug not in unknown]
    topics = {t.slug for t in list_filter_terms() if t.parameter == "topic"}
    pairs = [("network", slug) for slug in networks]
    pairs += [("topic", slug) for slug in params.getlist("topic") if slug in topics]
    language = index.locale.language_code
    try:
        atom = build_url(reverse("cms:feed", args=[language, kind]), pairs)
        route = CALENDARS.get(kind)
        calendar = _make_webcal(reverse(route, args=[language]), pairs) if route else ""
    except NoReverseMatch:
        return None
    return FeedLinks(index.title, atom, calendar)


def _make_webcal(path: str, pairs: list[tuple[str, str]]) -> str:
    """Return an address by whose scheme calendar programs know that they shall come back."""
    address = build_url(make_absolute(path), pairs)
    return address.replace("https://", "webcal://").replace("http://", "webcal://")


def narrow_pages(pages: Any, params: QueryDict) -> Any:
    """Keep the pages of the networks and topics that the address names.

    Raises:
        MissingError: a network or topic that nobody knows.
    """
    networks, topics = params.getlist("network"), params.getlist("topic")
    unknown = _find_unknown(Network.objects.all(), networks)
    unknown |= _find_unknown(Term.objects.of(Taxonomy.TOPIC), topics)
    if unknown:
        raise MissingError(
            _("There is no feed for: %(values)s.")
            % {"values": ", ".join(sorted(unknown))}
        )
    return with_terms(with_networks(pages, networks), Taxonomy.TOPIC, topics)


def _find_unknown(rows: Any, slugs: list[str]) -> set[str]:
    if not slugs:
        return set()
    return {*slugs} - {*rows.filter(slug__in=slugs).values_list("slug", flat=True)}
