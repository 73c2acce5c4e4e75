"""Mails about contacts: somebody asks, somebody says yes; a no and an end are silent (CO19)."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from cms.outbox import enqueue_mail
from community.models import Contact, Member

KIND = "contact"


def tell_asked(*, contact: Contact) -> None:
    """Tell a member who asks for a contact."""
    _tell(contact, contact.asked, contact.asker, "asked")


def tell_accepted(*, contact: Contact) -> None:
    """Tell who asked that the other said yes."""
    _tell(contact, contact.asker, contact.asked, "accepted")


def _tell(contact: Contact, reader: Member, other: Member, event: str) -> None:
    if not reader.user.email or not reader.user.is_active:
        return
    with override(reader.language):
        path = reverse("community_me:contacts")
    enqueue_mail(
        recipient=reader.user.email,
        kind=KIND,
        event_key=f"{KIND}:{contact.pk}:{event}:{contact.asked_at.isoformat()}",
        language=reader.language,
        template=f"community/mail/contact_{event}",
        context={
            "name": reader.display_name,
            "other": other.display_name,
            "words": contact.words,
            "url": settings.WAGTAILADMIN_BASE_URL + path,
        },
    )
