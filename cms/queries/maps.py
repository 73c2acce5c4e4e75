"""Maps of lists: what stands at one place becomes one sign, at most 300 of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import FloatField, Q, QuerySet
from django.db.models.functions import Cast

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

MAX_NAMED = 3
# A narrower view would show a town in an empty plain.
SMALLEST_WIDTH = 190.0
MARGIN = 0.04
PLACE = "place"
CELL = "cell"
CARD_ID = "map-card"

Member = TypeVar("Member")


@dataclass(frozen=True)
class MapState:
    name: str
    path: str
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class MapPoint:
    """One thing; ``is_state`` for a state programme; the link opens its card."""

    x: float
    y: float
    name: str
    url: str
    is_state: bool = False
    place: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class MapCluster:
    """Several things: of one place the link opens the card, else it shows them alone."""

    x: float
    y: float
    count: int
    name: str
    url: str
    place: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class DrawnMap:
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
class Sign(Generic[Member]):
    """One sign of the map before its link is made; few members are named."""

    x: float
    y: float
    cell: str
    count: int
    is_one_place: bool
    members: tuple[Member, ...]

    @property
    def has_card(self) -> bool:
        return self.is_one_place and 0 < self.count == len(self.members)

    @property
    def is_single(self) -> bool:
        return self.count == 1 and bool(self.members)


def list_points(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return latitude, longitude and key of the rows that have a point."""
    return (
        rows.filter(latitude__isnull=False)
        .annotate(
            north=Cast("latitude", FloatField()), east=Cast("longitude", FloatField())
        )
        .values_list("north", "east", "pk")
    )


def group_points(
    points: Iterable[tuple[float, float, int]],
    find_members: Callable[[list[int]], Mapping[int, Member]],
) -> list[Sign[Member]]:
    """Return the signs of a map; ``find_members`` gets the keys of those to be named."""
    clusters = build_clusters(points)
    named = [
        pk
        for cluster in clusters
        if len(cluster.members) <= MAX_NAMED
        for pk in cluster.members
    ]
    members = find_members(named)
    return [
        Sign(
            *project(cluster.latitude, cluster.longitude),
            cell=str(cluster.cell),
            count=len(cluster.members),
            is_one_place=cluster.is_one_place,
            members=tuple(members[pk] for pk in cluster.members if pk in members),
        )
        for cluster in clusters
    ]


def build_cell_rule(values: Iterable[str]) -> Q:
    """Return the condition that a row lies in one of these parts of the map."""
    rule = Q()
    for value in values:
        cell = read_cell(value)
        if cell is not None:
            box = cell.box
            rule |= Q(
                latitude__gte=box.south,
                latitude__lt=box.north,
                longitude__gte=box.west,
                longitude__lt=box.east,
            )
    return rule


# --- views -----------------------------------------------------------------------------


def find_view(
    cells: Iterable[str],
    states: Sequence[str],
    signs: Sequence[Sign[Member]],
    *,
    is_close: bool = False,
) -> ViewBox:
    """Return the part of the map with what was chosen and all signs, else the whole.

    ``is_close``: the signs lie near each other, so that they alone say what to show.
    """
    base_map = get_base_map()
    boxes = [_get_cell_box(cell) for text in cells if (cell := read_cell(text))]
    if not boxes and states:
        boxes = [base_map.get_box_of(states)]
    if not boxes and not (is_close and signs):
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


def get_scale(view_box: ViewBox, base_map: BaseMap) -> float:
    """Return the factor by which signs shrink, so that they look alike in every view."""
    share = max(
        view_box.width / base_map.view_box.width,
        view_box.height / base_map.view_box.height,
    )
    return round(share, 3)


def draw_place(latitude: Any, longitude: Any, name: str) -> DrawnMap:
    """Return a small map with one point and no links."""
    base_map = get_base_map()
    x, y = project(float(latitude), float(longitude))
    return DrawnMap(
        view_box=base_map.view_box,
        scale=1.8,
        states=tuple(MapState("", shape.coarse) for shape in base_map.shapes),
        points=(MapPoint(x, y, name, ""),),
    )
