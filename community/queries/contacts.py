"""The own contacts: who asks, who was asked, with whom, who is blocked or muted."""

import datetime as dt
from dataclasses import dataclass

from community.enums import ContactState
from community.models import Block, Contact, Member, Mute


@dataclass(frozen=True)
class ContactEntry:
    """A request or contact with the other member."""

    contact: Contact
    other: Member


@dataclass(frozen=True)
class Contacts:
    """What the page of the own contacts shows."""

    received: tuple[ContactEntry, ...]
    sent: tuple[ContactEntry, ...]
    accepted: tuple[ContactEntry, ...]
    blocks: tuple[Block, ...]
    mutes: tuple[Mute, ...]

    def list_rows(self) -> list[Contact]:
        """Return all requests and contacts that the page shows."""
        entries = (*self.received, *self.sent, *self.accepted)
        return [entry.contact for entry in entries]


def get_contacts(member: Member, day: dt.date) -> Contacts:
    """Return requests and contacts with whoever shows themselves today; three queries.

    Whose account rests is not listed until it is back.
    """
    shown = Member.objects.showing_themselves_on(day).values("pk")
    rows = (
        Contact.objects.of(member)
        .filter(
            asker__in=shown,
            asked__in=shown,
            state__in=[ContactState.ASKED, ContactState.ACCEPTED],
        )
        .select_related("asker", "asked")
        .order_by("-asked_at", "-pk")
    )
    entries = [
        ContactEntry(row, row.asked if row.asker_id == member.pk else row.asker)
        for row in rows
    ]
    open_ones = [e for e in entries if e.contact.state == ContactState.ASKED]
    accepted = [e for e in entries if e.contact.state == ContactState.ACCEPTED]
    blocks = Block.objects.filter(blocker=member).select_related("blocked")
    mutes = Mute.objects.made_by(member.pk).select_related("muted")
    return Contacts(
        received=tuple(e for e in open_ones if e.contact.asked_id == member.pk),
        sent=tuple(e for e in open_ones if e.contact.asker_id == member.pk),
        accepted=tuple(sorted(accepted, key=lambda entry: entry.other.sort_name)),
        blocks=tuple(blocks.order_by("blocked__sort_name", "pk")),
        mutes=tuple(mutes.order_by("muted__sort_name", "pk")),
    )
