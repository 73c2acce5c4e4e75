"""A page was deleted: its addresses say so (ED9)."""

from typing import Any

from django.db.models.signals import pre_delete
from wagtail.models import Page

from cms.operations.moves import note_deletion


def note_deleted_page(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Sent for each page of a deleted branch, once, by its row in Wagtail's own table."""
    note_deletion(page=instance)


def connect() -> None:
    pre_delete.connect(
        note_deleted_page, sender=Page, dispatch_uid="cms_note_deleted_page"
    )
