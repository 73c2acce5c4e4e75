"""The login, the member behind it, and what django-allauth and Django keep of both."""

from typing import Any

from django.conf import settings

from community.community_personal_data.words import (
    HIDDEN,
    MACHINERY,
    OPERATORS,
    OWN,
    PERSON,
    STAFF_WORK,
    WHILE_THERE,
    nobody,
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
            "last_seen_date",
            "may_be_followed",
            "takes_enquiries",
        ),
        withheld={"the name shown, made to be sorted by": ("sort_name",)},
        order=20,
    ),
    PersonalData(
        name="community.Membership",
        path="member__user",
        data_class=DataClass.MINOR,
        purpose=DataPurpose.BELONGING,
        readers="the person; coordination of that network",
        kept=WHILE_THERE,
        exported=("network__name", "state", "claimed_at", "question", "answer"),
        withheld={"a colleague": ("first_yes_by", "first_yes_at")},
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
            "the guardian": ("guardian",),
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
)

# --- django-allauth and Django -----------------------------------------------------------------

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
