"""The person of the canaries in conversations: written, held, read by staff."""

import datetime as dt

from community.models import Message, Thread, ThreadAccess, ThreadMember
from community.models.message import make_pair_key
from community.notifications.messages import tell_written

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)


def seed_messages(world):
    """A conversation with a neighbour, a held message, and a look as staff into another."""
    pair = (world.member, world.neighbour)
    thread = Thread.objects.create(
        kind="pair",
        pair_key=make_pair_key(*(member.pk for member in pair)),
        network=world.network,
        is_supervised=True,
        started_at=NOW,
        last_at=NOW,
    )
    for member in pair:
        ThreadMember.objects.create(
            thread=thread, member=member, joined_at=NOW, read_at=NOW
        )
    text = f"Ich bin {world.word}, du erreichst mich unter {world.address}"
    for state in ("redacted", "held", "returned"):
        message = Message.objects.create(
            thread=thread,
            author=world.member,
            text=text,
            state=state,
            reason=f"{world.word} nennt eine Adresse" if state == "returned" else "",
            sent_at=NOW,
            shown_at=NOW if state == "redacted" else None,
        )
    tell_written(message=message, now=NOW)
    ThreadAccess.objects.create(
        thread=thread,
        reader=world.user,
        reason=f"{world.word} schaut nach",
        seen_at=NOW,
    )
