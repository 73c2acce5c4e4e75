"""What stands on a region page besides its texts: facts, contacts, news, relatives."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, Q, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.enums import NetworkKind, NetworkStatus, State
from cms.geo import get_distance_km, sort_key
from cms.models import (
    Network,
    NetworkContact,
    NetworkDistrict,
    NetworkFunder,
    NetworkLink,
    NetworkState,
    PageTerm,
    RegionPage,
)
from cms.queries.branch_cards import Branch, make_branch_groups, read_branch
from cms.queries.cards import CardGroup, Fact, Link, Tag, format_day
from cms.queries.districts import make_district_tags
from cms.queries.facets import build_url
from cms.queries.region_map import RegionMap, get_locator_map
from cms.queries.remembered import remember

RELATIVES_SHOWN = 12
CONTENT_LANGUAGE = "de"


@dataclass(frozen=True)
class Contact:
    """A person or office whom the public may write to."""

    name: str
    function: str
    email: str
    phone: str


@dataclass(frozen=True)
class NetworkParts:
    """What hangs on a network, each in its order."""

    states: tuple[str, ...]
    districts: tuple[str, ...]
    contacts: tuple[Contact, ...]
    links: tuple[Link, ...]
    funders: tuple[str, ...]
    offer_terms: tuple[tuple[int, int], ...]
    """Pairs of page and term, for the cards of the network's offers."""


PART_WIDTH = 4
PARTS: Mapping[str, tuple[Any, str, tuple[str, ...]]] = {
    "state": (NetworkState, "pk", ("state",)),
    "district": (NetworkDistrict, "pk", ("ags",)),
    "contact": (NetworkContact, "sort_order", ("name", "function", "email", "phone")),
    "link": (NetworkLink, "sort_order", ("label", "url")),
    "funder": (NetworkFunder, "sort_order", ("name", "from_date", "until_date")),
    "term": (PageTerm, "pk", ("page", "term")),
}


@dataclass(frozen=True)
class Relatives:
    """The state programme above a network, and those below or beside it."""

    programme: Link | None = None
    networks: tuple[Link, ...] = ()
    is_programme: bool = False
    more_url: str = ""


@dataclass(frozen=True)
class RegionDetail:
    kicker: str
    status: str
    successor: Link | None
    as_of: str
    is_confirmed: bool
    facts: tuple[Fact, ...]
    districts: tuple[Tag, ...]
    contacts: tuple[Contact, ...]
    links: tuple[Link, ...]
    funders: tuple[str, ...]
    locator: RegionMap | None
    directory_url: str
    groups: tuple[CardGroup, ...] = ()
    relatives: Relatives = field(default_factory=Relatives)


def get_region_detail(
    *, page: RegionPage, request: HttpRequest, now: dt.datetime
) -> RegionDetail:
    """Return the facts of a page's network, and what its branch and relatives offer."""
    network = page.network
    branch = read_branch(page, now)
    parts = _load_parts(network.pk, branch)
    directory_url = (page.get_url(request) or "").removesuffix(f"{page.slug}/")
    as_of = _("As of July 2019, stated by the networks")
    if network.confirmed_on:
        day = format_day(network.confirmed_on)
        as_of = _("Confirmed by the network on %(day)s") % {"day": day}
    is_active = network.status == NetworkStatus.ACTIVE
    return RegionDetail(
        kicker=", ".join(
            [
                str(NetworkKind(network.kind).label),
                *(str(State(state).label) for state in parts.states),
            ]
        ),
        status="" if is_active else str(NetworkStatus(network.status).label),
        successor=_find_successor(network, page, directory_url),
        as_of=as_of,
        is_confirmed=network.confirmed_on is not None,
        facts=tuple(_list_facts(network, parts.states, directory_url)),
        districts=make_district_tags(parts.districts, directory_url),
        contacts=parts.contacts,
        links=parts.links,
        funders=parts.funders,
        locator=get_locator_map(network, parts.states),
        directory_url=directory_url,
        groups=make_branch_groups(
            branch,
            page=page,
            offer_terms=parts.offer_terms,
            request=request,
            now=now,
        ),
        relatives=_find_relatives(network, page, parts.states, directory_url),
    )


def _load_parts(network_id: int, branch: Branch) -> NetworkParts:
    """Read the five lists that hang on a network, and the offers' terms, in one query."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    offers = [other.pk for other in branch.offers]
    first, *others = [
        model.objects.filter(
            **({"page__in": offers} if model is PageTerm else {"network": network_id})
        )
        .order_by()
        .values_list(
            Value(part, CharField()),
            F(rank),
            F("pk"),
            *(
                Coalesce(Cast(name, TextField()), Value(""), output_field=TextField())
                for name in names
            ),
            *([Value("", TextField())] * (PART_WIDTH - len(names))),
        )
        for part, (model, rank, names) in PARTS.items()
        if offers or model is not PageTerm
    ]
    rows = first.union(*others, all=True)
    for part, _rank, _pk, *cells in sorted(rows, key=lambda row: row[1:3]):
        found[part].append(tuple(cells[: len(PARTS[part][2])]))
    return NetworkParts(
        states=tuple(state for (state,) in found["state"]),
        districts=tuple(ags for (ags,) in found["district"]),
        contacts=tuple(Contact(*cells) for cells in found["contact"]),
        links=tuple(Link(label, url) for label, url in found["link"]),
        funders=tuple(_describe_funder(*cells) for cells in found["funder"]),
        offer_terms=tuple((int(other), int(term)) for other, term in found["term"]),
    )


def _list_facts(
    network: Network, states: Sequence[str], directory_url: str
) -> Iterable[Fact]:
    lang = CONTENT_LANGUAGE
    yield Fact(_("Kind"), str(NetworkKind(network.kind).label), "network")
    if network.locality:
        yield Fact(_("Seat"), network.locality, "map-pin", lang=lang)
    for state in states:
        url = build_url(directory_url, [("state", state)])
        yield Fact(_("State"), str(State(state).label), "map", url)
    if network.founding_year:
        yield Fact(_("Founded in"), str(network.founding_year), "calendar")
    if network.carrier:
        carrier = ", ".join(filter(None, (network.carrier, network.legal_form)))
        yield Fact(_("Carrier"), carrier, "landmark", lang=lang)
    if network.office_address:
        address = ", ".join(network.office_address.split("\n"))
        yield Fact(_("Office"), address, "mail", lang=lang)
    if network.working_languages:
        yield Fact(_("Languages"), network.working_languages, "languages")
    if network.website:
        shown = network.website.split("://")[-1].removesuffix("/")
        yield Fact(_("Website"), shown, "globe", network.website)


def _describe_funder(name: str, start: str, end: str) -> str:
    words = {
        "name": name,
        "start": format_day(dt.date.fromisoformat(start)) if start else "",
        "end": format_day(dt.date.fromisoformat(end)) if end else "",
    }
    if start and end:
        return _("%(name)s (%(start)s to %(end)s)") % words
    if start:
        return _("%(name)s (since %(start)s)") % words
    if end:
        return _("%(name)s (until %(end)s)") % words
    return name


def _find_successor(
    network: Network, page: RegionPage, directory_url: str
) -> Link | None:
    if network.successor_id is None:
        return None
    found = RegionPage.objects.listed(page.locale).filter(network=network.successor_id)
    for title, slug in found.values_list("title", "slug"):
        return Link(title, f"{directory_url}{slug}/")
    return None


# --- relatives -------------------------------------------------------------------------


def _find_relatives(
    network: Network, page: RegionPage, states: Sequence[str], directory_url: str
) -> Relatives:
    is_programme = network.kind == NetworkKind.STATE_PROGRAMME
    head = network.pk if is_programme else network.parent_id
    if head is None:
        return Relatives()
    programme, found = None, []
    for pk, title, slug, latitude, longitude in _list_family(head, page.locale):
        if pk == network.pk:
            continue
        link = Link(title, f"{directory_url}{slug}/")
        if pk == head:
            programme = link
        else:
            found.append((_get_distance(network, latitude, longitude), link))
    found.sort(key=lambda pair: (pair[0], pair[1].title))
    nearest = [link for _km, link in found[:RELATIVES_SHOWN]]
    if is_programme:
        nearest = sorted(
            (link for _km, link in found), key=lambda link: sort_key(link.title)
        )
    more = [("state", state) for state in states]
    return Relatives(
        programme=programme,
        networks=tuple(nearest),
        is_programme=is_programme,
        more_url=build_url(directory_url, more) if len(found) > len(nearest) else "",
    )


def _list_family(head: int, locale: Locale) -> list[tuple[Any, ...]]:
    """Return the pages of a state programme and its networks; kept, for all of them ask."""
    pages = RegionPage.objects.listed(locale).filter(
        Q(network__parent=head) | Q(network=head)
    )
    columns = ("network", "title", "slug", "network__latitude", "network__longitude")
    return remember(
        f"network-family:{locale.pk}:{head}", lambda: list(pages.values_list(*columns))
    )


def _get_distance(network: Network, latitude: Any, longitude: Any) -> float:
    if latitude is None or network.latitude is None or network.longitude is None:
        return float("inf")
    return get_distance_km(
        float(network.latitude),
        float(network.longitude),
        float(latitude),
        float(longitude),
    )
