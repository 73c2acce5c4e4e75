"""Mails about a corrected month of birth."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from cms.models import StateChange
from cms.outbox import enqueue_mail
from community.models import BirthCorrection

KIND = "birth"


def tell_correction(*, correction: BirthCorrection, change: StateChange) -> None:
    """Tell the member what the coordination has decided; the month itself stays out."""
    member = correction.member
    if not member.user.email or not member.user.is_active:
        return
    with override(member.language):
        path = reverse("community_me:account")
    enqueue_mail(
        recipient=member.user.email,
        kind=KIND,
        event_key=f"{KIND}:{correction.pk}:{change.pk}",
        language=member.language,
        template=f"community/mail/birth_{correction.state}",
        context={
            "name": member.display_name,
            "words": change.reason,
            "url": settings.WAGTAILADMIN_BASE_URL + path,
        },
    )
