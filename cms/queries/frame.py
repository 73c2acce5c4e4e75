"""What the frame of every page shows: menus, legal pages, announcements.

Kept in the cache for each language, until something is published, at most a minute.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.utils.translation import get_language
from wagtail.models import Page

from cms.enums import LegalKind
from cms.models import (
    Announcement,
    CallIndexPage,
    ChronologyPage,
    EventIndexPage,
    FundingIndexPage,
    GenericPage,
    GuidePage,
    HelpIndexPage,
    HomePage,
    LegalPage,
    NewsIndexPage,
    OfferIndexPage,
    PracticeIndexPage,
    RegionIndexPage,
    ThemeIndexPage,
    WebinarIndexPage,
)
from cms.queries.cards import Link
from cms.queries.remembered import remember

INDEX_MODELS = {
    "news": NewsIndexPage,
    "calls": CallIndexPage,
    "events": EventIndexPage,
    "offers": OfferIndexPage,
    "regions": RegionIndexPage,
    "funding": FundingIndexPage,
    "help": HelpIndexPage,
    "practice": PracticeIndexPage,
    "themes": ThemeIndexPage,
    "webinars": WebinarIndexPage,
}
MENU_MODELS = (GenericPage, ChronologyPage, GuidePage)


@dataclass(frozen=True)
class LegalLink:
    kind: str
    title: str
    url: str


@dataclass(frozen=True)
class Notice:
    """An announcement in one language, shown while its period holds."""

    network_id: int
    severity: str
    starts_at: dt.datetime
    ends_at: dt.datetime | None
    text: str
    lang: str
    url: str
    link_label: str

    def holds_at(self, now: dt.datetime) -> bool:
        return self.starts_at <= now and (self.ends_at is None or now < self.ends_at)


@dataclass(frozen=True)
class SiteMap:
    """The places of the site in one language; ``indexes`` by kind of list."""

    home_url: str
    site_name: str
    site_network_id: int
    indexes: dict[str, str]
    about: tuple[Link, ...]
    legal: dict[int, tuple[LegalLink, ...]]
    notices: tuple[Notice, ...]

    def get_legal_links(self, network_id: int | None) -> tuple[LegalLink, ...]:
        """Return a network's legal pages, and the portal's for those it has not (ED45)."""
        pages = {link.kind: link for link in self.legal.get(self.site_network_id, ())}
        if network_id is not None:
            pages |= {link.kind: link for link in self.legal.get(network_id, ())}
        return tuple(pages[kind] for kind in LegalKind if kind in pages)

    def get_notices(self, network_id: int | None, now: dt.datetime) -> list[Notice]:
        return [
            notice
            for notice in self.notices
            if notice.network_id in (self.site_network_id, network_id)
            and notice.holds_at(now)
        ]


EMPTY = SiteMap("", "", 0, {}, (), {}, ())


def get_site_map(now: dt.datetime) -> SiteMap:
    """Return the site map of the active language, from the cache where it still holds."""
    language = get_language() or "de"
    return remember(f"frame:{language}", lambda: _build_site_map(language, now))


def _build_site_map(language: str, now: dt.datetime) -> SiteMap:
    home = (
        HomePage.objects.filter(locale__language_code=language)
        .live()
        .order_by("path")
        .first()
    )
    if home is None:
        return EMPTY
    children = list(Page.objects.child_of(home).live().order_by("path"))
    names = {model: name for name, model in INDEX_MODELS.items()}
    indexes = {
        names[page.specific_class]: page.get_url() or ""
        for page in children
        if page.specific_class in names
    }
    about = tuple(
        Link(page.title, page.get_url() or "")
        for page in children
        if page.show_in_menus and page.specific_class in MENU_MODELS
    )
    return SiteMap(
        home_url=home.get_url() or "",
        site_name=home.title,
        site_network_id=home.network_id,
        indexes=indexes,
        about=about,
        legal=_list_legal_links(language),
        notices=tuple(_list_notices(language, now)),
    )


def _list_legal_links(language: str) -> dict[int, tuple[LegalLink, ...]]:
    links: dict[int, list[LegalLink]] = {}
    pages = LegalPage.objects.filter(locale__language_code=language).live()
    # In their order here: a database would walk through all pages to save the sorting.
    found = pages.defer("body").order_by()
    for page in sorted(found, key=attrgetter("path")):
        link = LegalLink(page.legal_kind, page.title, page.get_url() or "")
        links.setdefault(page.network_id, []).append(link)
    return {network_id: tuple(own) for network_id, own in links.items()}


def _list_notices(language: str, now: dt.datetime) -> Iterable[Notice]:
    for row in Announcement.objects.not_over(now).prefetch_related("texts"):
        texts: dict[str, Any] = {text.language: text for text in row.texts.all()}
        text = (
            texts.get(language) or texts.get("de") or next(iter(texts.values()), None)
        )
        if text is not None:
            yield Notice(
                network_id=row.network_id,
                severity=row.severity,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                text=text.text,
                lang="" if text.language == language else text.language,
                url=row.url,
                link_label=text.link_label,
            )
