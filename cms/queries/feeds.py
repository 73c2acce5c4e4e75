"""What Atom and calendar feeds share: the language and the filters of their address."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.enums import Taxonomy
from cms.models import Network, Term
from cms.plain_errors import MissingError
from cms.queries.addresses import make_absolute
from cms.queries.facets import build_url
from cms.queries.published import with_networks, with_terms
from cms.queries.terms import list_filter_terms


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
    """Where what a list shows is subscribed to: as a calendar, in a feed reader."""

    calendar: str
    atom: str


def get_event_feeds(index: Any, params: QueryDict) -> FeedLinks | None:
    """Return the feeds of a list of events: of its network, with its filters by topic.

    The portal's takes over chosen networks too; what nobody knows is left out.
    None where a host site leaves our routes out.
    """
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
        calendar = make_absolute(reverse("cms:calendar", args=[language]))
        atom = reverse("cms:feed", args=[language, "events"])
    except NoReverseMatch:
        return None
    # The scheme by which calendar programs know that they shall come back.
    webcal = calendar.replace("https://", "webcal://").replace("http://", "webcal://")
    return FeedLinks(build_url(webcal, pairs), build_url(atom, pairs))


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
