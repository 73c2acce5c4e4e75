"""The words of pages: without tags, addresses and what only the machine needs (F2)."""

import html
import re
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField, StreamField, StreamValue

ENDS = re.compile(
    r"</?(?:p|li|ul|ol|h[1-6]|br|hr|div|td|th|tr|table|blockquote)\b[^>]*>",
    re.IGNORECASE,
)
"""Tags between which words are apart; others, as `b`, may stand inside of a word."""
WORDS = (blocks.CharBlock, blocks.TextBlock, blocks.BlockQuoteBlock)


def strip_markup(markup: str) -> str:
    """Return the words of rich text, those of two paragraphs apart."""
    return html.unescape(strip_tags(ENDS.sub(" ", markup))).strip()


def read_stream(value: StreamValue | None) -> str:
    """Return the words of a stream, captions and tables among them.

    They are read as they are kept: asking the blocks for their values would look up each
    picture and each page that is chosen, with a query for every page.
    """
    if not value:
        return ""
    block = value.stream_block
    return " ".join(word for word in _read(block, list(value.raw_data)) if word)


def read_fields(page: models.Model, names: tuple[str, ...]) -> str:
    """Return the words of all streams and rich texts of a page, and of the named columns."""
    parts = [str(getattr(page, name) or "") for name in names]
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            parts.append(read_stream(getattr(page, field.name)))
        elif isinstance(field, RichTextField):
            parts.append(strip_markup(getattr(page, field.name)))
    return "\n".join(part for part in parts if part)


def _read(block: Any, raw: Any) -> Iterator[str]:
    if not raw:
        return
    if isinstance(block, TypedTableBlock):
        yield from _read_table(block, raw)
    elif isinstance(block, blocks.BaseStreamBlock):
        for child in raw:
            yield from _read_child(block, child.get("type"), child.get("value"))
    elif isinstance(block, blocks.BaseStructBlock):
        for name, value in raw.items():
            yield from _read_child(block, name, value)
    elif isinstance(block, blocks.ListBlock):
        for child in raw:
            is_item = isinstance(child, dict) and child.get("type") == "item"
            yield from _read(block.child_block, child["value"] if is_item else child)
    elif isinstance(block, blocks.RichTextBlock):
        yield strip_markup(str(raw))
    elif isinstance(block, WORDS):
        yield str(raw).strip()


def _read_child(block: Any, name: Any, value: Any) -> Iterator[str]:
    child = block.child_blocks.get(name)
    if child is not None:
        yield from _read(child, value)


def _read_table(block: Any, raw: Any) -> Iterator[str]:
    yield str(raw.get("caption") or "")
    columns = raw.get("columns") or []
    yield from (str(column.get("heading") or "") for column in columns)
    for row in raw.get("rows") or []:
        for column, cell in zip(columns, row.get("values") or [], strict=False):
            yield from _read_child(block, column.get("type"), cell)
