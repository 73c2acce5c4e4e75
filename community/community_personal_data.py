"""What we hold on people: community answers for itself, for cms and for the libraries (P35)."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string

from community.operations import erasing
from community.personal_data import (
    DataClass,
    DataPurpose,
    Erasure,
    Person,
    PersonalData,
    declare,
    declare_impersonal,
)
from community.queries.mentions import find_submissions

WHILE_THERE = "until the account is erased (P44)"
PERSON, STAFF, OPERATORS = "the person", "staff who edit it", "operators"
HIDDEN = "a secret, or the hash of one"
MACHINERY = "how far a job has come"
EDITORIAL = "content of the page, not about the person"
PUBLIC_CONTACT: dict[str, Any] = {
    "data_class": DataClass.PUBLIC,
    "purpose": DataPurpose.CONTACT,
    "readers": "everybody",
    "kept": "as long as editors publish it",
    "erasure": Erasure.EMPTY,
    "rest": EDITORIAL,
}
STAFF_WORK: dict[str, Any] = {
    "data_class": DataClass.TECHNICAL,
    "purpose": DataPurpose.STAFF_WORK,
    "readers": STAFF,
}
STAYS: dict[str, Any] = {
    **STAFF_WORK,
    "kept": "as long as what it belongs to; without the person after the erasure (P37)",
    "erasure": Erasure.EMPTY,
}
OWN: dict[str, Any] = {"readers": PERSON, "kept": WHILE_THERE}


def nobody(_person: Person) -> Q:
    """Return no rows: nothing but the content tells whose they are; erasing finds it."""
    return Q(pk__in=[])


def contact(name: str, *columns: str, email: str = "contact_email") -> PersonalData:
    """Declare the contact that a published page names, found by its address."""
    return PersonalData(
        name=name,
        addresses=(email,),
        exported=(*columns, email),
        emptied=dict.fromkeys((*columns, email), ""),
        **PUBLIC_CONTACT,
    )


declare(
    PersonalData(
        name=settings.AUTH_USER_MODEL,
        path="pk",
        data_class=DataClass.TECHNICAL,
        purpose=DataPurpose.LOGIN,
        exported=(
            "username",
            "email",
            "first_name",
            "last_name",
            "date_joined",
            "last_login",
            "is_staff",
            "is_superuser",
            "is_active",
        ),
        withheld={HIDDEN: ("password",)},
        is_swept=False,
        order=10,
        **OWN,
    ),
    PersonalData(
        name=f"{settings.AUTH_USER_MODEL}_groups",
        path="user",
        exported=("group__name",),
        kept=WHILE_THERE,
        **STAFF_WORK,
    ),
    PersonalData(
        name=f"{settings.AUTH_USER_MODEL}_user_permissions",
        path="user",
        exported=("permission__codename",),
        kept=WHILE_THERE,
        **STAFF_WORK,
    ),
)

# --- community -------------------------------------------------------------------------------

declare(
    PersonalData(
        name="community.Member",
        path="user",
        data_class=DataClass.MINOR,
        purpose=DataPurpose.ACCOUNT,
        readers="the person; coordination of its networks: name and role",
        kept=WHILE_THERE,
        exported=(
            "slug",
            "display_name",
            "role",
            "birth_year",
            "birth_month",
            "state",
            "language",
            "joined_at",
            "closed_at",
        ),
        order=20,
    ),
    PersonalData(
        name="community.Membership",
        path="member__user",
        data_class=DataClass.MINOR,
        purpose=DataPurpose.BELONGING,
        readers="the person; coordination of that network",
        kept=WHILE_THERE,
        exported=("network__name", "state", "claimed_at"),
        order=21,
    ),
    PersonalData(
        name="community.Guardian",
        path="member__user",
        data_class=DataClass.CONSENT,
        purpose=DataPurpose.CONSENT,
        readers="the person",
        kept="until the account of the child is erased (P41, P44)",
        exported=(
            "email",
            "answer",
            "asked_at",
            "asked_count",
            "answered_at",
            "reminded_at",
        ),
        # The address of whoever is guardian of others is theirs, not that of the account.
        is_swept=False,
        order=22,
    ),
    PersonalData(
        name="community.Consent",
        path="member__user",
        data_class=DataClass.CONSENT,
        purpose=DataPurpose.CONSENT,
        readers="the person; the guardian by link",
        kept=WHILE_THERE,
        exported=("scope", "by_guardian", "text_version", "given_at", "withdrawn_at"),
        order=23,
    ),
    PersonalData(
        name="community.DataExport",
        path="user",
        data_class=DataClass.TECHNICAL,
        purpose=DataPurpose.ACCOUNT,
        readers=PERSON,
        kept="7 days (P53)",
        exported=("state", "created_at", "finished_at", "expires_at", "language"),
        withheld={
            "an export holds no export": ("archive",),
            MACHINERY: (
                "key",
                "due_at",
                "leased_until",
                "leased_by",
                "attempts",
                "last_error",
            ),
        },
        order=24,
    ),
    PersonalData(
        name="community.ErasureRecord",
        find=nobody,
        data_class=DataClass.TECHNICAL,
        purpose=DataPurpose.RECORD,
        readers=OPERATORS,
        kept="66 days (P38)",
        withheld={
            "names nobody: there is none before the erasure": ("key", "erased_on")
        },
        erasure=Erasure.SCRUB,
        order=25,
    ),
    PersonalData(
        name="community.ProfileLink",
        path="profile__member__user",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.CONTACT,
        readers="whom the person opens it to (CO11)",
        kept=WHILE_THERE,
        exported=("service", "address"),
        order=26,
    ),
)

# --- cms -------------------------------------------------------------------------------------

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
        kept="90 days after it expires (P55)",
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

# --- Wagtail ---------------------------------------------------------------------------------

LOG_ENTRY: dict[str, Any] = {
    **STAYS,
    "path": "user",
    "exported": ("action", "label", "timestamp"),
    "rest": "content of the page, work of colleagues",
    "emptied": {"user": None},
    "has_names": True,
    # After the others, which write into the log too.
    "erase_by": erasing.clear_log,
    "order": 150,
}

declare(
    PersonalData(
        name="wagtailcore.Page",
        find=lambda person: Q(owner=person.user_id) | Q(locked_by=person.user_id),
        exported=("title", "url_path", "owner", "locked_by", "first_published_at"),
        emptied={},
        rest=EDITORIAL,
        erase_by=erasing.unlock_pages,
        **STAYS | {"erasure": Erasure.SCRUB},
    ),
    PersonalData(
        name="wagtailcore.Revision",
        path="user",
        exported=("object_str", "created_at", "content"),
        rest="said by the version",
        erase_by=erasing.delete_versions,
        emptied={"user": None},
        **STAYS | {"kept": "the last of a page; older ones go with the person (P56)"},
    ),
    PersonalData(name="wagtailcore.PageLogEntry", **LOG_ENTRY),
    PersonalData(name="wagtailcore.ModelLogEntry", **LOG_ENTRY),
    PersonalData(
        name="wagtailcore.WorkflowState",
        path="requested_by",
        exported=("workflow__name", "status", "created_at"),
        rest="the page",
        emptied={"requested_by": None},
        **STAYS,
    ),
    PersonalData(
        name="wagtailcore.TaskState",
        path="finished_by",
        exported=("task__name", "status", "started_at", "finished_at", "comment"),
        rest="the page",
        emptied={"finished_by": None, "comment": ""},
        **STAYS,
    ),
    PersonalData(
        name="wagtailcore.Comment",
        path="user",
        exported=("text", "created_at", "updated_at", "resolved_at"),
        rest="the page, and who answered",
        kept=WHILE_THERE,
        **STAFF_WORK,
    ),
    PersonalData(
        name="wagtailcore.CommentReply",
        path="user",
        exported=("text", "created_at", "updated_at"),
        rest="what it answers",
        kept=WHILE_THERE,
        **STAFF_WORK,
    ),
    PersonalData(
        name="wagtailcore.PageSubscription",
        path="user",
        exported=("page__title", "comment_notifications"),
        kept=WHILE_THERE,
        **STAFF_WORK,
    ),
    PersonalData(
        name="wagtailcore.APIToken",
        path="user",
        exported=("name", "prefix", "created", "revoked_at", "last_used_at"),
        withheld={HIDDEN: ("key_hash",)},
        data_class=DataClass.TECHNICAL,
        purpose=DataPurpose.LOGIN,
        **OWN,
    ),
    PersonalData(
        name="wagtailcore.UploadedFile",
        path="uploaded_by_user",
        exported=("file",),
        rest="what it is for",
        erasure=Erasure.DELETE,
        kept=WHILE_THERE,
        **STAFF_WORK,
    ),
    PersonalData(
        name="wagtailadmin.EditingSession",
        path="user",
        exported=("last_seen_at", "is_editing"),
        rest="the page",
        kept=WHILE_THERE,
        **STAFF_WORK,
    ),
    PersonalData(
        name="wagtailadmin.FormState",
        path="user",
        exported=("data", "last_updated_at"),
        rest="the page",
        kept=WHILE_THERE,
        **STAFF_WORK,
    ),
    PersonalData(
        name="wagtailusers.UserProfile",
        path="user",
        exported=("avatar", "preferred_language", "current_time_zone"),
        rest="how the admin looks",
        kept=WHILE_THERE,
        **STAFF_WORK,
    ),
    PersonalData(
        name="wagtailforms.FormSubmission",
        find=lambda person: Q(pk__in=find_submissions(person)),
        exported=("page__title", "form_data", "submit_time"),
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.CONTACT,
        readers=STAFF,
        kept="as the form says, 12 months at most (P54)",
        erasure=Erasure.DELETE,
    ),
    PersonalData(
        name="wagtail_localize.StringTranslation",
        path="last_translated_by",
        exported=("data", "created_at", "updated_at"),
        rest=EDITORIAL,
        emptied={"last_translated_by": None},
        **STAYS,
    ),
    PersonalData(
        name="wagtail_localize.SegmentOverride",
        path="last_translated_by",
        exported=("data_json", "created_at", "updated_at"),
        rest=EDITORIAL,
        emptied={"last_translated_by": None},
        **STAYS,
    ),
)

# --- the login: django-allauth and Django ------------------------------------------------------

LOGIN: dict[str, Any] = {
    "data_class": DataClass.TECHNICAL,
    "purpose": DataPurpose.LOGIN,
    **OWN,
}

declare(
    PersonalData(
        name="account.EmailAddress",
        path="user",
        exported=("email", "verified", "primary"),
        is_swept=False,
        **LOGIN,
    ),
    PersonalData(
        name="account.EmailConfirmation",
        path="email_address__user",
        exported=("created", "sent"),
        withheld={HIDDEN: ("key",)},
        **LOGIN,
    ),
    PersonalData(
        name="mfa.Authenticator",
        path="user",
        exported=("type", "created_at", "last_used_at"),
        withheld={HIDDEN: ("data",)},
        **LOGIN,
    ),
    PersonalData(
        name="usersessions.UserSession",
        path="user",
        exported=("created_at", "ip", "last_seen_at", "user_agent", "data"),
        withheld={HIDDEN: ("session_key",)},
        **LOGIN | {"kept": "as long as the login, 14 days (P55)"},
    ),
    PersonalData(
        name="socialaccount.SocialAccount",
        path="user",
        exported=("provider", "uid", "last_login", "date_joined", "extra_data"),
        **LOGIN,
    ),
    PersonalData(
        name="socialaccount.SocialToken",
        path="account__user",
        exported=("expires_at",),
        withheld={HIDDEN: ("token", "token_secret"), "our own": ("app",)},
        **LOGIN,
    ),
    PersonalData(
        name="sessions.Session",
        find=nobody,
        withheld={
            HIDDEN: ("session_key", "session_data"),
            "see devices": ("expire_date",),
        },
        erasure=Erasure.DELETE,
        erase_by=erasing.end_sessions,
        **LOGIN | {"kept": "14 days (P55)"},
    ),
    PersonalData(
        name="django_tasks_database.DBTaskResult",
        find=nobody,
        data_class=DataClass.TECHNICAL,
        purpose=DataPurpose.MACHINERY,
        readers=OPERATORS,
        kept="14 days",
        erasure=Erasure.SCRUB,
        rest="keys of rows; what they name is exported there",
    ),
)

# --- nobody ----------------------------------------------------------------------------------

declare_impersonal(
    "content that editors publish; who wrote it stands in wagtailcore.Page and Revision",
    *(
        f"cms.{name}"
        for name in (
            "AcademyPage",
            "Announcement",
            "AnnouncementText",
            "CallIndexPage",
            "ChronologyPage",
            "EventIndexPage",
            "FundingIndexPage",
            "FundingPage",
            "GenericPage",
            "GuidePage",
            "HelpIndexPage",
            "HelpPage",
            "HomePage",
            "LegalPage",
            "NewsIndexPage",
            "OfferIndexPage",
            "PracticeIndexPage",
            "RegionIndexPage",
            "RegionPage",
            "StagePage",
            "ThemeIndexPage",
            "ThemePage",
            "WebinarIndexPage",
        )
    ),
)
declare_impersonal(
    "facts about a thing, a place or a term",
    *(
        f"cms.{name}"
        for name in (
            "Article",
            "Call",
            "Event",
            "EventDate",
            "FundingEntry",
            "FundingState",
            "Network",
            "NetworkDistrict",
            "NetworkFunder",
            "NetworkLink",
            "NetworkState",
            "Offer",
            "Offer_next_offers",
            "PageDistrict",
            "PageTerm",
            "PracticeEntry",
            "SchoolHoliday",
            "Term",
            "TermAlias",
            "TermLabel",
        )
    ),
    "taggit.Tag",
    "taggit.TaggedItem",
)
declare_impersonal(
    "how the site is set up",
    *(f"cms.{name}" for name in ("Branch", "BranchGroup", "ReviewTask")),
    "auth.Group",
    "auth.Group_permissions",
    "auth.Permission",
    "contenttypes.ContentType",
    "socialaccount.SocialApp",
    "wagtail_localize.LocaleSynchronization",
    "wagtailadmin.Admin",
    "wagtailredirects.Redirect",
    *(
        f"wagtailcore.{name}"
        for name in (
            "Collection",
            "CollectionViewRestriction",
            "CollectionViewRestriction_groups",
            "GroupApprovalTask",
            "GroupApprovalTask_groups",
            "GroupCollectionPermission",
            "GroupPagePermission",
            "GroupSitePermission",
            "Locale",
            "PageViewRestriction",
            "PageViewRestriction_groups",
            "Site",
            "Task",
            "Workflow",
            "WorkflowContentType",
            "WorkflowPage",
            "WorkflowTask",
        )
    ),
)
declare_impersonal(
    "counts, figures and leases of processes",
    *(f"cms.{name}" for name in ("DailyCount", "Lease", "LinkCheck", "Measurement")),
)
declare_impersonal(
    "sizes and notes of a picture; it goes with the picture",
    "cms.MediaNote",
    "cms.Rendition",
    "wagtailimages.Rendition",
)
declare_impersonal(
    "copies of pages, made anew or swept when a person is erased",
    "wagtailcore.ReferenceIndex",
    "wagtailembeds.Embed",
    "wagtailsearch.IndexEntry",
    "wagtailsearch.SQLiteFTSIndexEntry",
    *(
        f"wagtail_localize.{name}"
        for name in (
            "OverridableSegment",
            "RelatedObjectSegment",
            "String",
            "StringSegment",
            "Template",
            "TemplateSegment",
            "TranslatableObject",
            "Translation",
            "TranslationContext",
            "TranslationLog",
            "TranslationSource",
        )
    ),
)
