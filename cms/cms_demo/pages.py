"""The portal's own pages: home, about, help, and what the law asks for."""

import datetime as dt
import json
import uuid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page

from cms.cms_demo.source import LANGUAGES, Shelf, publish_page, read_items
from cms.models import (
    AdvicePage,
    ChronologyPage,
    GenericPage,
    GuidePage,
    HelpPage,
    HomePage,
    LegalPage,
    RegionPage,
)
from cms.operations.portal import open_portal

MODELS: dict[str, Any] = {
    "generic": GenericPage,
    "help": HelpPage,
    "legal": LegalPage,
    "chronology": ChronologyPage,
    "guide": GuidePage,
    "advice": AdvicePage,
}
NO_PICTURE = {"image": None, "alt_text": "", "decorative": False}


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
    values |= make_own_fields(shelf, item)
    page = MODELS[item["page_type"]](**values, live=False)
    return shelf.add_page(parent, item, page)


def make_own_fields(shelf: Shelf, item: dict[str, Any]) -> dict[str, Any]:
    """Return what guides, advice and chronologies have besides text."""
    texts, fields = item[shelf.language], {}
    if "phases" in texts:
        phases = [
            make_phase(item, place, phase)
            for place, phase in enumerate(texts["phases"])
        ]
        fields["phases"] = make_stream(item, "phase", phases)
    if "entries" in texts:
        fields["entries"] = make_stream(
            item, "entry", [make_entry(shelf, entry) for entry in texts["entries"]]
        )
    if "budget" in texts:
        names = ("text", "amount", "note")
        lines = [dict(zip(names, line, strict=True)) for line in texts["budget"]]
        fields["budget"] = make_stream(item, "line", lines)
    for name in ("requirements", "advice_hours"):
        if name in texts:
            fields[name] = texts[name]
    for name, value in item.get("contact", {}).items():
        fields[f"contact_{name}"] = value
    return fields


def make_stream(item: dict[str, Any], kind: str, values: list[dict[str, Any]]) -> str:
    """Return blocks of one kind as StreamField stores them; ids are the same in every run."""
    return json.dumps(
        [
            {"type": kind, "value": value, "id": make_id(item, kind, number)}
            for number, value in enumerate(values)
        ]
    )


def make_id(item: dict[str, Any], *parts: Any) -> str:
    path = "/".join(str(part) for part in (item["key"], *parts))
    return str(uuid.uuid5(uuid.NAMESPACE_URL, path))


def make_phase(
    item: dict[str, Any], place: int, phase: dict[str, Any]
) -> dict[str, Any]:
    """Return a phase whose points have ids: translators and ticks go by them."""
    return phase | {
        "checks": [
            {"type": "item", "value": check, "id": make_id(item, place, number)}
            for number, check in enumerate(phase["checks"])
        ]
    }


def make_entry(shelf: Shelf, entry: dict[str, Any]) -> dict[str, Any]:
    picture = shelf.make_picture(entry["image"] or "") or NO_PICTURE
    return entry | {"page": None, "link": "", "image": picture}


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
        for name, value in shelf.get_lead_image(item).items():
            setattr(page, name, value)
        page.body = shelf.make_body(item)
        publish_page(page)
        shelf.add_terms(page, item)
        filled += 1
    return filled
