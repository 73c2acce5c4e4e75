"""What an offer must have before visitors see it, and what its figures may not say (ED27).

Reads pages by their attributes only, as the checks of events do.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cms.enums import Availability, Taxonomy
from cms.validators.content import Problem, check_order, check_point


def find_offer_problems(page: Any) -> Iterator[Problem]:
    """Return what refuses publishing an offer, and what only warns."""
    taxonomies = {row.term.taxonomy for row in page.cms_page_terms.all()}
    yield from find_order_problems(page)
    yield from _check_ways(page)
    yield from _check_asking(page)
    yield from _check_terms(taxonomies)
    yield from _warn(page, taxonomies)


def find_order_problems(page: Any) -> Iterator[Problem]:
    """Return what is wrong with ages, groups and the point; a draft is told as well."""
    yield from check_order(
        page, "age_from", "age_to", _("The ages are in the wrong order.")
    )
    yield from check_order(
        page, "group_from", "group_to", _("The group sizes are in the wrong order.")
    )
    yield from check_point(page)


def _check_ways(page: Any) -> Iterator[Problem]:
    if not (page.is_on_site or page.is_mobile or page.is_online):
        sentence = _(
            "Say where it takes place: at the provider's, at the school or online."
        )
        yield Problem("is_on_site", sentence)
    if page.availability == Availability.DATES and not page.dates:
        sentence = _("It takes place on fixed dates: enter at least one.")
        yield Problem("dates", sentence)


def _check_asking(page: Any) -> Iterator[Problem]:
    if page.takes_requests and not page.contact_email:
        sentence = _(
            "It can be asked for here: enter the address that gets the questions."
        )
        yield Problem("contact_email", sentence)


def _check_terms(taxonomies: set[str]) -> Iterator[Problem]:
    if Taxonomy.STAGE not in taxonomies:
        yield Problem("stages", _("Choose at least one education stage."))
    if Taxonomy.FORMAT not in taxonomies:
        yield Problem("formats", _("Choose at least one format."))


def _warn(page: Any, taxonomies: set[str]) -> Iterator[Problem]:
    if page.lead_image is None:
        sentence = _("Without a picture the offer is overlooked in lists.")
        yield Problem("lead_image", sentence, blocks=False)
    if Taxonomy.TOPIC not in taxonomies:
        sentence = _("Without a topic the filters do not find the offer.")
        yield Problem("topics", sentence, blocks=False)
    if not page.body and not page.summary:
        sentence = _("Nothing says what it is about: write a summary or a text.")
        yield Problem("summary", sentence, blocks=False)
