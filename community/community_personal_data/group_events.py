"""Who has put an event of the site into the calendar of a group."""

from community.personal_data import (
    DataClass,
    DataPurpose,
    Erasure,
    PersonalData,
    declare,
)

declare(
    PersonalData(
        name="community.GroupEvent",
        path="added_by__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.BELONGING,
        readers="the group, and whom it opens its content to",
        kept="as long as the group is there; without the person after the erasure (P37)",
        exported=("group__name", "event__starts_at", "added_at"),
        erasure=Erasure.EMPTY,
        emptied={"added_by": None},
        order=45,
    )
)
