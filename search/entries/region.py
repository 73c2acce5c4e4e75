"""Networks, by their region pages."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.models import Network, RegionPage
from search.entries.pages import PageType, list_point, make_page_kind
from search.registry import search_kinds


def describe_network(row: Any, _page: Any) -> Mapping[str, Any]:
    """Say what the network's row knows: names, seat, point."""
    names = (row.name, row.short_name, row.locality, row.carrier)
    return {"names": [name for name in names if name], **list_point(row)}


search_kinds.register(
    make_page_kind(
        name="region",
        label=_("Regions"),
        row_model=Network,
        row_columns=(
            "name",
            "short_name",
            "locality",
            "carrier",
            "latitude",
            "longitude",
        ),
        types=(PageType(model=RegionPage, attribute="network"),),
        facts=describe_network,
        icon="map-pin",
        order=70,
    )
)
