"""The drawn map of networks: states, points and clusters as links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import FloatField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.enums import NetworkKind, State
from cms.geo import (
    BaseMap,
    Cell,
    ViewBox,
    build_clusters,
    get_base_map,
    join_boxes,
    project,
    read_cell,
)
from cms.models import Network, RegionIndexPage, RegionPage
from cms.queries.facets import build_url, remember_counts
from cms.queries.regions import NetworkEntry, RegionListing, list_entries, narrow

MAX_NAMED = 3
# A narrower view would show a town in an empty plain.
SMALLEST_WIDTH = 190.0
MARGIN = 0.04
NARROWING = ("district", "cell", "page")
PLACE = "place"
CARD_ID = "map-card"


@dataclass(frozen=True)
class MapState:
    name: str
    path: str
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class MapPoint:
    """One network; ``is_state`` for a state programme; the link opens its card."""

    x: float
    y: float
    name: str
    url: str
    is_state: bool = False
    place: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class MapCluster:
    """Several networks: of one place the link opens the card, else it shows them alone."""

    x: float
    y: float
    count: int
    name: str
    url: str
    place: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class MapCard:
    """What stands at one place: its networks, the way to them in the list, and back."""

    title: str
    entries: tuple[NetworkEntry, ...]
    list_url: str
    close_url: str


@dataclass(frozen=True)
class RegionMap:
    """What cms/_map.html draws; ``scale`` keeps signs one size in every view.

    Maps of one ``cache_key`` look the same for a minute.
    """

    view_box: ViewBox
    scale: float
    states: tuple[MapState, ...]
    points: tuple[MapPoint, ...] = ()
    clusters: tuple[MapCluster, ...] = ()
    without_point: int = 0
    card: MapCard | None = None
    cache_key: str = ""

    @property
    def is_part(self) -> bool:
        return self.view_box != get_base_map().view_box


@dataclass(frozen=True)
class _Member:
    network: int
    name: str
    kind: str
    locality: str


@dataclass(frozen=True)
class _Sign:
    """One sign of the map before its link is made; few members are named."""

    x: float
    y: float
    cell: str
    count: int
    is_one_place: bool
    members: tuple[_Member, ...]

    @property
    def has_card(self) -> bool:
        return self.is_one_place and 0 < self.count == len(self.members)


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
    signs = remember_counts(
        f"regions-map:{index.pk}:{listing.choices.get_key()}",
        lambda: _group_networks(index, listing),
    )
    pairs = [*carried, *listing.choices.get_pairs()]
    kept = [pair for pair in pairs if pair[0] != "cell"]
    opened = next((s for s in signs if s.has_card and s.cell == place), None)
    points, clusters = [], []
    for sign in signs:
        card_url = f"{build_url(path, [*pairs, (PLACE, sign.cell)])}#{CARD_ID}"
        if sign.count == 1 and sign.members:
            points.append(_make_point(sign, card_url, is_open=sign is opened))
        else:
            narrower = build_url(path, [*kept, ("cell", sign.cell)])
            url = card_url if sign.has_card else narrower
            clusters.append(_make_cluster(sign, url, is_open=sign is opened))
    view_box = _find_view(listing, signs)
    base_map = get_base_map()
    return RegionMap(
        view_box=view_box,
        scale=_get_scale(view_box, base_map),
        states=tuple(_make_states(listing, pairs, path, view_box)),
        points=tuple(points),
        clusters=tuple(clusters),
        card=_make_card(opened, index, path, pairs) if opened else None,
        cache_key=f"{index.pk}:{path}:{listing.choices.get_key()}:{opened and place}",
        without_point=listing.total - sum(sign.count for sign in signs),
    )


def _group_networks(index: RegionIndexPage, listing: RegionListing) -> list[_Sign]:
    rows = (
        narrow(index, listing.choices)
        .filter(latitude__isnull=False)
        .order_by("name", "pk")
        .annotate(
            north=Cast("latitude", FloatField()), east=Cast("longitude", FloatField())
        )
        .values_list("north", "east", "pk")
    )
    clusters = build_clusters(rows)
    named = [
        pk
        for cluster in clusters
        if len(cluster.members) <= MAX_NAMED
        for pk in cluster.members
    ]
    members = _find_members(index, named)
    return [
        _Sign(
            *project(cluster.latitude, cluster.longitude),
            cell=str(cluster.cell),
            count=len(cluster.members),
            is_one_place=cluster.is_one_place,
            members=tuple(members[pk] for pk in cluster.members if pk in members),
        )
        for cluster in clusters
    ]


def _find_members(index: RegionIndexPage, ids: list[int]) -> dict[int, _Member]:
    rows = RegionPage.objects.listed(index.locale).filter(network__in=ids)
    names = ("network", "network__name", "network__kind", "network__locality")
    return {facts[0]: _Member(*facts) for facts in rows.values_list(*names)}


def _make_point(sign: _Sign, url: str, *, is_open: bool) -> MapPoint:
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


def _make_cluster(sign: _Sign, url: str, *, is_open: bool) -> MapCluster:
    name = _name_cluster(sign)
    return MapCluster(sign.x, sign.y, sign.count, name, url, sign.cell, is_open)


def _make_card(
    sign: _Sign, index: RegionIndexPage, path: str, pairs: list[tuple[str, str]]
) -> MapCard:
    entries = list_entries(index, [member.network for member in sign.members])
    places = dict.fromkeys(entry.locality for entry in entries if entry.locality)
    number = ngettext("%(number)d network", "%(number)d networks", sign.count) % {
        "number": sign.count
    }
    kept = [pair for pair in pairs if pair[0] != "cell"]
    return MapCard(
        title=": ".join(filter(None, (" · ".join(places), number))),
        entries=tuple(entries),
        list_url=build_url(path, [*kept, ("cell", sign.cell)]),
        close_url=f"{build_url(path, pairs)}#{PLACE}-{sign.cell}",
    )


def _name_cluster(sign: _Sign) -> str:
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
        states.append(MapState(name, shape.path, url, is_current))
    return states


# --- views -----------------------------------------------------------------------------


def _find_view(listing: RegionListing, signs: Sequence[_Sign]) -> ViewBox:
    """Return the part of the map with what was chosen and all signs, else the whole."""
    base_map = get_base_map()
    cells = [cell for text in listing.choices.get("cell") if (cell := read_cell(text))]
    boxes = [_get_cell_box(cell) for cell in cells]
    if states := not boxes and (
        listing.choices.get("state") or listing.choices.get("seat")
    ):
        boxes = [base_map.get_box_of(states)]
    if not boxes:
        return base_map.view_box
    return _fit(join_boxes([*boxes, *(ViewBox(s.x, s.y, 0, 0) for s in signs)]))


def _get_cell_box(cell: Cell) -> ViewBox:
    box = cell.box
    corners = [
        project(latitude, longitude)
        for latitude in (box.south, box.north)
        for longitude in (box.west, box.east)
    ]
    return join_boxes([ViewBox(x, y, 0, 0) for x, y in corners])


def _fit(box: ViewBox) -> ViewBox:
    wider = box.widen(MARGIN)
    side_gap = max(0.0, (SMALLEST_WIDTH - wider.width) / 2)
    upper_gap = max(0.0, (SMALLEST_WIDTH - wider.height) / 2)
    return ViewBox(
        round(wider.x - side_gap, 1),
        round(wider.y - upper_gap, 1),
        round(wider.width + 2 * side_gap, 1),
        round(wider.height + 2 * upper_gap, 1),
    )


def _get_scale(view_box: ViewBox, base_map: BaseMap) -> float:
    share = max(
        view_box.width / base_map.view_box.width,
        view_box.height / base_map.view_box.height,
    )
    return round(share, 3)


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
                shape.path,
                is_current=shape.state in states,
            )
            for shape in base_map.shapes
        ),
        points=(MapPoint(x, y, network.locality, ""),),
    )
