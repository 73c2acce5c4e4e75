"""What coordinators do with lists of people: taken out, brought in (CO57, CO58)."""

from community.community_personal_data.words import MACHINERY, STAFF_WORK
from community.personal_data import (
    Erasure,
    PersonalData,
    declare,
    declare_impersonal,
)

OTHERS = "what the coordination has of others"

declare(
    PersonalData(
        name="community.MemberExport",
        path="made_by",
        exported=(
            "network__name",
            "made_at",
            "purpose",
            "minors_purpose",
            "columns",
            "row_count",
            "format",
            "expires_at",
        ),
        withheld={OTHERS: ("content",)},
        kept="the file 1 day, the note 1 year (P49); without the person after the erasure",
        erasure=Erasure.EMPTY,
        emptied={"made_by": None, "content": None},
        has_names=True,
        order=70,
        **STAFF_WORK | {"readers": "coordination of the network; the file who made it"},
    ),
    PersonalData(
        name="community.MemberImport",
        path="made_by",
        exported=(
            "network__name",
            "created_at",
            "started_at",
            "finished_at",
            "language",
            "columns",
            "role",
            "basis",
            "basis_words",
            "row_count",
            "invited_count",
            "known_count",
        ),
        withheld={
            OTHERS: ("content", "errors"),
            MACHINERY: (
                "key",
                "state",
                "due_at",
                "leased_until",
                "leased_by",
                "attempts",
                "last_error",
                "last_line",
            ),
        },
        kept="the file until all are invited, 1 day at most without a start; its mistakes "
        "14 days; the note 1 year; without the person after the erasure",
        erasure=Erasure.EMPTY,
        emptied={"made_by": None, "content": None},
        has_names=True,
        order=71,
        **STAFF_WORK
        | {"readers": "coordination of the network; the file who brought it"},
    ),
)

declare_impersonal(
    "which role is offered, or which column holds what: no person stands in it",
    "community.RoleOffer",
    "community.MemberImportTemplate",
)
declare_impersonal("numbers of a day; shown from five on", "community.MemberFigure")
