"""Mails about invitations: to the invited address, and to who has invited (CO47, CO48)."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.links import get_link_url
from cms.models import LinkToken, OutboxMail
from cms.outbox import enqueue_mail
from cms.queries.cards import format_day
from community.invite_targets import invite_targets
from community.models import Invitation, InvitationBlock
from community.notifications.accounts import get_language_of

KIND = "invitation"
ANSWER_KIND = "invitation-answer"


def tell_invited(
    *,
    invitation: Invitation,
    event: str,
    texts: dict[str, str],
    link: LinkToken | None = None,
) -> None:
    """Write to the invited address, unless its owner wants that no more.

    ``texts``: ``what`` one is invited to and ``by`` whom, in the invitation's language.
    """
    blocks = InvitationBlock.objects.filter(address_key=invitation.address_key)
    if not invitation.email or blocks.exists():
        return
    with override(invitation.language):
        path = reverse("community_me:invitation_list")
        day = format_day(timezone.localdate(invitation.expires_at))
    enqueue_mail(
        recipient=invitation.email,
        kind=KIND,
        event_key=f"{KIND}:{invitation.pk}:{event}:{invitation.sent_count}",
        language=invitation.language,
        template=f"community/mail/invitation_{event}",
        context={
            **texts,
            "url": settings.WAGTAILADMIN_BASE_URL + path,
            "refuse_url": get_link_url(link) if link else "",
            "day": day,
        },
    )


def tell_inviter(*, invitation: Invitation, event: str, what: str) -> None:
    """Tell who has invited what became of it; the address is not repeated."""
    user: Any = invitation.invited_by
    if user is None or not user.is_active or not user.email:
        return
    enqueue_mail(
        recipient=user.email,
        kind=ANSWER_KIND,
        event_key=f"{ANSWER_KIND}:{invitation.pk}:{event}",
        language=get_language_of(user),
        template=f"community/mail/invitation_{event}",
        context={
            "what": what,
            "url": settings.WAGTAILADMIN_BASE_URL + _find_inviter_path(invitation),
        },
    )


def _find_inviter_path(invitation: Invitation) -> str:
    target = invite_targets.get(invitation.kind)
    thing = invitation.thing
    if target is None or target.find_inviter_path is None or thing is None:
        return reverse("invitations:inspect", args=[invitation.pk])
    with override(get_language_of(invitation.invited_by)):
        return target.find_inviter_path(thing)


def forget_mails(invitation: Invitation) -> None:
    """Delete what was sent to the invited address, which stands in each of these rows."""
    OutboxMail.objects.filter(
        kind=KIND, event_key__startswith=f"{KIND}:{invitation.pk}:"
    ).delete()
