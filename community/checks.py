"""System checks that name a step somebody forgot."""

from typing import Any

from django.core.checks import Error, register

from community.models import Profile
from community.models.profile import PARTS

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
