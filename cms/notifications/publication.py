"""Mails about scheduled publishing that did not happen (ED53)."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from wagtail.models import Page, Revision

from cms.outbox import enqueue_mail


def tell_about_refusal(*, revision: Revision, sentences: Iterable[str]) -> None:
    """Tell the author, once a version, why it did not go live and what to do.

    The author of the version, else the page's owner; where neither has an address, the
    editors still see the page on their start page as late.
    """
    page = revision.content_object
    owner = page.owner if isinstance(page, Page) else None
    for person in (revision.user, owner):
        if person is not None and person.is_active and person.email:
            break
    else:
        return
    path = reverse("wagtailadmin_pages:edit", args=[page.pk])
    enqueue_mail(
        recipient=person.email,
        kind="publication",
        event_key=f"refused:{revision.pk}",
        language=settings.LANGUAGE_CODE,
        template="cms/mail/publication_refused",
        context={
            "title": revision.as_object().get_admin_display_title(),
            "problems": list(sentences),
            "url": settings.WAGTAILADMIN_BASE_URL + path,
        },
    )
