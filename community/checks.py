"""System checks that tell a developer the forgotten step."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning

from community.models import Profile
from community.models.profile import PARTS
from community.personal_data import personal_data
from community.queries.personal_data import find_people_columns, list_undeclared

FRAME = frozenset({"id", "member", "changed_at"})


@register
def check_profile_audiences(**_kwargs: Any) -> list[Error]:
    """Refuse a column of the profile that no part names: nobody would decide who reads it."""
    declared = {column for columns in PARTS.values() for column in columns}
    declared |= {f"{part}_audience" for part in PARTS} | FRAME
    fields = Profile._meta.fields
    return [
        Error(
            f"The profile's column {name} belongs to no part with an audience.",
            hint="Add it to PARTS in community/models/profile.py.",
            obj=Profile,
            id="community.E001",
        )
        for name in sorted({field.name for field in fields} ^ declared)
    ]


@register(Tags.models)
def check_personal_data(**_kwargs: Any) -> list[CheckMessage]:
    """A table of people that nobody declared is neither exported nor erased (P9, P10, P35)."""
    missing = [
        CheckWarning(
            f"{name} speaks of people ({', '.join(columns)}) and is not declared.",
            "Declare it in community_personal_data.py: PersonalData(...) with how it is "
            "exported and erased, or declare_impersonal(reason, name).",
            obj=name,
            id="community.W001",
        )
        for name in list_undeclared()
        for columns in [find_people_columns(apps.get_model(name))]
        if columns
    ]
    unknown = [
        CheckWarning(
            f"{entry.name} is declared as table of people and does not exist.",
            "Take the entry out of community_personal_data.py.",
            obj=entry.name,
            id="community.W002",
        )
        for entry in personal_data.entries()
        if not _exists(entry.name)
    ]
    return [*missing, *unknown]


def _exists(name: str) -> bool:
    try:
        apps.get_model(name)
    except LookupError:
        return False
    return True
