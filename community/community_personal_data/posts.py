"""Posts, comments and what hangs on them (P37)."""

from typing import Any

from community.operations.post_ends import forget_posts_of
from community.personal_data import (
    DataClass,
    DataPurpose,
    Erasure,
    PersonalData,
    declare,
)

WRITTEN: dict[str, Any] = {
    "data_class": DataClass.MEMBER,
    "purpose": DataPurpose.TOUCH,
    "readers": "whoever the post is for; the coordination of the network",
    "kept": "until its author deletes it",
}

declare(
    PersonalData(
        name="community.Post",
        path="author__user",
        exported=(
            "network__name",
            "group__name",
            "audience",
            "text",
            "state",
            "created_at",
            "edited_at",
            "removed_at",
        ),
        withheld={
            "the person": ("author",),
            "who said something before": ("parent",),
            "work of those in charge": (
                "key",
                "is_pinned",
                "is_locked",
                "is_archived",
                "told_at",
            ),
        },
        # Deletes and empties; nothing is left that could be emptied here.
        erase_by=forget_posts_of,
        erasure=Erasure.EMPTY,
        emptied={"author": None},
        order=45,
        **WRITTEN,
    ),
    PersonalData(
        name="community.PostVersion",
        path="post__author__user",
        exported=("post__key", "text", "until"),
        erasure=Erasure.DELETE,
        order=44,
        **WRITTEN | {"readers": "the person; moderators, with a notice"},
    ),
    PersonalData(
        name="community.Thanks",
        path="member__user",
        exported=("post__key", "said_at"),
        withheld={"the person": ("member",)},
        erasure=Erasure.CASCADE,
        **WRITTEN | {"readers": "who wrote the post", "kept": "with the post"},
    ),
    PersonalData(
        name="community.Mention",
        path="member__user",
        exported=("post__key", "handle"),
        withheld={"the person": ("member",)},
        erasure=Erasure.CASCADE,
        **WRITTEN | {"kept": "with the post"},
    ),
)
