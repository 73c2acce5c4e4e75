"""Circulars of the demo network: two that arrived, one on its way, a draft; all invented."""

import datetime as dt

from django.contrib.auth import get_user_model

from cms.cms_demo.people import DEMO_NETWORK
from cms.demo import DemoPart, demo_parts
from cms.models import Network
from community.conf import get_setting
from community.enums import CircularTarget, MemberRole
from community.models import Circular
from community.operations.circulars import (
    CircularContent,
    send_circular,
    send_due_circulars,
    write_circular,
)

SENT = {
    "de": (
        "Wir ziehen um",
        (
            "Ab März findest du uns im Haus der Sterne, Musterweg 7. "
            "Die Telefonnummer bleibt."
        ),
    ),
    "en": (
        "We are moving",
        (
            "From March you find us in the House of Stars, Musterweg 7. "
            "The phone number stays."
        ),
    ),
}
EARLIER = (
    (
        23,
        CircularTarget.NETWORK,
        "",
        {
            "de": (
                "Der Kalender ist da",
                "Alle Termine des Halbjahres stehen jetzt im Kalender.",
            ),
            "en": (
                "The calendar is here",
                "All dates of this half-year are in the calendar now.",
            ),
        },
    ),
    (
        12,
        CircularTarget.ROLE,
        MemberRole.TEACHER,
        {
            "de": (
                "Messboxen zum Ausleihen",
                "Zehn Boxen sind frei. Sag der Geschäftsstelle Bescheid.",
            ),
            "en": (
                "Measuring boxes to borrow",
                "Ten boxes are free. Please tell the office.",
            ),
        },
    ),
)
"""So many days ago, to whom, and what."""

DRAFT = {
    "de": (
        "Wer leiht uns Mikroskope?",
        "Für den Labortag suchen wir zehn Mikroskope. Antworte einfach der Geschäftsstelle.",
    ),
    "en": (
        "Who lends us microscopes?",
        "For the lab day we look for ten microscopes. Please answer the office.",
    ),
}


def load_circulars(now: dt.datetime) -> int:
    """Write four in the name of the demo network; the third has left for the job to send."""
    network = Network.objects.get(source_key=DEMO_NETWORK)
    if Circular.objects.filter(network=network).exists():
        return 0
    clara = get_user_model().objects.get(username="coordinator@example.org")
    for days, target, role, texts in EARLIER:
        then = now - dt.timedelta(days=days)
        send_circular(
            circular=write_circular(
                content=CircularContent(
                    network=network,
                    target=target,
                    role=role,
                    is_service=True,
                    texts=texts,
                ),
                actor=clara,
                now=then,
            ),
            actor=clara,
            now=then,
        )
        send_due_circulars(then)
    earlier = now - dt.timedelta(minutes=get_setting("CIRCULAR_UNDO_MINUTES"))
    sent = write_circular(
        content=CircularContent(
            network=network,
            target=CircularTarget.NETWORK,
            is_service=True,
            texts=SENT,
        ),
        actor=clara,
        now=earlier,
    )
    send_circular(circular=sent, actor=clara, now=earlier)
    write_circular(
        content=CircularContent(
            network=network,
            target=CircularTarget.ROLE,
            role=MemberRole.TEACHER,
            is_service=False,
            texts=DRAFT,
        ),
        actor=clara,
        now=now,
    )
    return len(EARLIER) + 2


demo_parts.register(
    DemoPart(name="community.circulars", load=load_circulars, order=195)
)
