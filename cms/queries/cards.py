"""What lists show of a thing, and how days and times are said (W52)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.enums import NetworkKind
from cms.queries.pictures import Picture
from cms.validators.times import BERLIN


@dataclass(frozen=True)
class Meta:
    text: str
    icon: str = ""


@dataclass(frozen=True)
class Badge:
    label: str
    tone: str = "neutral"
    icon: str = ""


@dataclass(frozen=True)
class Card:
    """What components/card.html needs."""

    title: str
    url: str
    summary: str = ""
    kicker: str = ""
    meta: tuple[Meta, ...] = ()
    picture: Picture | None = None
    badge: Badge | None = None
    lang: str = ""


@dataclass(frozen=True)
class CardGroup:
    """Cards of one kind, and the way to all of them; never empty."""

    name: str
    title: str
    cards: tuple[Card, ...]
    more_url: str
    more_label: str


@dataclass(frozen=True)
class Fact:
    """A line of components/fact_list.html; ``lang`` where the value is in another language.

    ``rel`` is what the link says of itself, as where anybody may write it.
    """

    label: str
    value: str
    icon: str = ""
    url: str = ""
    lang: str = ""
    rel: str = ""


@dataclass(frozen=True)
class Link:
    title: str
    url: str
    is_current: bool = False
    icon: str = ""
    count: int = 0
    count_url: str = ""


@dataclass(frozen=True)
class Tag:
    label: str
    url: str = ""


def format_day(moment: dt.datetime | dt.date) -> str:
    """Return the day in words, in Berlin: “3. März 2027”, “3 March 2027”."""
    if isinstance(moment, dt.datetime):
        moment = timezone.localtime(moment, BERLIN)
    # Translators: a date format of Django, German "j. F Y".
    return date_format(moment, _("j F Y"))


def format_moment(moment: dt.datetime) -> str:
    """Return weekday, day and time in Berlin: “Mittwoch, 3. März 2027, 14:00 Uhr”."""
    # Translators: a date format of Django, German "l, j. F Y, H:i \\U\\h\\r".
    return date_format(timezone.localtime(moment, BERLIN), _("l, j F Y, H:i"))


def is_summer_time(moment: dt.datetime) -> bool:
    """Tell whether Berlin's clocks are an hour ahead at that moment."""
    return bool(timezone.localtime(moment, BERLIN).dst())


def name_zone(moment: dt.datetime) -> str:
    """Return Berlin's zone at that moment in the reader's letters: CET is MEZ in German."""
    return _("CEST") if is_summer_time(moment) else _("CET")


def get_network_name(page: Any) -> str:
    """Return the name of a page's network; nothing for the portal itself."""
    return "" if page.network.is_site else str(page.network.display_name)


def label_network(slug: str, name: str) -> str:
    """Return a network's name for a filter; the portal's in the reader's language."""
    return str(NetworkKind.SITE.label) if slug == NetworkKind.SITE else name


def name_ages(facts: Any) -> str:
    """Say the ages: “8 to 12 years”, “from 8 years”, “up to 12 years”."""
    words = {"first": facts.age_from, "last": facts.age_to}
    if facts.age_from is not None and facts.age_to is not None:
        return _("%(first)d to %(last)d years") % words
    if facts.age_from is not None:
        return _("from %(first)d years") % words
    if facts.age_to is not None:
        return _("up to %(last)d years") % words
    return ""
