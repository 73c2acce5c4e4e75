"""Looking up ahead what a body needs, once for all its blocks.

Without this each picture, each paragraph with a link and each button would ask the
database for itself.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from cms.blocks.texts import ProseText
from cms.queries.pictures import FILTERS, SPECS, has_renditions
from cms.queries.translations import localise_pages

SEPARATOR = "<!--/-->"
CARD_FILTERS = SPECS["card"].get_filters()


def prepare_page(
    page: Any, *more_streams: StreamValue, images: Iterable[Any] = ()
) -> None:
    """Fetch renditions, links and targets of a page's streams, at most four queries."""
    prepare_streams(page.body, *more_streams, images=[page.lead_image, *images])


def prepare_streams(*streams: StreamValue, images: Iterable[Any] = ()) -> None:
    """Fetch what several streams and some pictures beside them need."""
    values = [value for stream in streams for value in _walk(stream)]
    model = get_image_model()
    pictures = [value for value in values if isinstance(value, model)]
    prefetch_renditions([*pictures, *images])
    expand_prose([value for value in values if isinstance(value, ProseText)])
    localise_pages([value for value in values if isinstance(value, Page)])


def prefetch_card_pictures(pages: Iterable[Any]) -> None:
    """Look up the pictures of the cards of these pages, one query for all."""
    prefetch_renditions((page.lead_image for page in pages), CARD_FILTERS)


def prefetch_renditions(
    images: Iterable[Any], filters: tuple[str, ...] = FILTERS
) -> None:
    """Fetch the renditions of many images in one query."""
    rows = get_image_model().get_rendition_model().objects
    found = [
        image for image in images if image is not None and not has_renditions(image)
    ]
    prefetch_related_objects(
        found, Prefetch("renditions", queryset=rows.filter(filter_spec__in=filters))
    )


def expand_prose(texts: list[ProseText]) -> None:
    """Look up the links of many rich texts at once."""
    linked = [text for text in texts if "linktype=" in text.source]
    if not linked:
        return
    expanded = expand_db_html(SEPARATOR.join(text.source for text in linked))
    for text, html in zip(linked, expanded.split(SEPARATOR), strict=True):
        text.expanded = html


def _walk(value: Any) -> Iterator[Any]:
    if isinstance(value, StreamValue):
        for child in value:
            yield from _walk(child.value)
    elif isinstance(value, ListValue):
        for item in value:
            yield from _walk(item)
    elif isinstance(value, StructValue):
        for item in value.values():
            yield from _walk(item)
    elif value is not None:
        yield value
