"""A chronology as visitors read it: by year and month, of one network or of all (ED41)."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.dates import MONTHS
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.models import ChronologyPage, Network
from cms.queries.addresses import get_page_address, make_absolute
from cms.queries.bodies import prepare_page, prepare_streams
from cms.queries.facets import (
    FacetPanel,
    FacetSource,
    build_facets,
    read_choices,
)
from cms.queries.pictures import Picture, get_picture


@dataclass(frozen=True)
class Moment:
    """What components/timeline.html needs of an entry."""

    date: str
    iso: str
    title: str
    url: str
    text: Any
    source: str
    note: str
    picture: Picture | None
    credit: str


@dataclass(frozen=True)
class Chronology:
    moments: tuple[Moment, ...]
    panel: FacetPanel


@dataclass(frozen=True)
class ChronologyEntry:
    """An entry for other programs; ``text`` without markup, ``url`` is the page."""

    key: str
    page_id: int
    year: int
    iso: str
    title: str
    text: str
    source: str
    link: str
    url: str
    network: Network | None


def get_chronology(*, page: ChronologyPage, request: HttpRequest) -> Chronology:
    """Return the entries of the networks that the address names, or all of them."""
    prepare_page(page, page.entries)
    entries = sorted((child.value for child in page.entries), key=_get_place)
    counts: dict[str, int] = {}
    for entry in entries:
        if entry["network"]:
            counts[entry["network"]] = counts.get(entry["network"], 0) + 1
    names = {
        network.source_key: str(network.display_name)
        for network in Network.objects.filter(source_key__in=counts)
    }
    choices = read_choices(request.GET, {"network": names})
    source = FacetSource(
        "network",
        _("Network"),
        sorted(names.items(), key=lambda pair: pair[1]),
        counts,
    )
    chosen = choices.get("network")
    return Chronology(
        moments=tuple(
            _make_moment(entry, names)
            for entry in entries
            if not chosen or entry["network"] in chosen
        ),
        panel=build_facets(
            [source], choices, params=request.GET, path=request.path, keep=()
        ),
    )


def list_chronology_entries(
    *, locale: Locale, request: HttpRequest
) -> list[ChronologyEntry]:
    """Return the entries of all chronologies of a language, by year, month and key."""
    pages = list(
        ChronologyPage.objects.listed(locale).select_related("locale").defer("body")
    )
    prepare_streams(*(page.entries for page in pages))
    children = [(page, child) for page in pages for child in page.entries]
    keys = {child.value["network"] for _page, child in children}
    networks = {
        network.source_key: network
        for network in Network.objects.filter(source_key__in=keys - {"", None})
    }
    addresses = {page.pk: get_page_address(page, request) for page in pages}
    found = [
        _make_entry(child, page.pk, addresses[page.pk], networks)
        for page, child in children
    ]
    return sorted(found, key=lambda entry: (entry.iso, entry.key, entry.page_id))


def _make_entry(
    child: Any, page_id: int, url: str, networks: dict[str, Network]
) -> ChronologyEntry:
    entry = child.value
    year, month = _get_place(entry)
    return ChronologyEntry(
        key=child.id,
        page_id=page_id,
        year=year,
        iso=_write_month(year, month),
        title=entry["title"],
        text=strip_tags(entry["text"].source).strip(),
        source=entry["source"] or "",
        link=make_absolute(entry.href) if entry.href else "",
        url=url,
        network=networks.get(entry["network"]),
    )


def _write_month(year: int, month: int) -> str:
    return f"{year:04}-{month:02}" if month else f"{year:04}"


def _get_place(entry: Any) -> tuple[int, int]:
    return entry["year"], int(entry["month"] or 0)


def _make_moment(entry: Any, names: dict[str, str]) -> Moment:
    year, month = _get_place(entry)
    image = entry["image"]
    return Moment(
        date=f"{MONTHS[month]} {year}" if month else str(year),
        iso=_write_month(year, month),
        title=entry["title"],
        url=entry.href,
        text=entry["text"] if entry["text"].source else "",
        source=entry["source"],
        note=names.get(entry["network"], ""),
        picture=get_picture(image, "card", alt=image.contextual_alt_text)
        if image
        else None,
        credit=image.credit if image else "",
    )
