"""Offers: places to learn, courses, materials."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.models import Offer, OfferPage
from search.entries.pages import PageType, list_point, make_page_kind
from search.registry import search_kinds


def describe_offer(row: Any, _page: Any) -> Mapping[str, Any]:
    return list_point(row)


search_kinds.register(
    make_page_kind(
        name="offer",
        label=_("Offers"),
        row_model=Offer,
        row_columns=("network", "latitude", "longitude"),
        types=(
            PageType(
                model=OfferPage,
                attribute="offer",
                texts=(
                    "venue_address",
                    "directions",
                    "duration",
                    "cost",
                    "languages",
                    "accessibility_note",
                    "preparation",
                ),
                names=("provider_name", "venue_name", "contact_name"),
            ),
        ),
        facts=describe_offer,
        icon="flask-conical",
        order=50,
    )
)
