"""Circulars: who wrote one, and who is on the list of one that is still to leave."""

from community.community_personal_data.words import MACHINERY
from community.personal_data import (
    DataClass,
    DataPurpose,
    Erasure,
    PersonalData,
    declare,
    declare_impersonal,
)

declare(
    PersonalData(
        name="community.Circular",
        path="written_by",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.RECORD,
        readers="the coordination of the network",
        kept="2 years after sending; without the person after the erasure",
        exported=(
            "network__name",
            "target",
            "role",
            "is_service",
            "state",
            "written_at",
            "leaves_at",
            "ended_at",
            "recipient_count",
            "told_count",
        ),
        withheld={"the person": ("written_by",)},
        erasure=Erasure.EMPTY,
        emptied={"written_by": None},
    ),
    PersonalData(
        name="community.CircularText",
        path="circular__written_by",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.RECORD,
        readers="the coordination of the network, and to whom it was sent",
        kept="2 years after sending",
        exported=("circular__network__name", "language", "title", "text"),
        withheld={MACHINERY: ("circular",)},
        erasure=Erasure.SCRUB,
        has_names=True,
        # Before the row above forgets who wrote it.
        order=40,
    ),
    PersonalData(
        name="community.Circular_members",
        path="member__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.TOLD,
        readers="the coordination of the network",
        kept="until it is sent or discarded",
        exported=("circular__network__name",),
        withheld={MACHINERY: ("circular", "member")},
    ),
)
declare_impersonal(
    "how far a sending got; to which teams a circular goes",
    "community.CircularRun",
    "community.Circular_organisations",
)
