"""What people leave in pages, proposals, requests, mails and media."""

from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string

from community.community_personal_data.words import (
    HIDDEN,
    MACHINERY,
    OPERATORS,
    PUBLIC_CONTACT,
    STAFF_WORK,
    STAYS,
    WHILE_THERE,
    contact,
)
from community.operations import erasing
from community.personal_data import (
    DataClass,
    DataPurpose,
    Erasure,
    PersonalData,
    declare,
)

declare(
    PersonalData(
        name="cms.NetworkRole",
        path="user",
        exported=("network__name", "role", "start_date", "end_date", "revoked_at"),
        kept=WHILE_THERE,
        **STAFF_WORK,
    ),
    PersonalData(
        name="cms.Proposal",
        path="proposer",
        exported=(
            "network__name",
            "kind",
            "language",
            "title",
            "state",
            "is_change",
            "created_at",
            "submitted_at",
        ),
        withheld={
            "key of the form or the item": ("token", "content_type", "object_id")
        },
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.STAFF_WORK,
        readers="the person; editors of the network",
        kept=WHILE_THERE,
        erase_by=erasing.withdraw_proposals,
        order=30,
    ),
    PersonalData(
        name="cms.OfferRequest",
        addresses=("email",),
        exported=(
            "offer__provider_name",
            "network__name",
            "state",
            "language",
            "role",
            "name",
            "email",
            "place",
            "group_size",
            "wished_dates",
            "message",
            "answer",
            "created_at",
            "asked_at",
            "due_on",
            "answered_at",
            "ended_at",
            "emptied_at",
        ),
        withheld={"work of the network": ("token", "reminded_at")},
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.CONTACT,
        readers="the provider by link; coordination of the network",
        kept="6 months after the end (P65)",
        erasure=Erasure.DELETE,
    ),
    PersonalData(
        name="cms.StateChange",
        path="actor",
        exported=(
            "content_type__model",
            "object_id",
            "field",
            "from_state",
            "to_state",
            "reason",
            "changed_at",
        ),
        data_class=DataClass.TECHNICAL,
        purpose=DataPurpose.RECORD,
        readers="staff whose screen shows it",
        kept="stays; without the person and the reasons after the erasure (P37)",
        erasure=Erasure.EMPTY,
        emptied={"actor": None},
        has_names=True,
    ),
    PersonalData(
        name="cms.LinkToken",
        path="created_by",
        exported=(
            "purpose",
            "content_type__model",
            "object_id",
            "created_at",
            "expires_at",
            "used_at",
            "revoked_at",
        ),
        withheld={HIDDEN: ("nonce",), "said by the purpose": ("is_single_use",)},
        data_class=DataClass.TECHNICAL,
        purpose=DataPurpose.MACHINERY,
        readers=OPERATORS,
        kept="until it expires (P55); its nonce 90 days longer",
    ),
    PersonalData(
        name="cms.OutboxMail",
        addresses=("recipient",),
        exported=(
            "recipient",
            "kind",
            "language",
            "subject",
            "text",
            "context",
            "outcome",
            "created_at",
            "finished_at",
        ),
        withheld={
            "what `text` or `context` says, as markup": ("html", "template", "headers"),
            MACHINERY: (
                "key",
                "event_key",
                "message_id",
                "state",
                "due_at",
                "leased_until",
                "leased_by",
                "attempts",
                "last_error",
                "expires_at",
            ),
        },
        data_class=DataClass.TECHNICAL,
        purpose=DataPurpose.MAIL,
        readers=OPERATORS,
        kept="text until sent, address 30 days, row 90 days (P52)",
        erasure=Erasure.SCRUB,
        erase_by=erasing.delete_mails,
        is_swept=False,
        # Last: what the others do may write mails.
        order=200,
    ),
    PersonalData(
        name="cms.MailAddressState",
        addresses=("address",),
        exported=("address", "bounced_at", "reason"),
        data_class=DataClass.TECHNICAL,
        purpose=DataPurpose.MAIL,
        readers=OPERATORS,
        kept=WHILE_THERE,
        erasure=Erasure.DELETE,
    ),
    PersonalData(
        name="cms.NetworkContact",
        addresses=("email",),
        exported=("network__name", "name", "function", "email", "phone"),
        withheld={"order on the page": ("sort_order",)},
        **PUBLIC_CONTACT
        | {"erasure": Erasure.DELETE, "rest": "", "purpose": DataPurpose.CONTACT},
    ),
    contact("cms.CallPage", "contact_name", "contact_phone"),
    contact("cms.EventPage", "contact_name", "contact_phone"),
    contact("cms.AdvicePage", "contact_name", "contact_phone"),
    contact("cms.OfferPage", "contact_name", "contact_phone"),
    contact("cms.PracticePage", "contact_name", "contact_phone"),
    contact("cms.WebinarPage", "contact_name", "contact_phone"),
    contact(
        "cms.NewsPage",
        "press_contact_name",
        "press_contact_role",
        "press_contact_phone",
        email="press_contact_email",
    ),
)

# --- media: the picture is the network's, who uploaded it is the person's ------------------------

for model in dict.fromkeys((get_image_model_string(), "wagtailimages.Image")):
    declare(
        PersonalData(
            name=model,
            path="uploaded_by_user",
            exported=("title", "description", "created_at"),
            emptied={"uploaded_by_user": None},
            has_names=True,
            rest="content of the network; who is shown stands with the picture’s consent",
            **STAYS,
        )
    )
for model in dict.fromkeys((get_document_model_string(), "wagtaildocs.Document")):
    declare(
        PersonalData(
            name=model,
            path="uploaded_by_user",
            exported=("title", "created_at"),
            emptied={"uploaded_by_user": None},
            has_names=True,
            rest="content of the network",
            **STAYS,
        )
    )
