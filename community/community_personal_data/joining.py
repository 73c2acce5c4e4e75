"""Coming, staying and going: rules, ages, addresses, class codes, invitations."""

from typing import Any

from django.db.models import Q

from community.community_personal_data.words import (
    HIDDEN,
    PERSON,
    STAFF_WORK,
    WHILE_THERE,
)
from community.models import Invitation
from community.models.invitation import make_address_key
from community.operations import forgetting
from community.personal_data import (
    DataClass,
    DataPurpose,
    Erasure,
    Person,
    PersonalData,
    declare,
    declare_impersonal,
)

ACCOUNT: dict[str, Any] = {
    "path": "member__user",
    "purpose": DataPurpose.ACCOUNT,
    "readers": PERSON,
    "kept": WHILE_THERE,
}


def find_invitations(person: Person) -> Q:
    """Return which invitations go to a confirmed address of the person, or were sent by her."""
    own = Invitation.objects.addressed_to(person.addresses)
    return Q(pk__in=own.values("pk")) | Q(invited_by=person.user_id)


def find_refusals(person: Person) -> Q:
    """Return which confirmed addresses of the person want no invitations."""
    return Q(address_key__in=[make_address_key(one) for one in person.addresses])


declare(
    PersonalData(
        name="community.RulesAcceptance",
        data_class=DataClass.CONSENT,
        exported=("version__kind", "version__version", "accepted_at"),
        order=31,
        **ACCOUNT,
    ),
    PersonalData(
        name="community.AgeNotice",
        data_class=DataClass.MINOR,
        exported=("step", "told_at", "answered_at"),
        order=32,
        **ACCOUNT,
    ),
    PersonalData(
        name="community.BirthCorrection",
        data_class=DataClass.MINOR,
        exported=(
            "old_year",
            "old_month",
            "birth_year",
            "birth_month",
            "words",
            "state",
            "asked_at",
        ),
        order=33,
        **ACCOUNT | {"readers": "the person; coordination of its networks"},
    ),
    PersonalData(
        name="community.InactivityNotice",
        data_class=DataClass.TECHNICAL,
        exported=("number", "written_at", "sent_at"),
        withheld={"see cms.OutboxMail": ("mail",)},
        order=34,
        **ACCOUNT | {"kept": "until the account is used again or erased (P42, P43)"},
    ),
    PersonalData(
        name="community.AddressChange",
        path="user",
        data_class=DataClass.TECHNICAL,
        purpose=DataPurpose.LOGIN,
        readers=PERSON,
        kept="7 days",
        exported=("old_address", "changed_at", "undone_at"),
        # Whoever has it now is somebody else; without it the change cannot be undone.
        is_swept=False,
        order=35,
    ),
    PersonalData(
        name="community.ClassCode",
        path="created_by",
        exported=(
            "network__name",
            "label",
            "max_uses",
            "used_count",
            "expires_at",
            "created_at",
            "revoked_at",
        ),
        withheld={HIDDEN: ("code",)},
        kept=WHILE_THERE,
        order=36,
        **STAFF_WORK | {"readers": "the person; coordination of the network"},
    ),
    PersonalData(
        name="community.Invitation",
        find=find_invitations,
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.TOUCH,
        readers="who is invited; who invites; staff of what it is to",
        kept="address 14 days after the end (P62); without the person after the erasure",
        exported=(
            "kind",
            "content_type__model",
            "object_id",
            "option",
            "language",
            "state",
            "invited_by__community_member__display_name",
            "invited_at",
            "expires_at",
            "sent_count",
            "reminded_at",
            "ended_at",
            "member_import__basis",
        ),
        withheld={
            "somebody else’s, where the person has invited": ("email",),
            HIDDEN: ("address_key",),
        },
        erasure=Erasure.EMPTY,
        emptied={"invited_by": None},
        erase_by=forgetting.forget_invitations,
        order=37,
    ),
    PersonalData(
        name="community.InvitationBlock",
        find=find_refusals,
        data_class=DataClass.TECHNICAL,
        purpose=DataPurpose.MAIL,
        readers="nobody; compared with only",
        kept="as a hash, until the owner of the address takes it back",
        exported=("blocked_at",),
        withheld={HIDDEN: ("address_key",)},
        # Whoever wants no mails wants none after the account either.
        erasure=Erasure.SCRUB,
        order=38,
    ),
    PersonalData(
        name="community.GivenSlug",
        find=forgetting.find_own_slugs,
        data_class=DataClass.TECHNICAL,
        purpose=DataPurpose.MACHINERY,
        readers="nobody; compared with only",
        kept="as a hash, so that nobody else gets the address; without the person after "
        "the erasure",
        exported=("given_up_at",),
        withheld={HIDDEN: ("digest",), "key of the profile": ("kind", "row_id")},
        erasure=Erasure.EMPTY,
        erase_by=forgetting.forget_member_slugs,
        order=39,
    ),
)

declare_impersonal(
    "content that staff write",
    "community.RulesVersion",
    "community.RulesText",
)
