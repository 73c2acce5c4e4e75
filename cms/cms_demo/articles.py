"""News of the portal and of the demo network, in both languages."""

import datetime as dt
from typing import Any

from cms.cms_demo.source import (
    LANGUAGES,
    Shelf,
    get_moment,
    publish_page,
    read_written_items,
)
from cms.models import NewsIndexPage, NewsPage


def load_news(now: dt.datetime) -> int:
    """Add what is missing, then the bodies: they link to one another."""
    added = 0
    for language in LANGUAGES:
        shelf = Shelf(language)
        new = [
            item
            for item in read_written_items("news", language)
            if item["key"] not in shelf.page_ids
        ]
        pages = [(item, add_news(shelf, item, now)) for item in new]
        for item, page in pages:
            page.body = shelf.make_body(item)
            page.related = [
                ("page", related)
                for key in item["related"][:3]
                if (
                    related := NewsPage.objects.filter(
                        pk=shelf.page_ids.get(key)
                    ).first()
                )
            ]
            publish_page(page)
        added += len(pages)
    return added


def add_news(shelf: Shelf, item: dict[str, Any], now: dt.datetime) -> NewsPage:
    index = shelf.get_branch_index(NewsIndexPage, item["network"])
    contact = item["press_contact"] or {}
    updated = item["updated_days_ago"]
    page = NewsPage(
        **shelf.get_common_fields(item),
        live=False,
        kind=item["kind"],
        date=get_moment(now, -item["days_ago"], "09:00"),
        updated_at=get_moment(now, -updated, "12:00") if updated else None,
        press_contact_name=contact.get("name", ""),
        press_contact_role=contact.get("role", ""),
        press_contact_email=contact.get("email", ""),
    )
    added: NewsPage = shelf.add_page(index, item, page)
    return added
