"""Mails about a child's account, to the guardian and to the child."""

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from cms.links import get_link_url
from cms.models import LinkToken
from cms.outbox import enqueue_mail
from community.models import Guardian, Member

KIND = "guardian"


def tell_guardian(
    *, guardian: Guardian, event: str, link: LinkToken, now: dt.datetime
) -> None:
    """Write to the guardian with the link that lets an answer be given or changed."""
    enqueue_mail(
        recipient=guardian.email,
        kind=KIND,
        event_key=f"{KIND}:{guardian.pk}:{event}:{link.pk}",
        language=guardian.member.language,
        template=f"community/mail/guardian_{event}",
        context={
            "name": guardian.member.display_name,
            "url": get_link_url(link),
            "day": now.date().isoformat(),
        },
    )


def tell_child(*, member: Member, event: str, now: dt.datetime) -> None:
    """Tell the member what the guardian said; nobody is written to who has no address.

    A closed account cannot be opened any more: that mail leads to the public pages.
    """
    if not member.user.email:
        return
    with override(member.language):
        path = reverse("community_me:account") if member.user.is_active else "/"
    enqueue_mail(
        recipient=member.user.email,
        kind=KIND,
        event_key=f"{KIND}:{member.pk}:{event}:{now.isoformat()}",
        language=member.language,
        template=f"community/mail/consent_{event}",
        context={
            "name": member.display_name,
            "url": settings.WAGTAILADMIN_BASE_URL + path,
        },
    )
