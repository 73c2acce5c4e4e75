"""What a member keeps for later, and in which lists."""

from community.community_personal_data.words import OWN
from community.operations.bookmarks import forget_kept_person
from community.personal_data import DataClass, DataPurpose, PersonalData, declare

declare(
    PersonalData(
        name="community.BookmarkList",
        path="member__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.TOUCH,
        exported=("name",),
        withheld={"the person": ("member",)},
        **OWN,
    ),
    PersonalData(
        name="community.Bookmark",
        path="member__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.TOUCH,
        exported=("content_type__model", "object_id", "kept_in__name", "made_at"),
        withheld={"the person": ("member",)},
        erase_by=forget_kept_person,
        **OWN,
    ),
)
