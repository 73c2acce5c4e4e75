"""Calls for applications; past their deadline they sink."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.models import Call, CallPage
from search.entries.pages import PageType, make_page_kind
from search.registry import search_kinds


def describe_call(row: Any, _page: Any) -> Mapping[str, Any]:
    return {"starts_at": row.opens_at, "ends_at": row.deadline_at}


search_kinds.register(
    make_page_kind(
        name="call",
        label=_("Calls"),
        row_model=Call,
        row_columns=("network", "opens_at", "deadline_at"),
        types=(
            PageType(
                model=CallPage,
                attribute="call",
                texts=("amount", "area"),
                names=("funder", "contact_name"),
            ),
        ),
        facts=describe_call,
        icon="megaphone",
        order=20,
    )
)
