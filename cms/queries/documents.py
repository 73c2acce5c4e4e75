"""Documents of pages: those of an event as one file (ED25), recordings that end (ED40)."""

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.text import slugify
from wagtail.models import Page, ReferenceIndex

from cms.models import WebinarPage
from cms.models.event import EventFields

RECORDING = "recording."
"""How the paths begin that lead to film, captions and transcript of a recording."""


def list_event_documents(
    *, page_id: int, request: HttpRequest
) -> tuple[str, list[tuple[str, Any]]] | None:
    """Return a name for the file, and names and documents that go into it.

    None where no visitor may see the page, or where no document is left:
    ``("maker-day", [("01-programme.pdf", document)])``.
    """
    found = Page.objects.live().filter(pk=page_id).first()
    page: Any = found.specific if found else None
    if not isinstance(page, EventFields):
        return None
    restrictions = page.get_view_restrictions()
    if not all(one.accept_request(request) for one in restrictions):
        return None
    documents = [child.value["document"] for child in page.documents]
    open_ones = [one for one in documents if one and _is_open(one, request)]
    named = [
        (f"{number:02}-{_name(document)}", document)
        for number, document in enumerate(open_ones, start=1)
    ]
    return (slugify(page.title) or "documents", named) if named else None


def is_over(document: Any, today: dt.date) -> bool:
    """Tell whether a file was part of recordings only, whose last day has passed.

    It stays where it is: with a later last day, or on another live page, it is open again.
    """
    recorded: set[str] = set()
    elsewhere: set[str] = set()
    page_type = ContentType.objects.get_for_model(Page).pk
    for kind, key, path in ReferenceIndex.get_references_to(document).values_list(
        "base_content_type", "object_id", "content_path"
    ):
        if kind != page_type:
            return False
        (recorded if path.startswith(RECORDING) else elsewhere).add(key)
    ended = WebinarPage.objects.filter(pk__in=recorded, recording_until__lt=today)
    over = {str(key) for key in ended.values_list("pk", flat=True)}
    open_pages = Page.objects.live().filter(pk__in=elsewhere | (recorded - over))
    return bool(over) and not open_pages.exists()


def _is_open(document: Any, request: HttpRequest) -> bool:
    restrictions = document.collection.get_view_restrictions()
    return all(one.accept_request(request) for one in restrictions)


def _name(document: Any) -> str:
    return f"{slugify(document.title) or 'document'}.{document.file_extension}"
