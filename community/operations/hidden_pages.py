"""Taking the pages of a thing out of sight, and bringing back what was there (CO50, CO51)."""

from typing import Any

from django.db import transaction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision


@transaction.atomic
def hide_pages(thing: Any, actor: Any) -> list[Any]:
    """Unpublish the pages of all languages; return ``[[page id, revision id or None]]``."""
    hidden = []
    for accessor in thing.page_accessors:
        pages = getattr(thing, accessor).filter(live=True, alias_of__isnull=True)
        for page in pages.order_by("pk"):
            hidden.append([page.pk, page.live_revision_id])
            # Moderators have no right to pages; the decision is what gives it here.
            UnpublishPageAction(page, user=actor).execute(skip_permission_checks=True)
    return hidden


@transaction.atomic
def restore_pages(hidden: list[Any], actor: Any) -> None:
    """Publish what could be seen before, in the same version; later drafts stay drafts."""
    for page_id, revision_id in hidden:
        page = Page.objects.filter(pk=page_id, live=False).first()
        if page is None:
            continue
        revision = Revision.objects.filter(pk=revision_id or 0).first()
        if revision is None:
            revision = page.specific.save_revision(user=actor, log_action=True)
        # It was published once: our own check of new content is not asked again.
        PublishPageRevisionAction(revision, user=actor).execute(
            skip_permission_checks=True
        )
