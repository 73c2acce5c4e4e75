"""Taking the pages of a thing out of sight, bringing back what was there, deleting it (CO50, CO51)."""

from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision
from wagtail_localize.models import TranslatableObject


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


def stand_alone(thing: Any) -> bool:
    """Tell whether nothing hangs below the pages of a thing: else that would go too."""
    return not any(page.numchild for page in _list_pages(thing))


@transaction.atomic
def remove_pages(thing: Any, actor: Any) -> bool:
    """Delete the pages of all languages with their versions, drafts and texts to translate.

    False, and nothing is deleted, while other pages stand below one of them. The row of
    the thing goes too, unless what people did with it wants it.
    """
    if not stand_alone(thing):
        return False
    for page in _list_pages(thing):
        found = Page.objects.filter(pk=page.pk).first()
        if found is not None:  # an alias goes with its source
            found.delete(user=actor)
    TranslatableObject.objects.filter(translation_key=thing.translation_key).delete()
    try:
        with transaction.atomic():
            thing.delete()
    except ProtectedError:
        return True
    return True


def _list_pages(thing: Any) -> list[Any]:
    return [
        page
        for accessor in thing.page_accessors
        for page in getattr(thing, accessor).order_by("pk")
    ]
