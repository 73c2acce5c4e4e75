"""The portal's own pages: home, about, help, and what the law asks for."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page

from cms.cms_demo.source import LANGUAGES, Shelf, publish_page, read_items
from cms.models import GenericPage, HelpPage, HomePage, LegalPage, RegionPage
from cms.operations.portal import open_portal

MODELS: dict[str, Any] = {"generic": GenericPage, "help": HelpPage, "legal": LegalPage}


def open_demo_portal(_now: dt.datetime) -> int:
    before = HomePage.objects.count()
    address = urlsplit(settings.BASE_URL)
    open_portal(hostname=address.hostname or "localhost", port=address.port or 80)
    return HomePage.objects.count() - before


def load_pages(_now: dt.datetime) -> int:
    """Add what is missing in the order of the texts, then the bodies: they link to one another."""
    added = 0
    items = sorted(read_items("pages"), key=lambda item: item["order"])
    for language in LANGUAGES:
        shelf = Shelf(language)
        new = [
            item
            for item in items
            if item["page_type"] in MODELS and item["key"] not in shelf.page_ids
        ]
        pages = [(item, add_page(shelf, item)) for item in new]
        for item, page in pages:
            page.body = shelf.make_body(item)
            publish_page(page)
        added += len(pages)
    return added


def add_page(shelf: Shelf, item: dict[str, Any]) -> Any:
    parent = Page.objects.get(pk=shelf.page_ids[item["parent"]]).specific
    values = shelf.get_common_fields(item)
    if item["page_type"] == "legal":
        values["legal_kind"] = item["legal_kind"]
        values["version"] = item.get("version", "")
        values["changes"] = "\n".join(
            f"{change['version']}: {change[shelf.language]}"
            for change in item.get("changes", [])
        )
    page = MODELS[item["page_type"]](**values, live=False)
    return shelf.add_page(parent, item, page)


def load_region(_now: dt.datetime) -> int:
    """Give the demo network's pages the texts that its team would write."""
    item = next(item for item in read_items("pages") if item["page_type"] == "region")
    filled = 0
    for language in LANGUAGES:
        shelf = Shelf(language)
        page = RegionPage.objects.get(
            network__source_key=item["network"], locale=shelf.locale
        )
        if page.body:
            continue
        page.summary = item[language]["summary"]
        page.lead_image_id = shelf.image_ids.get(item["image"])
        page.lead_image_alt = item[language]["image_alt"]
        page.body = shelf.make_body(item)
        publish_page(page)
        shelf.add_terms(page, item)
        filled += 1
    return filled
