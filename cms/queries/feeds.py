"""What Atom and calendar feeds share: the language and the filters of their address."""

from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.enums import Taxonomy
from cms.models import Network, Term
from cms.plain_errors import MissingError
from cms.queries.published import with_networks, with_terms


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
