"""Mails about waiting reviews, to those who may answer or find somebody who may (ED51)."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from cms.outbox import enqueue_mail


def remind_of_review(*, state: Any, page: Any, people: Iterable[Any]) -> None:
    """Write a reminder to each reviewer, once for this round of the review."""
    path = reverse("wagtailadmin_pages:edit", args=[page.pk])
    _write(state, page, people, template="cms/mail/review_reminder", path=path)


def tell_that_nobody_reviews(*, state: Any, page: Any, people: Iterable[Any]) -> None:
    """Ask for a substitute, once for this round of the review."""
    path = reverse("team:index")
    _write(state, page, people, template="cms/mail/review_without_reviewer", path=path)


def _write(
    state: Any, page: Any, people: Iterable[Any], *, template: str, path: str
) -> None:
    for person in people:
        if not person.email:
            continue
        enqueue_mail(
            recipient=person.email,
            kind="review",
            event_key=f"review:{state.pk}",
            language=settings.LANGUAGE_CODE,
            template=template,
            context={
                "title": page.get_admin_display_title(),
                "network": page.network.display_name,
                "url": settings.WAGTAILADMIN_BASE_URL + path,
            },
        )
