"""Mails about an age that somebody has reached, to the member and to the guardian."""

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from cms.outbox import enqueue_mail
from community.enums import AgeStep
from community.models import Guardian, Member
from community.notifications.guardians import KIND as GUARDIAN_MAIL

KIND = "age"
ROUTES = {
    AgeStep.YOUTH: "community_me:consents",
    AgeStep.ADULT: "community_me:adult_step",
}


def tell_step(*, member: Member, step: AgeStep, now: dt.datetime) -> None:
    """Ask the member what holds from now on; who has no address reads it in the account."""
    if not member.user.email or not member.user.is_active:
        return
    with override(member.language):
        path = reverse(ROUTES[step])
    enqueue_mail(
        recipient=member.user.email,
        kind=KIND,
        event_key=f"{KIND}:{member.pk}:{step}:{now.isoformat()}",
        language=member.language,
        template=f"community/mail/age_{step}",
        context={
            "name": member.display_name,
            "url": settings.WAGTAILADMIN_BASE_URL + path,
        },
    )


def tell_end_to_guardian(*, guardian: Guardian) -> None:
    """Tell the guardian that the child decides now and that the link has ended."""
    enqueue_mail(
        recipient=guardian.email,
        kind=GUARDIAN_MAIL,
        event_key=f"{GUARDIAN_MAIL}:{guardian.pk}:end",
        language=guardian.member.language,
        template="community/mail/age_guardian",
        context={"name": guardian.member.display_name},
    )
