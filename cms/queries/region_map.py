"""The drawn map of networks: states, points and clusters as links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.enums import NetworkKind, State
from cms.geo import ViewBox, get_base_map, project
from cms.models import Network, RegionIndexPage, RegionPage
from cms.queries.facets import build_url
from cms.queries.maps import (
    CARD_ID,
    CELL,
    PLACE,
    DrawnMap,
    MapCluster,
    MapPoint,
    MapState,
    Sign,
    find_view,
    get_scale,
    group_points,
    list_points,
)
from cms.queries.regions import NetworkEntry, RegionListing, list_entries, narrow
from cms.queries.remembered import remember

NARROWING = ("district", CELL, "page")


@dataclass(frozen=True)
class MapCard:
    """What stands at one place: its networks, the way to them in the list, and back."""

    title: str
    entries: tuple[NetworkEntry, ...]
    list_url: str
    close_url: str


@dataclass(frozen=True)
class RegionMap(DrawnMap):
    """A map of networks, with the card that is open."""

    card: MapCard | None = None


@dataclass(frozen=True)
class _Member:
    network: int
    name: str
    kind: str
    locality: str


def get_region_map(
    *,
    index: RegionIndexPage,
    listing: RegionListing,
    path: str,
    carried: Sequence[tuple[str, str]] = (),
    place: str = "",
) -> RegionMap:
    """Return the map of all networks that the list holds, page by page, beside it.

    ``carried``: parameters that the map's own links take along. ``place``: the cell whose
    card is open; one that has no card opens none.
    """
    signs = remember(
        f"regions-map:{index.pk}:{listing.choices.get_key()}",
        lambda: _group_networks(index, listing),
    )
    pairs = [*carried, *listing.choices.get_pairs()]
    kept = [pair for pair in pairs if pair[0] != CELL]
    opened = next((s for s in signs if s.has_card and s.cell == place), None)
    points, clusters = [], []
    for sign in signs:
        card_url = f"{build_url(path, [*pairs, (PLACE, sign.cell)])}#{CARD_ID}"
        if sign.is_single:
            points.append(_make_point(sign, card_url, is_open=sign is opened))
        else:
            narrower = build_url(path, [*kept, (CELL, sign.cell)])
            url = card_url if sign.has_card else narrower
            clusters.append(_make_cluster(sign, url, is_open=sign is opened))
    choices = listing.choices
    view_box = find_view(
        choices.get(CELL), choices.get("state") or choices.get("seat"), signs
    )
    return RegionMap(
        view_box=view_box,
        scale=get_scale(view_box, get_base_map()),
        states=tuple(_make_states(listing, pairs, path, view_box)),
        points=tuple(points),
        clusters=tuple(clusters),
        card=_make_card(opened, index, path, pairs) if opened else None,
        cache_key=f"{index.pk}:{path}:{listing.choices.get_key()}:{opened and place}",
        without_point=listing.total - sum(sign.count for sign in signs),
    )


def _group_networks(
    index: RegionIndexPage, listing: RegionListing
) -> list[Sign[_Member]]:
    rows = narrow(index, listing.choices).order_by("name", "pk")
    return group_points(list_points(rows), lambda ids: _find_members(index, ids))


def _find_members(index: RegionIndexPage, ids: list[int]) -> dict[int, _Member]:
    rows = RegionPage.objects.listed(index.locale).filter(network__in=ids)
    names = ("network", "network__name", "network__kind", "network__locality")
    return {facts[0]: _Member(*facts) for facts in rows.values_list(*names)}


def _make_point(sign: Sign[_Member], url: str, *, is_open: bool) -> MapPoint:
    [member] = sign.members
    kind = str(NetworkKind(member.kind).label)
    return MapPoint(
        x=sign.x,
        y=sign.y,
        name=", ".join(filter(None, (member.name, kind, member.locality))),
        url=url,
        is_state=member.kind == NetworkKind.STATE_PROGRAMME,
        place=sign.cell,
        is_open=is_open,
    )


def _make_cluster(sign: Sign[_Member], url: str, *, is_open: bool) -> MapCluster:
    name = _name_cluster(sign)
    return MapCluster(sign.x, sign.y, sign.count, name, url, sign.cell, is_open)


def _make_card(
    sign: Sign[_Member], index: RegionIndexPage, path: str, pairs: list[tuple[str, str]]
) -> MapCard:
    entries = list_entries(index, [member.network for member in sign.members])
    places = dict.fromkeys(entry.locality for entry in entries if entry.locality)
    number = ngettext("%(number)d network", "%(number)d networks", sign.count) % {
        "number": sign.count
    }
    kept = [pair for pair in pairs if pair[0] != CELL]
    return MapCard(
        title=": ".join(filter(None, (" · ".join(places), number))),
        entries=tuple(entries),
        list_url=build_url(path, [*kept, (CELL, sign.cell)]),
        close_url=f"{build_url(path, pairs)}#{PLACE}-{sign.cell}",
    )


def _name_cluster(sign: Sign[_Member]) -> str:
    if len(sign.members) < sign.count:
        return ngettext(
            "%(number)d network here: show it",
            "%(number)d networks here: show them",
            sign.count,
        ) % {"number": sign.count}
    words = {
        "number": sign.count,
        "names": ", ".join(member.name for member in sign.members),
        "place": sign.members[0].locality,
    }
    is_one_place = len({member.locality for member in sign.members}) == 1
    if is_one_place and words["place"]:
        return _("%(place)s, %(number)d networks: %(names)s") % words
    return _("%(number)d networks: %(names)s") % words


def _make_states(
    listing: RegionListing,
    pairs: list[tuple[str, str]],
    path: str,
    view_box: ViewBox,
) -> list[MapState]:
    """Make each state a link; one that the view cuts off would lie over what is beside."""
    chosen = listing.choices.get("state")
    others = [pair for pair in pairs if pair[0] not in ("state", *NARROWING)]
    counts: Mapping[str, int] = listing.counts.by_filter["state"]
    states = []
    for shape in get_base_map().shapes:
        is_current = shape.state in chosen
        number = counts.get(shape.state, 0)
        name = ngettext(
            "%(state)s: %(number)d network", "%(state)s: %(number)d networks", number
        ) % {"state": State(shape.state).label, "number": number}
        target = others if is_current else [*others, ("state", shape.state)]
        url = build_url(path, target) if view_box.holds(shape.box) else ""
        states.append(MapState(name, shape.draw_in(view_box), url, is_current))
    return states


def get_locator_map(network: Network, states: Sequence[str]) -> RegionMap | None:
    """Return a small map with the network's seat alone; None where it has no point."""
    if network.latitude is None or network.longitude is None:
        return None
    base_map = get_base_map()
    x, y = project(float(network.latitude), float(network.longitude))
    return RegionMap(
        view_box=base_map.view_box,
        scale=1.8,
        states=tuple(
            MapState(
                str(State(shape.state).label),
                shape.coarse,
                is_current=shape.state in states,
            )
            for shape in base_map.shapes
        ),
        points=(MapPoint(x, y, network.locality, ""),),
    )
