"""What people follow, what they did, and what stands in their feeds."""

from django.db.models import Q

from community.activity import build_action_rule
from community.community_personal_data.words import OWN, PERSON
from community.models import Member
from community.operations.follows import forget_followed
from community.personal_data import (
    DataClass,
    DataPurpose,
    Erasure,
    Person,
    PersonalData,
    declare,
    declare_impersonal,
)

KEYS = "keys of what it is about"


def find_actions(person: Person) -> Q:
    """Return what the person did, and what happened to the person (P36)."""
    rule = Q(pk__in=[])
    for member in Member.objects.filter(user=person.user_id):
        rule |= build_action_rule(member)
    return rule


declare(
    PersonalData(
        name="actstream.Follow",
        path="user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.TOLD,
        exported=("content_type__model", "object_id", "started"),
        withheld={"machinery of the library": ("actor_only", "flag")},
        erase_by=forget_followed,
        order=45,
        **OWN,
    ),
    PersonalData(
        name="actstream.Action",
        find=find_actions,
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.TOLD,
        readers="who may read the thing that it happened to",
        kept="180 days",
        exported=("verb", "timestamp"),
        withheld={
            KEYS: (
                "actor_content_type",
                "actor_object_id",
                "action_object_content_type",
                "action_object_object_id",
                "target_content_type",
                "target_object_id",
            ),
            "machinery of the library": ("description", "public"),
        },
        erasure=Erasure.DELETE,
        order=46,
    ),
    PersonalData(
        name="community.FeedItem",
        path="member__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.TOLD,
        readers=PERSON,
        kept="180 days, the newest 500",
        exported=("kind", "happened_at"),
        withheld={KEYS: ("action", "source_type", "source_id")},
        order=47,
    ),
    PersonalData(
        name="community.FeedMute",
        path="member__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.TOLD,
        exported=("kind", "since"),
        withheld={KEYS: ("source_type", "source_id")},
        order=48,
        **OWN,
    ),
)
declare_impersonal(
    "that something that happened was put into feeds; it goes with what happened",
    "community.FeedDelivery",
)
