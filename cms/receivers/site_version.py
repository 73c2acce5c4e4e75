"""What visitors see has changed: stored pages go."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from cms.page_cache import bump_site_version

QUIET_ACTIONS = frozenset(
    {"wagtail.edit", "wagtail.lock", "wagtail.unlock", "wagtail.schedule.cancel"}
)
QUIET_PREFIXES = ("wagtail.comments.", "wagtail.workflow.")


def drop_pages_after_change(sender: Any, **kwargs: Any) -> None:
    """Pages and snippets went live, went away, moved; a site has another host or root."""
    bump_site_version()


def drop_pages_after_log_entry(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Wagtail logs every deed in its admin: images, settings, redirects, restrictions too.

    Of pages, drafts and comments change nothing that visitors see.
    """
    is_page_draft = sender is PageLogEntry and (
        instance.action in QUIET_ACTIONS or instance.action.startswith(QUIET_PREFIXES)
    )
    if kwargs["created"] and not is_page_draft:
        bump_site_version()


def drop_pages_after_delete(sender: Any, **kwargs: Any) -> None:
    if issubclass(sender, Page):
        bump_site_version()


def connect() -> None:
    for number, signal in enumerate(
        (
            page_published,
            page_unpublished,
            page_slug_changed,
            post_page_move,
            published,
            unpublished,
        )
    ):
        signal.connect(drop_pages_after_change, dispatch_uid=f"cms_drop_pages_{number}")
    for model in (PageLogEntry, ModelLogEntry):
        post_save.connect(
            drop_pages_after_log_entry,
            sender=model,
            dispatch_uid=f"cms_drop_pages_{model.__name__}",
        )
    post_save.connect(
        drop_pages_after_change, sender=Site, dispatch_uid="cms_drop_pages_Site"
    )
    post_delete.connect(drop_pages_after_delete, dispatch_uid="cms_drop_pages_deleted")
