"""Calls for applications in every state: announced, open, closing, closed, decided."""

import datetime as dt
from typing import Any

from cms.cms_demo.source import (
    LANGUAGES,
    Shelf,
    get_moment,
    publish_page,
    read_written_items,
)
from cms.models import CallIndexPage, CallPage


def load_calls(now: dt.datetime) -> int:
    added = 0
    for language in LANGUAGES:
        shelf = Shelf(language)
        new = [
            item
            for item in read_written_items("calls", language)
            if item["key"] not in shelf.page_ids
        ]
        pages = [(item, add_call(shelf, item, now)) for item in new]
        for item, page in pages:
            page.body = shelf.make_body(item)
            publish_page(page)
        added += len(pages)
    return added


def add_call(shelf: Shelf, item: dict[str, Any], now: dt.datetime) -> CallPage:
    index = shelf.get_branch_index(CallIndexPage, item["network"])
    language = shelf.language

    def moment(name: str, clock: str = "00:00") -> dt.datetime | None:
        days = item[name]
        return None if days is None else get_moment(now, days, clock)

    page = CallPage(
        **shelf.get_common_fields(item),
        live=False,
        opens_at=moment("opens_in_days"),
        deadline_at=moment("deadline_in_days", item["deadline_time"]),
        review_from=moment("review_in_days"),
        decided_at=moment("decided_in_days", "12:00"),
        apply_url=item["apply_url"],
        contact_name=item["contact"]["name"],
        contact_email=item["contact"]["email"],
        contact_phone=item["contact"]["phone"],
        information_dates=[
            (
                "date",
                {
                    "moment": get_moment(now, row["in_days"], row["time"]),
                    "text": row[language],
                    "url": "",
                },
            )
            for row in item["information_dates"]
        ],
        **{
            name: item[name][language]
            for name in ("funder", "amount", "purpose", "eligibility", "area")
        },
    )
    added: CallPage = shelf.add_page(index, item, page)
    return added
