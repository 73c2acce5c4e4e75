"""Whom a member has muted; nobody learns from a file who mutes them."""

from community.community_personal_data.words import PERSON
from community.personal_data import DataClass, DataPurpose, PersonalData, declare

declare(
    PersonalData(
        name="community.Mute",
        path="member__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.TOUCH,
        readers=PERSON,
        kept="until one of both is erased (P44)",
        exported=("muted__display_name", "since"),
        order=30,
    ),
)
