"""Mails about cases of child protection: that there is something, and where to log in (ME40)."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from cms.outbox import enqueue_mail
from community.models import SafeguardingCase

KIND = "safeguarding"


def tell_officers(*, case: SafeguardingCase, people: Iterable[Any], event: str) -> None:
    """Ask those who are to look at it; neither person nor text is in the mail."""
    with override(settings.LANGUAGE_CODE):
        path = reverse("community_safeguarding:case_detail", args=[case.number])
    _send(case, people, event, path)


def tell_nobody_is_there(*, case: SafeguardingCase, people: Iterable[Any]) -> None:
    """Ask those who can name an officer: nobody can look at this case."""
    _send(case, people, "nobody", reverse("team:index"))


def _send(case: SafeguardingCase, people: Iterable[Any], event: str, path: str) -> None:
    for person in people:
        if not person.email:
            continue
        enqueue_mail(
            recipient=person.email,
            kind=KIND,
            event_key=f"{KIND}:{case.pk}:{event}",
            language=settings.LANGUAGE_CODE,
            template=f"community/mail/safeguarding_{event}",
            context={
                "number": case.number,
                "is_urgent": case.is_critical,
                "network": case.network.display_name,
                "url": settings.WAGTAILADMIN_BASE_URL + path,
            },
        )
