"""Contacts of the last 30 days and what people wrote to each other (all invented)."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from cms.demo import DemoPart, demo_parts
from community.cms_demo.members import find_person
from community.models import Contact, Member
from community.operations.contacts import (
    accept_contact,
    ask_for_contact,
    decline_contact,
)
from community.operations.messages import (
    note_thread_read,
    send_message,
    start_thread,
)

HOUR = dt.timedelta(hours=1)
ANSWERED_AFTER = 7 * HOUR


@dataclass(frozen=True)
class DemoTalk:
    """Two who are in contact since so many days, and what they wrote, one after the other.

    The first writes to the second; ``is_read``: the last message was read.
    """

    one: str
    other: str
    days: int
    texts: tuple[str, ...] = ()
    is_read: bool = True


TALKS = (
    DemoTalk(
        "mai-exempel",
        "hassan-schablone",
        28,
        (
            "Danke fürs Angebot mit dem Drucker. Welches Material bringst du mit?",
            "Zwei Rollen, eine davon leuchtet im Dunkeln.",
            "Dann kommen mehr Kinder, als Stühle da sind.",
        ),
    ),
    DemoTalk("kira-exempel", "greta-vorlage", 26),
    DemoTalk(
        "elif-exempel",
        "finn-schablone",
        24,
        (
            "Hello, where exactly is the cellar?",
            "Hinter der Bäckerei, die blaue Tür. Klopf dreimal, die Klingel ist aus.",
            "Three knocks it is. See you on Tuesday.",
        ),
    ),
    DemoTalk("samir-vorlage", "carla-schablone", 23),
    DemoTalk(
        "mentor",
        "greta-vorlage",
        22,
        ("Die Lüfter sind angekommen, danke. Zwei nehme ich gleich mit.", "Gern."),
    ),
    DemoTalk("olga-exempel", "quirin-exempel", 21),
    DemoTalk(
        "ida-vorlage",
        "aylin-vorlage",
        20,
        (
            "Passt euch Montag um neun für die Messung?",
            "Ja. Der Hausmeister schließt das Dach auf.",
            "Wir bringen Seil mit, falls der Wind hält, was du versprichst.",
            "Er hält.",
        ),
    ),
    DemoTalk("quirin-probe", "mai-probe", 18),
    DemoTalk("quirin-exempel", "olga-vorlage", 17),
    DemoTalk(
        "samir-probe",
        "elif-exempel",
        16,
        ("Will you come to the talk?", "Yes, in the second row, with questions."),
    ),
    DemoTalk("kira-vorlage", "mai-exempel", 15),
    DemoTalk("samir-muster", "mentor", 13, ("Es war wirklich das Kabel.", "Immer.")),
    DemoTalk("teacher", "mai-exempel", 12),
    DemoTalk("olga-probe", "mai-probe", 10),
    DemoTalk(
        "mai-vorlage",
        "samir-exempel",
        9,
        (
            "Zwei aus deiner Zehnten, sagst du? Wann mögen sie kommen?",
            "Nach den Zeugnissen. Ich schicke dir die Tage.",
        ),
    ),
    DemoTalk("coordinator", "ida-vorlage", 8),
    DemoTalk(
        "aylin-probe",
        "finn-schablone",
        6,
        ("Muss ich am Samstag Werkzeug mitbringen?", "Nur Hände und eine alte Hose."),
    ),
    DemoTalk(
        "elif-probe",
        "mentor",
        5,
        (
            "Darf ich das Oszilloskop am Freitag abholen?",
            "Ja, ab fünf. Klingel zweimal.",
            "Ich komme mit dem Auto meiner Schwester.",
        ),
        is_read=False,
    ),
    DemoTalk(
        "ida-vorlage",
        "coordinator",
        4,
        ("Sollen wir zum Labortag auch ein Modell vom Windrad mitbringen?",),
        is_read=False,
    ),
    DemoTalk(
        "carla-vorlage",
        "teacher",
        2,
        ("Hättest du die Arbeitsblätter zur Energie auch für die Sechste?",),
        is_read=False,
    ),
)
ASKED = (
    ("hassan-exempel", "mentor", 6, "Wir haben beim Reparaturabend nebeneinander gelötet."),
    ("olga-vorlage", "teacher", 3, "Sucht ihr noch Rechner für die Informatik?"),
    ("samir-vorlage", "coordinator", 1, "Ich würde gern beim Labortag helfen."),
)  # fmt: skip
DECLINED = (("ida-vorlage", "olga-probe", 11), ("kira-vorlage", "elif-probe", 19))


@transaction.atomic
def load_month_contacts(now: dt.datetime) -> int:
    """Let the crowd meet and write; what stands is left alone."""
    if Contact.objects.filter(asker__user__username__startswith="demo-").exists():
        return 0
    for talk in TALKS:
        load_talk(talk, now)
    for asker, asked, days, words in ASKED:
        ask(asker, asked, now - dt.timedelta(days=days), words)
    for asker, asked, days in DECLINED:
        then = now - dt.timedelta(days=days)
        decline_contact(contact=ask(asker, asked, then), now=then + ANSWERED_AFTER)
    return len(TALKS) + len(ASKED) + len(DECLINED)


def ask(asker: str, asked: str, now: dt.datetime, words: str = "") -> Contact:
    return ask_for_contact(
        asker=find_person(asker), asked=find_person(asked), words=words, now=now
    )


def load_talk(talk: DemoTalk, now: dt.datetime) -> None:
    then = now - dt.timedelta(days=talk.days, hours=12)
    one, other = find_person(talk.one), find_person(talk.other)
    if not Contact.objects.between(one.pk, other.pk).exists():
        contact = ask_for_contact(asker=one, asked=other, words="", now=then)
        accept_contact(contact=contact, now=then + HOUR)
    if talk.texts:
        converse((one, other), talk, then + 2 * HOUR)


def converse(pair: tuple[Member, Member], talk: DemoTalk, begin: dt.datetime) -> None:
    """Let two write in turn, each having read what came before."""
    first, *rest = talk.texts
    thread = start_thread(
        starter=pair[0], others=[pair[1]], text=first, now=begin
    ).thread
    for number, text in enumerate(rest, start=1):
        then = begin + number * HOUR
        author = pair[number % 2]
        note_thread_read(thread=thread, member=author, now=then)
        send_message(thread=thread, author=author, text=text, now=then)
    if talk.is_read:
        reader = pair[len(talk.texts) % 2]
        note_thread_read(
            thread=thread, member=reader, now=begin + len(talk.texts) * HOUR
        )


demo_parts.register(
    DemoPart(name="community.month_contacts", load=load_month_contacts, order=182)
)
