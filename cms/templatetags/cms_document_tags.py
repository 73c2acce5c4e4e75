"""Documents in lists: what the link says before somebody follows it (W62)."""

from pathlib import PurePath
from typing import Any

from django import template
from django.template.defaultfilters import filesizeformat

register = template.Library()


@register.simple_tag
def list_downloads(items: Any) -> list[dict[str, Any]]:
    """Return the values for components/downloads.html of download blocks."""
    values = [getattr(item, "value", item) for item in items]
    return [
        describe_document(value["document"], value["credit"])
        for value in values
        if value["document"]
    ]


def describe_document(document: Any, credit: str = "") -> dict[str, Any]:
    return {
        "title": f"{document.title} ({credit})" if credit else document.title,
        "url": document.url,
        "type": PurePath(document.filename).suffix.lstrip(".").upper(),
        "size": filesizeformat(document.file_size) if document.file_size else "",
        "language": document.get_language_display(),
        "lang": document.language,
        "accessible": document.is_accessible,
    }
