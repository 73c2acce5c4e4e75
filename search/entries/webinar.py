"""Webinars, with what was said where there is a transcript."""

from django.utils.translation import gettext_lazy as _

from cms.models import Event, WebinarPage
from search.entries.event import NAMES, ROW_COLUMNS, TEXTS, describe_event
from search.entries.pages import PageType, make_page_kind
from search.registry import search_kinds

search_kinds.register(
    make_page_kind(
        name="webinar",
        label=_("Webinars"),
        row_model=Event,
        row_columns=ROW_COLUMNS,
        types=(
            PageType(model=WebinarPage, attribute="event", texts=TEXTS, names=NAMES),
        ),
        facts=describe_event,
        icon="video",
        order=40,
    )
)
