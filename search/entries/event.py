"""Events: when, where and for whom."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.models import Event, EventPage
from search.entries.pages import PageType, list_point, make_page_kind
from search.registry import search_kinds

ROW_COLUMNS = ("network", "starts_at", "ends_at", "latitude", "longitude")
TEXTS = (
    "subline",
    "venue_address",
    "directions",
    "supervision",
    "bring",
    "languages",
    "cost",
    "accessibility_note",
)
NAMES = ("venue_name", "organiser", "contact_name")


def describe_event(row: Any, _page: Any) -> Mapping[str, Any]:
    return {"starts_at": row.starts_at, "ends_at": row.ends_at, **list_point(row)}


search_kinds.register(
    make_page_kind(
        name="event",
        label=_("Events"),
        row_model=Event,
        row_columns=ROW_COLUMNS,
        types=(PageType(model=EventPage, attribute="event", texts=TEXTS, names=NAMES),),
        facts=describe_event,
        icon="calendar",
        order=30,
    )
)
