"""What Wagtail and wagtail-localize keep of those who edit."""

from typing import Any

from django.db.models import Q

from community.community_personal_data.words import (
    EDITORIAL,
    HIDDEN,
    OWN,
    STAFF,
    STAFF_WORK,
    STAYS,
    WHILE_THERE,
)
from community.operations import erasing
from community.personal_data import (
    DataClass,
    DataPurpose,
    Erasure,
    PersonalData,
    declare,
)
from community.queries.mentions import find_submissions

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
        **STAYS
        | {
            "kept": "the last ten of a page, a year at most; own ones until the erasure (P56)"
        },
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
