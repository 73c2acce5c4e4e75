"""What members say about themselves, and whom they know or keep away."""

from django.db.models import Q

from community.community_personal_data.words import PERSON, WHILE_THERE
from community.models import Profile
from community.personal_data import (
    DataClass,
    DataPurpose,
    Person,
    PersonalData,
    declare,
)

AUDIENCES = (
    "whom the person opens it to; of minors: the coordination of its networks (P4)"
)


def find_contacts(person: Person) -> Q:
    """Return which contacts the person has asked for or was asked for."""
    return Q(asker__user=person.user_id) | Q(asked__user=person.user_id)


declare(
    PersonalData(
        name="community.Profile",
        path="member__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.PROFILE,
        readers=AUDIENCES,
        kept=WHILE_THERE,
        exported=tuple(
            column.name
            for column in Profile._meta.local_fields
            if column.name not in ("id", "member")
        ),
        order=26,
    ),
    PersonalData(
        name="community.ProfileTerm",
        path="profile__member__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.PROFILE,
        readers=AUDIENCES,
        kept=WHILE_THERE,
        exported=("kind", "term__slug"),
        order=27,
    ),
    PersonalData(
        name="community.ProfileValue",
        path="profile__member__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.PROFILE,
        readers=AUDIENCES,
        kept=WHILE_THERE,
        exported=("kind", "value"),
        order=28,
    ),
    PersonalData(
        name="community.ProfileLink",
        path="profile__member__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.PROFILE,
        readers=AUDIENCES,
        kept=WHILE_THERE,
        exported=("service", "address"),
        order=28,
    ),
    PersonalData(
        name="community.Contact",
        find=find_contacts,
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.TOUCH,
        readers="both members",
        kept="until one of both is erased (P44)",
        exported=("asker__display_name", "asked__display_name", "words", "asked_at"),
        withheld={
            "keys of both": ("low", "high"),
            # Neither a no nor an end is told to the other (CO19).
            "what the other one decides is that person’s": ("state", "answered_at"),
        },
        order=29,
    ),
    # Only those that the person has made: nobody learns from a file who keeps away.
    PersonalData(
        name="community.Block",
        path="blocker__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.TOUCH,
        readers=PERSON,
        kept="until one of both is erased (P44)",
        exported=("blocked__display_name", "since"),
        order=30,
    ),
)
