"""What is told about contacts: somebody asks, somebody says yes; a no and an end are silent (CO19)."""

import datetime as dt

from community.models import Contact, Notification
from community.notifications.catalogue import CONTACT_ACCEPTED, CONTACT_ASKED
from community.notifications.telling import notify, withdraw

GROUP = "contacts"


def tell_asked(*, contact: Contact) -> None:
    """Tell a member who asks for a contact, with the words of whoever asks."""
    notify(
        recipient=contact.asked,
        kind=CONTACT_ASKED.name,
        event_key=get_event_key(contact),
        group_key=GROUP,
        thing=contact,
        actor=contact.asker,
        words=contact.words,
        now=contact.asked_at,
    )


def tell_accepted(*, contact: Contact, now: dt.datetime) -> None:
    """Tell who asked that the other said yes."""
    notify(
        recipient=contact.asker,
        kind=CONTACT_ACCEPTED.name,
        event_key=get_event_key(contact),
        group_key=GROUP,
        thing=contact,
        actor=contact.asked,
        now=now,
    )


def forget_asked(*, contact: Contact) -> None:
    """Take a request back that was answered or withdrawn, and the words that came with it."""
    withdraw(kind=CONTACT_ASKED.name, thing=contact)
    told = Notification.objects.about(contact).filter(kind=CONTACT_ASKED.name)
    told.update(words="")


def forget_accepted(*, contact: Contact) -> None:
    """Take back what somebody has not read yet of a contact that has ended."""
    withdraw(kind=CONTACT_ACCEPTED.name, thing=contact)


def get_event_key(contact: Contact) -> str:
    """Name this request: the same two may ask each other again."""
    return f"contact:{contact.pk}:{contact.asked_at.isoformat()}"
