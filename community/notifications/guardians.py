"""Mails about a child's account, to the guardian and to the child."""

import datetime as dt

from django.conf import settings

from cms.links import get_link_url
from cms.models import LinkToken
from cms.outbox import enqueue_mail
from community.models import DataExport, Guardian, Member
from community.notifications.catalogue import CONSENT_GIVEN, GUARDIAN_FILE
from community.notifications.telling import notify

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


def tell_child_given(*, member: Member, now: dt.datetime) -> None:
    """Tell the member that the guardian has agreed."""
    notify(
        recipient=member,
        kind=CONSENT_GIVEN.name,
        event_key=f"consent:{now.isoformat()}",
        thing=member,
        now=now,
    )


def tell_child_of_file(*, member: Member, export: DataExport, now: dt.datetime) -> None:
    """Tell the member that the guardian gets a file with what we hold."""
    notify(
        recipient=member,
        kind=GUARDIAN_FILE.name,
        event_key=f"guardian-file:{export.pk}",
        thing=member,
        now=now,
    )


def tell_child_refused(*, member: Member, now: dt.datetime) -> None:
    """Tell the member that the account is closed; nobody is written to who has no address.

    A plain mail: there is no centre any more, so it leads to the public pages.
    """
    if not member.user.email:
        return
    enqueue_mail(
        recipient=member.user.email,
        kind=KIND,
        event_key=f"{KIND}:{member.pk}:refused:{now.isoformat()}",
        language=member.language,
        template="community/mail/consent_refused",
        context={
            "name": member.display_name,
            "url": f"{settings.WAGTAILADMIN_BASE_URL}/",
        },
    )
