"""Organisations hold no person but a contact; who works there and who claims one, do."""

from community.community_personal_data.words import PUBLIC_CONTACT, WHILE_THERE
from community.operations import forgetting
from community.personal_data import (
    DataClass,
    DataPurpose,
    PersonalData,
    declare,
    declare_impersonal,
)

declare(
    PersonalData(
        name="community.Organisation",
        addresses=("email",),
        exported=("name", "email", "phone"),
        emptied={"email": "", "phone": ""},
        **PUBLIC_CONTACT
        | {
            "kept": "as long as the organisation shows it",
            "rest": "about the organisation, not about a person",
        },
    ),
    PersonalData(
        name="community.TeamMembership",
        path="member__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.BELONGING,
        readers="the team; members, where the person wants to be shown",
        kept=WHILE_THERE,
        exported=(
            "organisation__name",
            "role",
            "state",
            "words",
            "is_shown",
            "asked_at",
        ),
        erase_by=forgetting.leave_teams,
        order=40,
    ),
    PersonalData(
        name="community.OrganisationClaim",
        path="member__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.BELONGING,
        readers="the person; coordination of the network",
        kept="12 months after closing, the address until closing (P64)",
        exported=(
            "organisation__name",
            "state",
            "words",
            "proof_email",
            "claimed_at",
            "due_date",
            "closed_at",
        ),
        withheld={"a colleague": ("first_yes_by", "first_yes_at")},
        erase_by=forgetting.forget_proof_mails,
        order=41,
    ),
)

declare_impersonal(
    "facts about an organisation",
    "community.OrganisationProfile",
    "community.OrganisationTerm",
)
