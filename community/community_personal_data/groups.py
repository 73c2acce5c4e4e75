"""Who belongs to groups, who is in charge of one, who has added a file by link."""

from community.community_personal_data.words import WHILE_THERE
from community.operations import forgetting
from community.personal_data import (
    DataClass,
    DataPurpose,
    Erasure,
    PersonalData,
    declare,
)

ABOUT = "about the group, not about a person"

declare(
    PersonalData(
        name="community.Group",
        path="in_charge__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.BELONGING,
        readers="the group; coordination of the network",
        kept="as long as the group is there",
        exported=("name", "network__name"),
        rest=ABOUT,
        erasure=Erasure.EMPTY,
        emptied={"in_charge": None},
        order=42,
    ),
    PersonalData(
        name="community.GroupMembership",
        path="member__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.BELONGING,
        readers="the group; coordination of the network",
        kept=WHILE_THERE,
        exported=("group__name", "role", "state", "is_muted", "since"),
        withheld={"how far the welcome was read": ("is_welcomed",)},
        erase_by=forgetting.leave_groups,
        order=43,
    ),
    PersonalData(
        name="community.GroupFile",
        path="added_by__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.BELONGING,
        readers="the group, and whom it opens its content to",
        kept="as long as the group is there; without the person after the erasure (P37)",
        exported=("group__name", "title", "url", "added_at"),
        erasure=Erasure.EMPTY,
        emptied={"added_by": None},
        order=44,
    ),
)
