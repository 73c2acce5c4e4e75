"""What people are told, and how they want to be told."""

from community.community_personal_data.words import OWN, PERSON
from community.operations import forgetting
from community.personal_data import DataClass, DataPurpose, PersonalData, declare

declare(
    PersonalData(
        name="community.Notification",
        path="recipient__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.TOLD,
        readers=PERSON,
        kept="90 days, read or not",
        exported=(
            "kind",
            "payload",
            "words",
            "is_listed",
            "mail",
            "created_at",
            "read_at",
            "mailed_at",
        ),
        withheld={
            "somebody else": ("actor",),
            "keys of what it is about": (
                "content_type",
                "object_id",
                "event_key",
                "group_key",
            ),
        },
        erase_by=forgetting.forget_told,
        order=42,
    ),
    PersonalData(
        name="community.NotificationPreference",
        path="member__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.TOLD,
        exported=("kind", "mail", "is_listed"),
        order=43,
        **OWN,
    ),
    PersonalData(
        name="community.NotificationSettings",
        path="member__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.TOLD,
        exported=("quiet_from", "quiet_until", "has_letters"),
        order=44,
        **OWN,
    ),
)
