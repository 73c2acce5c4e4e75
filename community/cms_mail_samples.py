"""The mails of community with invented values."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from cms.mail_samples import MailSample, mail_samples
from community.models import Notification
from community.notifications.catalogue import (
    CONTACT_ASKED,
    MEMBERSHIP_CLAIMED,
    MEMBERSHIP_CONFIRMED,
    NotificationKind,
)
from community.notifications.centre import Line

EVENTS = (
    "account_guessing",
    "guardian_ask",
    "guardian_reminder",
    "guardian_page",
    "consent_given",
    "consent_refused",
    "membership_confirmed",
    "membership_declined",
)
WORDS = "Bis bald in der Musterwerkstatt."
NETWORK = "Sternenregion Musterstadt"


def make_context() -> dict[str, Any]:
    """Return what the templates of community name; nobody of this exists."""
    return {
        "name": "Kim Beispiel",
        "network": NETWORK,
        "words": WORDS,
        "day": timezone.localdate().isoformat(),
        "url": make_link(),
    }


def make_told_context() -> dict[str, Any]:
    """Return one line as the centre would tell it."""
    return {
        "name": "Kim Beispiel",
        "lines": [make_line(CONTACT_ASKED, 1) | {"words": WORDS}],
        "mutes": {CONTACT_ASKED.name: make_link()},
    }


def make_letter_context() -> dict[str, Any]:
    """Return two lines, one of them a group."""
    return {
        "name": "Kim Beispiel",
        "lines": [make_line(MEMBERSHIP_CLAIMED, 3), make_line(MEMBERSHIP_CONFIRMED, 1)],
        "choices_url": f"{settings.WAGTAILADMIN_BASE_URL}/…/",
        "stop_url": make_link(),
    }


def make_line(kind: NotificationKind, count: int) -> dict[str, Any]:
    row = Notification(kind=kind.name, payload={"network": NETWORK})
    line = Line(newest=row, kind=kind, count=count, is_unread=True)
    return {
        "sentence": line.sentence,
        "reason": line.reason,
        "url": settings.WAGTAILADMIN_BASE_URL + line.url,
        "mute_url": make_link(),
    }


def make_link() -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}/l/…/"


for event in EVENTS:
    mail_samples.register(
        MailSample(name=f"community/mail/{event}", make_context=make_context)
    )
mail_samples.register(
    MailSample(name="community/mail/told", make_context=make_told_context)
)
mail_samples.register(
    MailSample(name="community/mail/letter", make_context=make_letter_context)
)
