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
    Cluster,
    ViewBox,
    build_clusters,
    get_base_map,
    join_boxes,
    project,
    read_cell,
)
from cms.models import Network, RegionIndexPage, RegionPage
from cms.queries.facets import build_url, remember_counts
from cms.queries.regions import RegionListing, narrow

MAX_NAMED = 3
# A narrower view would show a town in an empty plain.
SMALLEST_WIDTH = 190.0
MARGIN = 0.04
NARROWING = ("district", "cell", "page")


@dataclass(frozen=True)
class MapState:
    name: str
    path: str
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class MapPoint:
    """One network; ``is_state`` for a state programme."""

    x: float
    y: float
    name: str
    url: str
    is_state: bool = False


@dataclass(frozen=True)
class MapCluster:
    """Several networks at one place or close by; the link shows them alone."""

    x: float
    y: float
    count: int
    name: str
    url: str


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
    cache_key: str = ""

    @property
    def is_part(self) -> bool:
        return self.view_box != get_base_map().view_box


@dataclass(frozen=True)
class _Member:
    name: str
    slug: str
    kind: str
    locality: str


def get_region_map(
    *,
    index: RegionIndexPage,
    listing: RegionListing,
    path: str,
    carried: Sequence[tuple[str, str]] = (),
) -> RegionMap:
    """Return the map of all networks that the list holds, page by page, beside it.

    ``carried``: parameters that the map's own links take along.
    """
    clusters, members = remember_counts(
        f"regions-map:{index.pk}:{listing.choices.get_key()}",
        lambda: _group_networks(index, listing),
    )
    pairs = [*carried, *listing.choices.get_pairs()]
    kept = [pair for pair in pairs if pair[0] != "cell"]
    index_url = index.get_url() or ""
    points, drawn = [], []
    for cluster in clusters:
        x, y = project(cluster.latitude, cluster.longitude)
        known = [members[pk] for pk in cluster.members if pk in members]
        if len(cluster.members) == 1 and known:
            points.append(_make_point(x, y, known[0], index_url))
        else:
            url = build_url(path, [*kept, ("cell", str(cluster.cell))])
            name = _name_cluster(cluster, known)
            drawn.append(MapCluster(x, y, len(cluster.members), name, url))
    view_box = _find_view(listing)
    base_map = get_base_map()
    return RegionMap(
        view_box=view_box,
        scale=_get_scale(view_box, base_map),
        states=tuple(_make_states(listing, pairs, path)),
        points=tuple(points),
        clusters=tuple(drawn),
        cache_key=f"{index.pk}:{path}:{listing.choices.get_key()}",
        without_point=listing.total - sum(len(cluster.members) for cluster in clusters),
    )


def _group_networks(
    index: RegionIndexPage, listing: RegionListing
) -> tuple[list[Cluster[int]], dict[int, _Member]]:
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
    return clusters, _find_members(index, named)


def _find_members(index: RegionIndexPage, ids: list[int]) -> dict[int, _Member]:
    rows = RegionPage.objects.listed(index.locale).filter(network__in=ids)
    names = ("network", "network__name", "slug", "network__kind", "network__locality")
    return {pk: _Member(*facts) for pk, *facts in rows.values_list(*names)}


def _make_point(x: float, y: float, member: _Member, index_url: str) -> MapPoint:
    kind = str(NetworkKind(member.kind).label)
    return MapPoint(
        x=x,
        y=y,
        name=", ".join(filter(None, (member.name, kind, member.locality))),
        url=f"{index_url}{member.slug}/",
        is_state=member.kind == NetworkKind.STATE_PROGRAMME,
    )


def _name_cluster(cluster: Cluster[int], known: list[_Member]) -> str:
    number = len(cluster.members)
    if len(known) < number:
        return ngettext(
            "%(number)d network here: show it",
            "%(number)d networks here: show them",
            number,
        ) % {"number": number}
    names = ", ".join(member.name for member in known)
    places = {member.locality for member in known}
    if len(places) == 1 and known[0].locality:
        return _("%(place)s, %(number)d networks: %(names)s") % {
            "place": known[0].locality,
            "number": number,
            "names": names,
        }
    return _("%(number)d networks: %(names)s") % {"number": number, "names": names}


def _make_states(
    listing: RegionListing, pairs: list[tuple[str, str]], path: str
) -> list[MapState]:
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
        states.append(MapState(name, shape.path, build_url(path, target), is_current))
    return states


# --- views -----------------------------------------------------------------------------


def _find_view(listing: RegionListing) -> ViewBox:
    base_map = get_base_map()
    cells = [cell for text in listing.choices.get("cell") if (cell := read_cell(text))]
    if cells:
        return _fit(join_boxes([_get_cell_box(cell) for cell in cells]))
    states = listing.choices.get("state") or listing.choices.get("seat")
    return _fit(base_map.get_box_of(states)) if states else base_map.view_box


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
