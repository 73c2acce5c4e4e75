"""The demo's texts as files, and the pages that were made from them."""

import datetime as dt
import json
import uuid
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page

from cms.cms_demo.bodies import BodyMaker
from cms.cms_demo.pictures import get_alt_text, get_image_ids
from cms.conf import get_data_dir
from cms.models import (
    CallIndexPage,
    EventIndexPage,
    FundingIndexPage,
    HelpIndexPage,
    HomePage,
    NewsIndexPage,
    OfferIndexPage,
    PageDistrict,
    PageTerm,
    PracticeIndexPage,
    RegionIndexPage,
    Term,
    ThemeIndexPage,
    WebinarIndexPage,
)

LANGUAGES = ("de", "en")
FOLDERS = (
    "pages",
    "news",
    "calls",
    "offers",
    "events",
    "funding",
    "practice",
    "themes",
    "webinars",
    "academy",
)
UNTRANSLATED = (
    "wettbewerbstagebuch-bruecke",
    "digitale-werkzeuge-koordination",
    "call-kleine-hilfe",
)
"""Items that the demo leaves without an English page, so that editors see such a gap."""
INDEX_PAGES: dict[str, Any] = {
    "home": HomePage,
    "news-index": NewsIndexPage,
    "calls-index": CallIndexPage,
    "events-index": EventIndexPage,
    "offers-index": OfferIndexPage,
    "regions-index": RegionIndexPage,
    "funding-index": FundingIndexPage,
    "practice-index": PracticeIndexPage,
    "themes-index": ThemeIndexPage,
    "webinars-index": WebinarIndexPage,
    "help": HelpIndexPage,
}
NAMESPACE = uuid.UUID("7d0b1c52-3c51-4a6e-9c0e-2f1f6f0c7a11")
"""From it and an item's key comes its translation key, so that a second run finds it."""
TERM_LISTS = {
    "topics": "topic",
    "stages": "stage",
    "target_groups": "target-group",
    "formats": "format",
    "promotion": "promotion",
    "class_levels": "class-level",
    "event_types": "event-type",
    "levels": "level",
    "funding_types": "funding-type",
    "funding_areas": "funding-area",
    "eligible_bodies": "eligible-body",
    "special_groups": "special-group",
}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@cache
def read_items(folder: str) -> list[dict[str, Any]]:
    """Return the items of a folder of `data/demo`, in the order of the file names."""
    paths = sorted((get_data_dir() / "demo" / folder).glob("*.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def get_translation_key(key: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, key)


def read_written_items(folder: str, language: str) -> list[dict[str, Any]]:
    """Return the items of a folder that have a page of their own in this language."""
    return [
        item
        for item in read_items(folder)
        if language == LANGUAGES[0] or item["key"] not in UNTRANSLATED
    ]


@dataclass
class Shelf:
    """What the loading of one language needs to know, asked once."""

    language: str
    locale: Locale = field(init=False)
    page_ids: dict[str, int] = field(init=False)
    image_ids: dict[str, int] = field(init=False)
    terms: dict[tuple[str, str], Term] = field(init=False)

    def __post_init__(self) -> None:
        self.locale = Locale.objects.get(language_code=self.language)
        self.image_ids = get_image_ids()
        self.terms = {(term.taxonomy, term.slug): term for term in Term.objects.all()}
        rows = Page.objects.filter(locale=self.locale)
        ids = dict(rows.values_list("translation_key", "pk"))
        keys = [item["key"] for folder in FOLDERS for item in read_items(folder)]
        self.page_ids = {
            key: ids[get_translation_key(key)]
            for key in keys
            if get_translation_key(key) in ids
        } | {key: self.get_index(model).pk for key, model in INDEX_PAGES.items()}

    def get_index(self, model: Any) -> Any:
        """Return the portal's own index page of a kind in this language."""
        return (
            model.objects.filter(locale=self.locale).order_by("depth", "path").first()
        )

    def get_page(self, key: str) -> Page:
        return Page.objects.get(pk=self.page_ids[key])

    def get_branch_index(self, model: Any, source_key: str) -> Any:
        """Return a network's own index page of a kind, for example its news."""
        rows = model.objects.filter(locale=self.locale)
        return rows.get(network__source_key=source_key)

    def make_body(self, item: dict[str, Any]) -> str:
        maker = BodyMaker(self.page_ids.get, self.make_picture, item["key"])
        return maker.make(item[self.language]["body"])

    def get_common_fields(self, item: dict[str, Any]) -> dict[str, Any]:
        """Return the fields that every demo page has, whatever its type."""
        texts = item[self.language]
        return {
            "title": texts["title"],
            "slug": texts["slug"],
            "summary": texts["summary"],
            **self.get_lead_image(item),
            "locale": self.locale,
            "translation_key": get_translation_key(item["key"]),
        }

    def get_lead_image(self, item: dict[str, Any]) -> dict[str, Any]:
        """Return the fields of the picture above an item's text; none without one."""
        picture = self.make_picture(item.get("image") or "")
        return (
            {"lead_image_id": picture["image"], "lead_image_alt": picture["alt_text"]}
            if picture
            else {}
        )

    def make_picture(self, key: str) -> dict[str, Any] | None:
        """Return a picture as blocks store it, with the words that say what is on it."""
        if key not in self.image_ids:
            return None
        return {
            "image": self.image_ids[key],
            "decorative": False,
            "alt_text": get_alt_text(key, self.language),
        }

    def add_page(self, parent: Page, item: dict[str, Any], page: Any) -> Any:
        """Add a draft below its parent; `publish_page` gives it its body."""
        parent.add_child(instance=page)
        self.add_terms(page, item)
        self.page_ids[item["key"]] = page.pk
        return page

    def add_terms(self, page: Page, item: dict[str, Any]) -> None:
        page.cms_page_terms = [
            PageTerm(term=self.terms[taxonomy, slug])
            for name, taxonomy in TERM_LISTS.items()
            for slug in item.get(name, [])
        ]
        page.cms_page_districts = [
            PageDistrict(ags=ags) for ags in item.get("districts", [])
        ]


def publish_page(page: Any) -> None:
    """Publish as an editor would, with a revision to go back to."""
    page.save_revision(log_action=True, changed=False).publish()


def get_moment(now: dt.datetime, days: int, clock: str = "00:00") -> dt.datetime:
    """Return a Berlin wall time some days from now."""
    return make_moment(find_day(now, {"in_days": days}), clock)


def find_day(now: dt.datetime, rule: dict[str, Any]) -> dt.date:
    """Return the day that a text means: some days from now, then on to its weekday."""
    day = timezone.localtime(now).date() + dt.timedelta(days=rule["in_days"])
    if weekday := rule.get("weekday"):
        day += dt.timedelta(days=(WEEKDAYS.index(weekday) - day.weekday()) % 7)
    return day


def make_moment(day: dt.date, clock: str) -> dt.datetime:
    """Return a Berlin wall time on a day."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.fromisoformat(clock)))
