"""Offers of all stages and formats, and the ways that lead from one to the next."""

import datetime as dt
from typing import Any

from cms.cms_demo.source import LANGUAGES, Shelf, publish_page, read_written_items
from cms.cms_demo.things import get_thing_fields, make_dates
from cms.models import OfferIndexPage, OfferPage

SAME_IN_BOTH = (
    "provider_name",
    "provider_url",
    "is_on_site",
    "is_mobile",
    "is_online",
    "travel_km",
    "availability",
    "minutes",
    "group_from",
    "group_to",
    "takes_requests",
)


def load_offers(now: dt.datetime) -> int:
    """Add what is missing, then bodies and next steps: they lead to one another."""
    added = 0
    for language in LANGUAGES:
        shelf = Shelf(language)
        new = [
            item
            for item in read_written_items("offers", language)
            if item["key"] not in shelf.page_ids
        ]
        pages = [(item, add_offer(shelf, item, now)) for item in new]
        for item, page in pages:
            page.body = shelf.make_body(item)
            page.next_steps = [
                ("page", shelf.get_page(key).specific) for key in item["next_steps"]
            ]
            publish_page(page)
        added += len(pages)
    return added


def add_offer(shelf: Shelf, item: dict[str, Any], now: dt.datetime) -> OfferPage:
    index = shelf.get_branch_index(OfferIndexPage, item["network"])
    texts = item[shelf.language]
    page = OfferPage(
        **shelf.get_common_fields(item),
        **get_thing_fields(item, shelf.language),
        **{name: item[name] for name in SAME_IN_BOTH},
        live=False,
        duration=texts["duration"],
        preparation=texts["preparation"],
        dates=make_dates(now, item["dates"]),
    )
    added: OfferPage = shelf.add_page(index, item, page)
    return added
