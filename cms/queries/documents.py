"""The documents of an event as one file: which ones, and under which names (ED25)."""

from typing import Any

from django.http import HttpRequest
from django.utils.text import slugify
from wagtail.models import Page

from cms.models.event import EventFields


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


def _is_open(document: Any, request: HttpRequest) -> bool:
    restrictions = document.collection.get_view_restrictions()
    return all(one.accept_request(request) for one in restrictions)


def _name(document: Any) -> str:
    return f"{slugify(document.title) or 'document'}.{document.file_extension}"
