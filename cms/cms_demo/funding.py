"""The funding directory of the demo: known programmes, and invented ones that say so."""

import datetime as dt
from typing import Any

from cms.cms_demo.source import (
    LANGUAGES,
    Shelf,
    get_moment,
    publish_page,
    read_written_items,
)
from cms.enums import LinkState
from cms.models import FundingEntry, FundingIndexPage, FundingPage

ADVICE_KEY = "help-with-applications"


def load_funding(now: dt.datetime) -> int:
    """Add the missing entries; one of them shows editors what a dead link looks like."""
    added = 0
    for language in LANGUAGES:
        shelf = Shelf(language)
        for item in read_written_items("funding", language):
            if item["key"] in shelf.page_ids:
                continue
            page = add_funding(shelf, item, now)
            page.body = shelf.make_body(item)
            publish_page(page)
            added += 1
            if item["is_dead"]:
                FundingEntry.objects.filter(pk=page.entry_id).update(
                    link_state=LinkState.DEAD, last_checked_at=now
                )
    return added


def add_funding(shelf: Shelf, item: dict[str, Any], now: dt.datetime) -> FundingPage:
    """Add an entry as a draft below the portal's directory."""
    days = item["deadline_in_days"]
    page = FundingPage(
        **shelf.get_common_fields(item),
        live=False,
        deadline_at=None
        if days is None
        else get_moment(now, days, item["deadline_time"]),
        is_in_force=item["is_in_force"],
        states=item["states"],
        url=item["url"],
        advice_page_id=shelf.page_ids[ADVICE_KEY] if item["has_help"] else None,
        **{
            name: item[name][shelf.language]
            for name in ("funder", "amount", "eligibility")
        },
    )
    added: FundingPage = shelf.add_page(shelf.get_index(FundingIndexPage), item, page)
    return added
