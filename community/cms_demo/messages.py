"""Demo conversations: two of adults, one of the pupil with the coordination; all invented."""

import datetime as dt

from django.utils import timezone

from cms.demo import DemoPart, demo_parts
from community.cms_demo.members import find_person
from community.enums import ContactState
from community.models import Contact, Member, Message, Thread, ThreadAccess
from community.operations.contacts import accept_contact, ask_for_contact
from community.operations.messages import send_message, start_thread

ADULTS = (
    (
        "alumna",
        "mentor",
        9,
        (
            "Hallo Mira, kommst du am Samstag zum Robotiktag?",
            "Ja, ich bringe zwei Bausätze mit. Wer hat den Schlüssel zum Labor?",
            "Den hat Clara. Ich frage sie.",
        ),
    ),
    (
        "teacher",
        "coordinator",
        1,
        (
            "Wann schickst du die Einladung für die Lehrkräfte?",
            "Nächste Woche. Magst du vorher darüber lesen?",
        ),
    ),
)
SUPERVISED = (
    "pupil",
    "coordinator",
    (
        "Hallo Clara, kann ich beim Robotiktag auch ohne meine Klasse mitmachen?",
        "Ja, sehr gern. Komm einfach um zehn zum Eingang.",
        "Super, danke. Meine Nummer ist 0171 2345678, falls sich etwas ändert.",
    ),
)


def load_messages(now: dt.datetime) -> int:
    """Let demo people write to each other; the last message of the pupil is held."""
    if Thread.objects.filter(is_supervised=True).exists():
        return 0
    for asker, asked, days, texts in ADULTS:
        then = now - dt.timedelta(days=days)
        one, other = find_person(asker), find_person(asked)
        know_each_other(one, other, then)
        converse(one, other, texts, then)
    pupil, carer, texts = SUPERVISED
    thread = converse(find_person(pupil), find_person(carer), texts, now)
    look_in(thread, now)
    return len(ADULTS) + 1


def know_each_other(one: Member, other: Member, now: dt.datetime) -> None:
    """Make a contact of two who have none yet."""
    contact = Contact.objects.between(one.pk, other.pk).first()
    if contact is None:
        contact = ask_for_contact(asker=one, asked=other, words="", now=now)
    if contact.state == ContactState.ASKED:
        accept_contact(contact=contact, now=now)


def converse(
    one: Member, other: Member, texts: tuple[str, ...], now: dt.datetime
) -> Thread:
    """Let two write by turns, an hour apart; shortly after midnight, in what the day has had.

    The roles and consents of the demo hold from its first day on, not from the evening before.
    """
    first, *rest = texts
    midnight = timezone.localtime(now).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    begin = max(now - dt.timedelta(hours=len(texts)), midnight)
    pause = (now - begin) / len(texts)
    message: Message = start_thread(starter=one, others=[other], text=first, now=begin)
    for number, text in enumerate(rest, start=1):
        send_message(
            thread=message.thread,
            author=other if number % 2 else one,
            text=text,
            now=begin + pause * number,
        )
    return message.thread


def look_in(thread: Thread, now: dt.datetime) -> None:
    """Show what both sides see of a look by staff."""
    ThreadAccess.objects.create(
        thread=thread,
        reader=find_person("admin").user,
        reason="Stichprobe vor dem Robotiktag",
        seen_at=now - dt.timedelta(minutes=30),
    )


demo_parts.register(DemoPart(name="community.messages", load=load_messages, order=195))
