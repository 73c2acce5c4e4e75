"""What is told about clearances: that there is something, never what (P35)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from cms.outbox import enqueue_mail
from community.models import Clearance, Notification
from community.notifications.catalogue import CLEARANCE_NEWS
from community.notifications.telling import notify

KIND = "clearance"


def tell_about_clearance(*, clearance: Clearance, event: str, now: dt.datetime) -> None:
    """Tell the member to look; what has happened stands behind the login."""
    notify(
        recipient=clearance.member,
        kind=CLEARANCE_NEWS.name,
        event_key=f"{KIND}:{clearance.pk}:{event}",
        payload={"network": clearance.network.display_name},
        now=now,
    )


def tell_clearance_waits(*, clearance: Clearance, people: Iterable[Any]) -> None:
    """Ask those who can be the second person."""
    _ask(clearance, people, "waits")


def tell_clearance_ends(
    *, clearance: Clearance, people: Iterable[Any], now: dt.datetime
) -> bool:
    """Tell the member and the coordination once; False if that was done before."""
    key = f"{KIND}:{clearance.pk}:ending:{clearance.valid_until.isoformat()}"
    is_told = Notification.objects.filter(
        recipient=clearance.member_id, kind=CLEARANCE_NEWS.name, event_key=key
    ).exists()
    if is_told:
        return False
    notify(
        recipient=clearance.member,
        kind=CLEARANCE_NEWS.name,
        event_key=key,
        payload={"network": clearance.network.display_name},
        now=now,
    )
    others = [person for person in people if person.pk != clearance.member.user_id]
    _ask(clearance, others, "ends")
    return True


def _ask(clearance: Clearance, people: Iterable[Any], event: str) -> None:
    path = reverse("clearances:index")
    for person in people:
        if not person.email:
            continue
        enqueue_mail(
            recipient=person.email,
            kind=KIND,
            event_key=f"{KIND}:{clearance.pk}:{event}",
            language=settings.LANGUAGE_CODE,
            template=f"community/mail/clearance_{event}",
            context={
                "network": clearance.network.display_name,
                "url": settings.WAGTAILADMIN_BASE_URL + path,
            },
        )
