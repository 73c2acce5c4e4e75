"""Mails before an unused account goes."""

import datetime as dt

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override

from cms.links import get_link_url
from cms.models import LinkToken, OutboxMail
from cms.outbox import enqueue_mail
from community.models import Guardian, Member
from community.notifications.guardians import KIND as GUARDIAN_MAIL

KIND = "inactivity"


def warn_member(*, member: Member, link: LinkToken, end: dt.date) -> OutboxMail:
    """Say when the account goes, with the link that keeps it."""
    return enqueue_mail(
        recipient=member.user.email,
        kind=KIND,
        event_key=f"{KIND}:{link.pk}",
        language=member.language,
        template="community/mail/inactivity_member",
        context={
            "name": member.display_name,
            "day": _write_day(end, member.language),
            "url": get_link_url(link),
            "login_url": settings.WAGTAILADMIN_BASE_URL + "/",
        },
    )


def warn_guardian(*, guardian: Guardian, link: LinkToken, end: dt.date) -> None:
    """Tell the guardian of a minor as well; keeping the account is up to the child."""
    enqueue_mail(
        recipient=guardian.email,
        kind=GUARDIAN_MAIL,
        event_key=f"{GUARDIAN_MAIL}:{guardian.pk}:inactivity:{link.pk}",
        language=guardian.member.language,
        template="community/mail/inactivity_guardian",
        context={
            "name": guardian.member.display_name,
            "day": _write_day(end, guardian.member.language),
        },
    )


def _write_day(day: dt.date, language: str) -> str:
    with override(language):
        return date_format(day, "DATE_FORMAT")
