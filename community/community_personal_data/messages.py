"""Conversations: what the person has written and takes part in, and who has looked in."""

from django.db.models import Q

from community.community_personal_data.words import HIDDEN, PERSON
from community.operations.message_erasure import forget_in_messages
from community.personal_data import (
    DataClass,
    DataPurpose,
    Erasure,
    Person,
    PersonalData,
    declare,
)

KEPT = "as long as somebody takes part; with a minor 12 months after its reason ended (P46)"


def find_accesses(person: Person) -> Q:
    """Return which looks the person has made, as staff."""
    return Q(reader=person.user_id)


def find_threads(person: Person) -> Q:
    """Return which conversations the person takes or took part in."""
    return Q(memberships__member__user=person.user_id)


declare(
    PersonalData(
        name="community.Message",
        path="author__user",
        data_class=DataClass.MINOR,
        purpose=DataPurpose.TOUCH,
        readers="who takes part; with a minor the coordination, each look logged (P16)",
        kept=KEPT,
        exported=(
            "text",
            "state",
            "reason",
            "sent_at",
            "shown_at",
            "thread__started_at",
        ),
        withheld={
            HIDDEN: ("key",),
            "the person": ("author",),
            "keys of what it is about": ("thread",),
            "work of those who decide": ("escalated_at",),
        },
        erasure=Erasure.EMPTY,
        # The thread of others stays without a name, in the text too (P37).
        emptied={"author": None, "reason": ""},
        has_names=True,
        erase_by=forget_in_messages,
        order=31,
    ),
    PersonalData(
        name="community.ThreadMember",
        path="member__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.TOUCH,
        readers=PERSON,
        kept=KEPT,
        exported=(
            "thread__started_at",
            "joined_at",
            "read_at",
            "is_muted",
            "is_starred",
            "left_at",
        ),
        withheld={"keys of what it is about": ("thread",)},
        order=32,
    ),
    PersonalData(
        name="community.Thread",
        find=find_threads,
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.TOUCH,
        readers="who takes part; with a minor the coordination",
        kept=KEPT,
        exported=("kind", "network__name", "is_supervised", "started_at"),
        withheld={
            "keys of both": ("pair_key",),
            "somebody else has written, too": ("last_at", "rests_since"),
        },
        erasure=Erasure.SCRUB,
        order=33,
    ),
    # Who was looked at reads it in the conversation; who looked finds it here.
    PersonalData(
        name="community.ThreadAccess",
        find=find_accesses,
        data_class=DataClass.SAFEGUARDING,
        purpose=DataPurpose.RECORD,
        readers="who takes part in the conversation",
        kept="as long as the conversation",
        exported=("reason", "seen_at"),
        withheld={
            "the person": ("reader",),
            "keys of what it is about": ("thread", "message"),
        },
        erasure=Erasure.EMPTY,
        emptied={"reader": None},
        has_names=True,
        order=34,
    ),
)
