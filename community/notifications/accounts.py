"""Mails about the login itself."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from cms.outbox import enqueue_mail

KIND = "account"


def warn_of_guessing(*, user: Any, now: dt.datetime) -> None:
    """Say once a day that somebody tries many passwords (S51)."""
    if not user.email or not user.is_active:
        return
    enqueue_mail(
        recipient=user.email,
        kind=KIND,
        event_key=f"{KIND}:{user.pk}:guessing:{timezone.localdate(now)}",
        language=get_language_of(user),
        template="community/mail/account_guessing",
        context={
            "url": settings.WAGTAILADMIN_BASE_URL + reverse("account_reset_password")
        },
    )


def get_language_of(user: Any) -> str:
    """Return the language in which a person is written to."""
    member = getattr(user, "community_member", None)
    return member.language if member else settings.LANGUAGE_CODE
