"""Entries of the funding directory; one without states is for the whole country."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.models import FundingEntry, FundingPage, FundingState
from search.entries.pages import PageType, make_page_kind
from search.registry import Source, search_kinds


def describe_funding(row: Any, _page: Any) -> Mapping[str, Any]:
    return {
        "ends_at": row.deadline_at,
        "states": {each.state for each in row.states.all()},
    }


search_kinds.register(
    make_page_kind(
        name="funding",
        label=_("Funding"),
        row_model=FundingEntry,
        row_columns=("network", "deadline_at"),
        types=(
            PageType(
                model=FundingPage,
                attribute="entry",
                texts=("amount",),
                names=("funder",),
                beside=("entry__states",),
            ),
        ),
        facts=describe_funding,
        more_sources=(Source(model=FundingState, column="entry"),),
        icon="coins",
        order=60,
    )
)
