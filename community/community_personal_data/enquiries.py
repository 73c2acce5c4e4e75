"""What somebody writes through a contact form (CO38)."""

from community.community_personal_data.words import HIDDEN
from community.personal_data import (
    DataClass,
    DataPurpose,
    Erasure,
    PersonalData,
    declare,
)

declare(
    PersonalData(
        name="community.Enquiry",
        path="sender__user",
        addresses=("email",),
        exported=(
            "member__display_name",
            "organisation__name",
            "name",
            "email",
            "text",
            "language",
            "state",
            "created_at",
            "delivered_at",
        ),
        withheld={HIDDEN: ("key", "opening"), "the person": ("sender",)},
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.CONTACT,
        readers="the member, or the admins of the organisation; moderators, with a notice",
        kept="6 months after it was written; 14 days without a confirmation (P40, P65)",
        erasure=Erasure.DELETE,
    ),
)
