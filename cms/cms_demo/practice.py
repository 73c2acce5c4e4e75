"""Good practice, and the themes that gather it."""

import datetime as dt
import json
from typing import Any

from cms.cms_demo.documents import get_document_ids
from cms.cms_demo.source import (
    LANGUAGES,
    Shelf,
    get_moment,
    publish_page,
    read_written_items,
)
from cms.models import (
    PageDistrict,
    PracticeIndexPage,
    PracticePage,
    ThemeIndexPage,
    ThemePage,
)
from cms.models.practice import NEED_FIELDS, PROSE_FIELDS

TEXTS = ("subline", *PROSE_FIELDS, *NEED_FIELDS, "transfer_text")


def load_practice(now: dt.datetime) -> int:
    added = 0
    documents = get_document_ids()
    for language in LANGUAGES:
        shelf = Shelf(language)
        for item in read_written_items("practice", language):
            if item["key"] in shelf.page_ids:
                continue
            page = add_practice(shelf, item, now, documents)
            page.body = shelf.make_body(item)
            publish_page(page)
            added += 1
    return added


def add_practice(
    shelf: Shelf, item: dict[str, Any], now: dt.datetime, documents: dict[str, int]
) -> PracticePage:
    index = shelf.get_branch_index(PracticeIndexPage, item["network"])
    texts = item[shelf.language]
    page = PracticePage(
        **shelf.get_common_fields(item),
        **{name: texts[name] for name in TEXTS},
        live=False,
        starts_on=get_day(now, item["starts_in_days"]),
        ends_on=get_day(now, item["ends_in_days"]),
        roles=[("part", part) for part in texts["roles"]],
        contact_name=item["contact"]["name"],
        contact_email=item["contact"]["email"],
        contact_phone=item["contact"]["phone"],
        transfer_name=item["transfer"]["name"],
        transfer_email=item["transfer"]["email"],
        materials=make_downloads(item["materials"], documents),
        materials_licence=item["materials_licence"],
        links=[
            (
                "link",
                {
                    "label": link[shelf.language],
                    "page": shelf.get_page(link["page"]),
                    "url": "",
                },
            )
            for link in item["links"]
            if link["page"] in shelf.page_ids
        ],
    )
    added: PracticePage = shelf.add_page(index, item, page)
    added.cms_page_districts = [PageDistrict(ags=ags) for ags in item["districts"]]
    return added


def load_themes(now: dt.datetime) -> int:
    added = 0
    documents = get_document_ids()
    for language in LANGUAGES:
        shelf = Shelf(language)
        for item in read_written_items("themes", language):
            if item["key"] in shelf.page_ids:
                continue
            page = add_theme(shelf, item, now, documents)
            page.body = shelf.make_body(item)
            publish_page(page)
            added += 1
    return added


def add_theme(
    shelf: Shelf, item: dict[str, Any], now: dt.datetime, documents: dict[str, int]
) -> ThemePage:
    language = shelf.language
    page = ThemePage(
        **shelf.get_common_fields(item),
        live=False,
        practice=[("page", shelf.get_page(key)) for key in item["practice"]],
        materials=make_downloads(item["materials"], documents),
        people=[
            (
                "contact",
                person
                | {"role": person["role"][language], "text": person["text"][language]},
            )
            for person in item["people"]
        ],
        keeper=item["keeper"],
        review_on=get_day(now, item["review_in_days"]),
        changes=[
            ("change", {"date": get_day(now, row["in_days"]), "text": row[language]})
            for row in item["changes"]
        ],
    )
    index = shelf.get_branch_index(ThemeIndexPage, item["network"])
    added: ThemePage = shelf.add_page(index, item, page)
    return added


def make_downloads(keys: list[str], documents: dict[str, int]) -> str:
    """Return a list of downloads as StreamField stores it, without what is not there."""
    blocks = [
        {"type": "item", "value": {"document": documents[key], "credit": ""}}
        for key in keys
        if key in documents
    ]
    return json.dumps(blocks)


def get_day(now: dt.datetime, days: int | None) -> dt.date | None:
    return None if days is None else get_moment(now, days).date()
