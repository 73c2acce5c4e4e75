"""System checks that tell a developer the forgotten step."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as CheckWarning

from community.personal_data import personal_data
from community.queries.personal_data import find_people_columns, list_undeclared


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
