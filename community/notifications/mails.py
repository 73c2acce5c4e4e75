"""Mails of the notification centre: one at once, the letter, and the links that end them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import override

from cms.links import find_working_links, get_link_url, make_link
from cms.outbox import enqueue_mail
from community.models import (
    Member,
    Notification,
    NotificationPreference,
    NotificationSettings,
)
from community.notifications.catalogue import NotificationKind

KIND = "notification"
MUTE_PURPOSE = "notification-mute"
STOP_PURPOSE = "notification-letters"
LINK_LIFETIME = dt.timedelta(days=400)
LEAST_LEFT = dt.timedelta(days=100)
"""A link in a mail works at least this long; then a new one is made."""


def mail_at_once(
    *, notification: Notification, kind: NotificationKind, now: dt.datetime
) -> None:
    """Write one notification to its recipient, with a link that ends this kind."""
    member = notification.recipient
    with override(member.language):
        path = kind.get_url(notification)
    context: dict[str, Any] = {
        **notification.payload,
        "name": member.display_name,
        "words": notification.words,
        "url": settings.WAGTAILADMIN_BASE_URL + path,
        "notifications": [notification.pk],
    }
    headers: dict[str, str] = {}
    if not kind.is_service:
        mute_url = get_mute_url(member=member, kind=kind, now=now)
        context["mutes"] = {kind.name: mute_url}
        headers = get_unsubscribe_headers(mute_url)
    enqueue_mail(
        recipient=member.user.email,
        kind=KIND,
        event_key=f"{KIND}:{notification.pk}",
        language=member.language,
        template=kind.template,
        context=context,
        headers=headers,
    )


def mail_letter(
    *,
    member: Member,
    keys: Sequence[int],
    kinds: Iterable[NotificationKind],
    now: dt.datetime,
) -> None:
    """Write one letter about these notifications, named by their oldest (CO43).

    The lines are made when it is sent: what was read or withdrawn until then is left out.
    """
    with override(member.language):
        choices = reverse("community_me:notifications")
    stop_url = _get_link_url(_get_settings(member), STOP_PURPOSE, now)
    enqueue_mail(
        recipient=member.user.email,
        kind=KIND,
        event_key=f"letter:{min(keys)}",
        language=member.language,
        template="community/mail/letter",
        context={
            "name": member.display_name,
            "notifications": list(keys),
            "mutes": {
                kind.name: get_mute_url(member=member, kind=kind, now=now)
                for kind in kinds
                if not kind.is_service
            },
            "choices_url": settings.WAGTAILADMIN_BASE_URL + choices,
            "stop_url": stop_url,
        },
        headers=get_unsubscribe_headers(stop_url),
    )


def get_mute_url(*, member: Member, kind: NotificationKind, now: dt.datetime) -> str:
    """Return the address of the link that ends the mails of one kind."""
    row, _created = NotificationPreference.objects.get_or_create(
        member=member, kind=kind.name
    )
    return _get_link_url(row, MUTE_PURPOSE, now)


def get_unsubscribe_headers(url: str) -> dict[str, str]:
    """Return the headers by which mail programs end a mailing in one click (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _get_settings(member: Member) -> NotificationSettings:
    row, _created = NotificationSettings.objects.get_or_create(member=member)
    return row


def _get_link_url(thing: models.Model, purpose: str, now: dt.datetime) -> str:
    """Return the link that was sent before while it works for long enough."""
    working = find_working_links(purpose=purpose, thing=thing, now=now)
    link = working.filter(expires_at__gt=now + LEAST_LEFT).first()
    if link is None:
        link = make_link(purpose=purpose, thing=thing, now=now, lifetime=LINK_LIFETIME)
    return get_link_url(link)
