"""Mails about belonging to a network: what its coordination has decided."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from cms.models import StateChange
from cms.outbox import enqueue_mail
from community.models import Membership

KIND = "membership"


def tell_decision(*, membership: Membership, change: StateChange) -> None:
    """Tell the member, once for each move; nobody is written to who has no address."""
    member = membership.member
    if not member.user.email or not member.user.is_active:
        return
    with override(member.language):
        path = reverse("community_me:account")
    enqueue_mail(
        recipient=member.user.email,
        kind=KIND,
        event_key=f"{KIND}:{membership.pk}:{change.pk}",
        language=member.language,
        template=f"community/mail/membership_{membership.state}",
        context={
            "name": member.display_name,
            "network": membership.network.display_name,
            "words": change.reason,
            "url": settings.WAGTAILADMIN_BASE_URL + path,
        },
    )
