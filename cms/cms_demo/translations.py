"""What wagtail-localize knows of the English texts, as if translators had written them."""

import datetime as dt
import re
import uuid
from contextlib import suppress
from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.cms_demo.source import NAMESPACE, Shelf, get_translation_key, publish_page

BLOCK_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

# What the German text says since its translation was made, by the page's key.
ADDITIONS = {
    "elternabend-berufe": "<p>Nachtrag: Den nächsten Abend bereiten wir schon vor. "
    "Diesmal sitzen auch ehemalige Schüler:innen an den Tischen.</p>",
    "call-fahrkartenfonds": "<p>Nachtrag: Der Fonds zahlt jetzt auch Fahrten in den "
    "Ferien.</p>",
    "for-networks": "<p>Nachtrag: Neue Netzwerke bekommen im ersten Monat eine feste "
    "Ansprechperson im Portal.</p>",
}


class StructureError(Exception):
    """The two texts of a page are not built alike, so that nothing can be paired."""


def load_translations(_now: dt.datetime) -> int:
    """Record each pair of pages once; what editors did with a pair since is theirs."""
    german, english = Shelf("de"), Shelf("en")
    known = TranslationSource.objects.filter(
        locale=german.locale, translations__target_locale=english.locale
    )
    pairs = {
        page_id: english.page_ids[key]
        for key, page_id in german.page_ids.items()
        if key in english.page_ids
    }
    new = list(
        Page.objects.filter(pk__in=pairs)
        .exclude(translation_key__in=known.values("object_id"))
        .specific()
    )
    additions = {get_translation_key(key): text for key, text in ADDITIONS.items()}
    targets = Page.objects.in_bulk(pairs.values())
    recorded = 0
    for page in new:
        # A text that editors have rebuilt is no longer the one that was translated.
        with suppress(StructureError), transaction.atomic():
            record_translation(page, targets[pairs[page.pk]].specific)
            if page.translation_key in additions:
                add_to_text(page, additions[page.translation_key])
            recorded += 1
    return recorded


def record_translation(page: Page, target: Page) -> Translation:
    """Record a page as the translation of another, string by string.

    Raises:
        StructureError: the target has other blocks, paragraphs or fields than the source.
    """
    source, _created = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=target.locale)
    texts = [
        segment
        for segment in extract_segments(target)
        if isinstance(segment, StringSegmentValue)
    ]
    segments = list(
        StringSegment.objects.filter(source=source)
        .select_related("string", "context")
        .order_by("order")
    )
    here = [make_shape(segment.context.path) for segment in segments]
    if here != [make_shape(segment.path) for segment in texts]:
        raise StructureError(f"{page} and {target} are not built alike")
    pairs = {
        (segment.string_id, segment.context_id): text.string.data
        for segment, text in zip(segments, texts, strict=True)
    }
    StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of_id=string_id,
            context_id=context_id,
            locale=target.locale,
            data=data,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
        for (string_id, context_id), data in pairs.items()
    )
    return translation


def make_shape(path: str) -> str:
    """Return the path of a string without the ids of blocks, which differ by language."""
    return BLOCK_ID.sub("*", path)


def add_to_text(page: Any, html: str) -> None:
    """Publish the text with one more paragraph, as an editor would later."""
    identity = str(uuid.uuid5(NAMESPACE, f"{page.translation_key}/addition"))
    page.body.append(("text", html, identity))
    publish_page(page)
