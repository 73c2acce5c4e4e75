"""What members say to have done for events and practice entries (CO16)."""

from community.community_personal_data.words import WHILE_THERE
from community.personal_data import DataClass, DataPurpose, PersonalData, declare

declare(
    PersonalData(
        name="community.Contribution",
        path="member__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.PROFILE,
        readers="whom the person opens it to",
        kept=WHILE_THERE,
        exported=(
            "event__translation_key",
            "practice__translation_key",
            "role",
            "added_at",
        ),
        withheld={"the person": ("member",)},
    ),
)
