"""The entry by “I am …”: for each reader the lists that hold something (ED11)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from cms.enums import Taxonomy
from cms.models import (
    Call,
    CallPage,
    EventPage,
    FundingEntry,
    FundingPage,
    GuidePage,
    NewsPage,
    OfferPage,
    PracticePage,
    WebinarPage,
)
from cms.queries.cards import Link
from cms.queries.facets import build_url
from cms.queries.frame import get_site_map
from cms.queries.terms import list_families, list_filter_terms
from cms.registry import Label

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Way:
    """A list under filters, as a tile leads to it."""

    kind: str
    label: Label
    filters: Pairs


@dataclass(frozen=True)
class Reader:
    """Who says “I am …”; ``target`` is the slug of the target group."""

    target: str
    icon: str
    title: Label
    text: Label
    kinds: tuple[str, ...]
    more: tuple[Way, ...] = ()
    can_propose: bool = False
    may_found: bool = False

    @property
    def ways(self) -> tuple[Way, ...]:
        own = (("target", self.target),)
        return tuple(Way(kind, LABELS[kind], own) for kind in self.kinds) + self.more


@dataclass(frozen=True)
class Tile:
    """What components/audience_tiles.html needs; its links all lead to something."""

    name: str
    title: str
    text: str
    icon: str
    links: tuple[Link, ...]


LABELS: Mapping[str, Label] = {
    "offers": gettext_lazy("Offers"),
    "events": gettext_lazy("Events"),
    "calls": gettext_lazy("Calls"),
    "news": gettext_lazy("News"),
    "practice": gettext_lazy("Good practice"),
    "webinars": gettext_lazy("Webinars"),
}
COMES_TO_SCHOOL = Way(
    "offers", gettext_lazy("Offers that come to the school"), (("place", "mobile"),)
)
FUNDING = Way("funding", gettext_lazy("Funding"), ())
READERS = (
    Reader(
        "pupils",
        "backpack",
        gettext_lazy("I go to school"),
        gettext_lazy(
            "You want to build, find out or write code. See what you can join near you."
        ),
        ("offers", "events", "calls"),
    ),
    Reader(
        "parents",
        "baby",
        gettext_lazy("I have children"),
        gettext_lazy(
            "Your child asks a lot. Find where you can go together, and what to try at home."
        ),
        ("offers", "events", "news"),
    ),
    Reader(
        "teachers",
        "school",
        gettext_lazy("I teach"),
        gettext_lazy("Find what suits your class, and read how others went about it."),
        ("offers", "events", "webinars", "practice"),
        more=(COMES_TO_SCHOOL,),
    ),
    Reader(
        "companies",
        "factory",
        gettext_lazy("I work in a company"),
        gettext_lazy(
            "Open your workshop, or show what your job is really like. Others have done it."
        ),
        ("offers", "events", "practice", "calls"),
        can_propose=True,
    ),
    Reader(
        "alumni",
        "graduation-cap",
        gettext_lazy("I used to take part"),
        gettext_lazy(
            "You know how it went on. Meet the others, and tell those who start now."
        ),
        ("events", "offers", "calls", "news"),
    ),
    Reader(
        "coordinators",
        "network",
        gettext_lazy("I coordinate a network"),
        gettext_lazy(
            "Found a network, find money for it, and see what your neighbours are doing."
        ),
        ("webinars", "events", "calls", "practice"),
        more=(FUNDING,),
        can_propose=True,
        may_found=True,
    ),
)


def list_home_tiles(*, locale: Locale, now: dt.datetime) -> list[Tile]:
    """Return a tile for each reader that finds something; two queries for all."""
    urls = get_site_map(now).indexes
    held = _find_filled(locale, now)
    guide = _find_guide(locale)
    tiles = []
    for reader in READERS:
        links = [
            Link(str(way.label), build_url(urls[way.kind], way.filters))
            for way in reader.ways
            if way.kind in urls and _name(way) in held
        ]
        if reader.may_found and guide:
            links.insert(0, guide)
        if links and reader.can_propose:
            links += _list_proposing()
        if links:
            tiles.append(
                Tile(
                    reader.target,
                    str(reader.title),
                    str(reader.text),
                    reader.icon,
                    tuple(links),
                )
            )
    return tiles


def _name(way: Way) -> str:
    """Return the column that says whether the way leads to something."""
    return "_".join([way.kind, *(value for _name, value in way.filters)])


def _find_filled(locale: Locale, now: dt.datetime) -> set[str]:
    """Return the ways whose lists hold something: one query that stops at each first hit."""
    pages = _list_pages(locale, now)
    targets = _list_targets()
    ways = {_name(way): way for reader in READERS for way in reader.ways}
    columns = {
        name: Exists(pages[way.kind].filter(_build_rule(way.filters, targets)))
        for name, way in ways.items()
    }
    row = Locale.objects.filter(pk=locale.pk).values(**columns).first() or {}
    return {name for name, is_there in row.items() if is_there}


def _list_pages(locale: Locale, now: dt.datetime) -> dict[str, QuerySet[Any]]:
    """Return what each list shows where nothing else is chosen."""
    return {
        "offers": OfferPage.objects.listed(locale),
        "events": EventPage.objects.listed(locale).filter(event__ends_at__gt=now),
        "calls": CallPage.objects.listed(locale).filter(
            call__in=Call.objects.open_at(now)
        ),
        "funding": FundingPage.objects.listed(locale).filter(
            entry__in=FundingEntry.objects.shown_at(now)
        ),
        "news": NewsPage.objects.listed(locale),
        "practice": PracticePage.objects.listed(locale),
        "webinars": WebinarPage.objects.listed(locale),
    }


def _list_targets() -> dict[str, list[int]]:
    """Return the keys of each target group and of what stands below it."""
    terms = [
        term for term in list_filter_terms() if term.taxonomy == Taxonomy.TARGET_GROUP
    ]
    families = list_families(terms)
    return {term.slug: families[term.pk] for term in terms}


def _build_rule(filters: Pairs, targets: Mapping[str, list[int]]) -> Q:
    rule = Q()
    for name, value in filters:
        if name == "target":
            rule &= Q(cms_page_terms__term__in=targets.get(value, []))
        else:
            rule &= Q(**{f"offer__is_{value}": True})
    return rule


def _find_guide(locale: Locale) -> Link | None:
    """Return the guide for founding a network, where the site has one."""
    guide = GuidePage.objects.listed(locale).order_by("path").first()
    return Link(guide.title, guide.get_url() or "") if guide else None


def _list_proposing() -> Iterable[Link]:
    """Return the way to propose; none where a host site leaves our routes out."""
    try:
        return [Link(_("Propose something"), reverse("cms_me:proposal_list"))]
    except NoReverseMatch:
        return []
