"""Where places lie: states, districts, the map's projection, distances, clusters.

The files and their limits are described in data/README.md.
"""

import csv
import json
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any, Generic, TypeVar

from cms.conf import get_data_dir
from cms.enums import State

EARTH_RADIUS_KM = 6371.0088
KM_PER_DEGREE = 111.195

# Credits that stand beside what is drawn or listed from the files (data/README.md).
BORDERS_CREDIT = "© GeoBasis-DE / BKG (2017), Daten verändert"
PLACES_CREDIT = (
    "Orte und Postleitzahlen: GeoNames (www.geonames.org), CC BY 4.0, Daten verändert"
)

# The first two digits of a district's key are its state.
STATE_BY_PREFIX: Mapping[str, State] = {
    "01": State.SCHLESWIG_HOLSTEIN,
    "02": State.HAMBURG,
    "03": State.LOWER_SAXONY,
    "04": State.BREMEN,
    "05": State.NORTH_RHINE_WESTPHALIA,
    "06": State.HESSE,
    "07": State.RHINELAND_PALATINATE,
    "08": State.BADEN_WUERTTEMBERG,
    "09": State.BAVARIA,
    "10": State.SAARLAND,
    "11": State.BERLIN,
    "12": State.BRANDENBURG,
    "13": State.MECKLENBURG_VORPOMMERN,
    "14": State.SAXONY,
    "15": State.SAXONY_ANHALT,
    "16": State.THURINGIA,
}
PREFIX_BY_STATE: Mapping[str, str] = {
    state.value: prefix for prefix, state in STATE_BY_PREFIX.items()
}


# --- districts -------------------------------------------------------------------------


@dataclass(frozen=True)
class District:
    """A Landkreis, Kreis or independent city by its official key (AGS)."""

    ags: str
    state: str
    type: str
    name: str
    latitude: float
    longitude: float
    label: str


@lru_cache(maxsize=1)
def get_districts() -> Mapping[str, District]:
    """Return the 400 districts by key, in the order of their keys."""
    rows = _read_table("districts.tsv")
    return {
        row["ags"]: District(
            ags=row["ags"],
            state=row["state"],
            type=row["type"],
            name=row["name"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            label=row["label"],
        )
        for row in rows
    }


@lru_cache(maxsize=1)
def get_district_aliases() -> Mapping[str, str]:
    """Return the key by every way of writing a district that means only one.

    Labels and keys come first; then names that belong to one district, the twins with
    "(Landkreis)", and Berlin's twelve Bezirke, which all mean 11000.
    """
    districts = get_districts().values()
    aliases = {district.label.casefold(): district.ags for district in districts}
    aliases |= {district.ags: district.ags for district in districts}
    by_name: dict[str, list[District]] = defaultdict(list)
    for district in districts:
        by_name[district.name.casefold()].append(district)
    for name, twins in by_name.items():
        if len(twins) == 1:
            aliases.setdefault(name, twins[0].ags)
        for twin in twins:
            if twin.type == "land":
                aliases.setdefault(f"{name} (landkreis)", twin.ags)
    for row in _read_table("districts-berlin.tsv"):
        aliases.setdefault(row["name"].casefold(), row["district"])
        short_name = row["name"].partition(" ")[2]
        aliases.setdefault(short_name.casefold(), row["district"])
        aliases.setdefault(row["ags"], row["district"])
    return aliases


def find_district(text: str) -> District | None:
    """Return the district that a label, key, unique name or Berlin Bezirk means."""
    spaced = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    ags = get_district_aliases().get(spaced.casefold())
    return get_districts()[ags] if ags else None


@lru_cache(maxsize=16)
def get_districts_of(state: str) -> tuple[District, ...]:
    """Return the districts of a state, by label."""
    inside = (row for row in get_districts().values() if row.state == state)
    return tuple(sorted(inside, key=lambda row: sort_key(row.label)))


def get_state_of(ags: str) -> str:
    """Return the state of a district key; empty for a key of no state."""
    state = STATE_BY_PREFIX.get(ags[:2])
    return state.value if state else ""


def find_seat(locality: str, latitude: float, longitude: float) -> str:
    """Return the key of the district in which a town lies; empty if nobody knows it.

    Towns of one name are told apart by the distance to the point.
    """
    rows = _get_places().get(locality.casefold(), ())
    nearest = min(
        rows,
        key=lambda row: get_distance_km(latitude, longitude, row[0], row[1]),
        default=None,
    )
    if (
        nearest is None
        or get_distance_km(latitude, longitude, *nearest[:2]) > MAX_SEAT_KM
    ):
        return ""
    return nearest[2]


MAX_SEAT_KM = 25


@lru_cache(maxsize=1)
def _get_places() -> Mapping[str, Sequence[tuple[float, float, str]]]:
    places: dict[str, list[tuple[float, float, str]]] = defaultdict(list)
    for row in _read_table("postcodes.csv", delimiter=","):
        point = (float(row["latitude"]), float(row["longitude"]), row["district"])
        places[row["place"].casefold()].append(point)
    return places


@dataclass(frozen=True)
class Spot:
    """A place that somebody named: its middle, its label and its district.

    ``namesakes`` counts the other places of that name.
    """

    latitude: float
    longitude: float
    label: str
    district: str
    namesakes: int = 0


_POSTCODE = re.compile(r"(?<!\d)\d{5}(?!\d)")


def find_postcode(text: str) -> Spot | None:
    """Return the place of the last known postcode in a text, as in an address."""
    for code in reversed(_POSTCODE.findall(text)):
        if code in _get_postcodes():
            return _get_postcodes()[code]
    return None


Point = tuple[Decimal | None, Decimal | None]


def choose_point(address: str, *, given: Point, before: str = "") -> Point:
    """Return latitude and longitude of an address as they are stored.

    A ``given`` point that somebody set by hand stays. One that the postcode of the address
    ``before`` had set follows the new address, and is gone where that has no postcode.
    """
    points = [_find_point(before), (None, None)]
    return given if given not in points else _find_point(address)


def _find_point(address: str) -> Point:
    spot = find_postcode(address)
    if spot is None:
        return (None, None)
    return Decimal(f"{spot.latitude:.4f}"), Decimal(f"{spot.longitude:.4f}")


def find_spot(text: str) -> Spot | None:
    """Return the place that a postcode, the name of a town or of a district means.

    "Frankfurt" finds what begins so, and of several the town with most postcodes.
    Without accents and with ae for ä it is found too.
    """
    spaced = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    if not spaced:
        return None
    if _POSTCODE.search(spaced):
        return find_postcode(spaced)
    key = sort_key(spaced)
    longer = tuple(f"{key}{sign}" for sign in " -/,")
    towns = [
        town
        for name, found in _get_towns().items()
        if name == key or name.startswith(longer)
        for town in found
    ]
    if towns:
        return _choose_town(towns)
    district = find_district(spaced)
    if district is None:
        return None
    return Spot(district.latitude, district.longitude, district.label, district.ags)


_Town = tuple[str, list[tuple[float, float, str]]]


def _choose_town(towns: Sequence[_Town]) -> Spot:
    name, points = max(towns, key=lambda town: len(town[1]))
    return Spot(
        latitude=sum(point[0] for point in points) / len(points),
        longitude=sum(point[1] for point in points) / len(points),
        label=name,
        district=points[0][2],
        namesakes=len(towns) - 1,
    )


@lru_cache(maxsize=1)
def _get_postcodes() -> Mapping[str, Spot]:
    return {
        row["postcode"]: Spot(
            float(row["latitude"]),
            float(row["longitude"]),
            f"{row['postcode']} {row['place']}",
            row["district"],
        )
        for row in _read_table("postcodes.csv", delimiter=",")
    }


@lru_cache(maxsize=1)
def _get_towns() -> Mapping[str, Sequence[_Town]]:
    """Return the towns by every way of writing their name, one for each district."""
    names: dict[tuple[str, str], list[tuple[float, float, str]]] = defaultdict(list)
    for row in _read_table("postcodes.csv", delimiter=","):
        point = (float(row["latitude"]), float(row["longitude"]), row["district"])
        names[row["place"], row["district"]].append(point)
    towns: dict[str, list[_Town]] = defaultdict(list)
    for (name, _district), points in names.items():
        for key in {sort_key(name), sort_key(_write_out_umlauts(name))}:
            towns[key].append((name, points))
    return towns


@lru_cache(maxsize=1)
def list_town_names() -> Sequence[str]:
    """Return the name of each town once, those with most postcodes first."""
    counts: dict[str, int] = defaultdict(int)
    for row in _read_table("postcodes.csv", delimiter=","):
        counts[row["place"]] += 1
    return sorted(counts, key=lambda name: (-counts[name], sort_key(name)))


def _write_out_umlauts(text: str) -> str:
    return text.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")


def _read_table(name: str, delimiter: str = "\t") -> list[dict[str, str]]:
    with (get_data_dir() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def sort_key(text: str) -> str:
    """Return a key that orders German names as a dictionary does: ä as a, ß as ss."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


# --- distances -------------------------------------------------------------------------


@dataclass(frozen=True)
class BoundingBox:
    """Degrees; a place in the box may lie a little outside the circle it was made for."""

    south: float
    west: float
    north: float
    east: float

    def contains(self, latitude: float, longitude: float) -> bool:
        is_between = self.south <= latitude <= self.north
        return is_between and self.west <= longitude <= self.east


def get_distance_km(
    latitude: float, longitude: float, other_latitude: float, other_longitude: float
) -> float:
    """Return the way over the ground between two points (haversine)."""
    phi, other_phi = math.radians(latitude), math.radians(other_latitude)
    half_phi = (other_phi - phi) / 2
    half_lambda = math.radians(other_longitude - longitude) / 2
    chord = (
        math.sin(half_phi) ** 2
        + math.cos(phi) * math.cos(other_phi) * math.sin(half_lambda) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(chord))


def get_bounding_box(
    latitude: float, longitude: float, radius_km: float
) -> BoundingBox:
    """Return the smallest box around a circle, for an index to search first."""
    height = radius_km / KM_PER_DEGREE
    width = height / math.cos(math.radians(latitude))
    return BoundingBox(
        south=latitude - height,
        west=longitude - width,
        north=latitude + height,
        east=longitude + width,
    )


# --- the drawn map ---------------------------------------------------------------------


@dataclass(frozen=True)
class ViewBox:
    """A part of the map in its own units."""

    x: float
    y: float
    width: float
    height: float

    def __str__(self) -> str:
        return f"{self.x:g} {self.y:g} {self.width:g} {self.height:g}"

    def holds(self, other: "ViewBox") -> bool:
        """Tell whether another part lies in this one as a whole."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )

    def widen(self, share: float) -> "ViewBox":
        dx, dy = self.width * share, self.height * share
        return ViewBox(
            round(self.x - dx, 1),
            round(self.y - dy, 1),
            round(self.width + 2 * dx, 1),
            round(self.height + 2 * dy, 1),
        )


@dataclass(frozen=True)
class StateShape:
    state: str
    path: str
    coarse: str
    """The path in whole units: half the bytes, and no difference seen from afar."""

    box: ViewBox

    def draw_in(self, view_box: ViewBox) -> str:
        """Return the path as a view needs it: the finer one only close by."""
        return self.path if view_box.width < CLOSE_BY else self.coarse


@dataclass(frozen=True)
class BaseMap:
    view_box: ViewBox
    credit: str
    shapes: tuple[StateShape, ...]

    def get_box_of(self, states: Iterable[str]) -> ViewBox:
        """Return the part that shows these states; all of the map for none."""
        wanted = set(states)
        boxes = [shape.box for shape in self.shapes if shape.state in wanted]
        return join_boxes(boxes) if boxes else self.view_box


def join_boxes(boxes: Sequence[ViewBox]) -> ViewBox:
    west, north = min(box.x for box in boxes), min(box.y for box in boxes)
    east = max(box.x + box.width for box in boxes)
    south = max(box.y + box.height for box in boxes)
    return ViewBox(west, north, round(east - west, 1), round(south - north, 1))


@lru_cache(maxsize=1)
def _read_map() -> dict[str, Any]:
    source = get_data_dir() / "geo" / "states.svg.json"
    drawing: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return drawing


@lru_cache(maxsize=1)
def get_base_map() -> BaseMap:
    """Return the sixteen states as shapes to draw."""
    drawing = _read_map()
    return BaseMap(
        view_box=ViewBox(*(float(number) for number in drawing["viewBox"].split())),
        credit=drawing["attribution"],
        shapes=tuple(
            _make_shape(state, path) for state, path in sorted(drawing["paths"].items())
        ),
    )


CLOSE_BY = 400
"""Views narrower than this, of the 741 units of the country, show each unit as pixels."""

_STEP = re.compile(r"([Mlz])|(-?(?:\d+\.?\d*|\.\d+))")
Ring = list[tuple[float, float]]


def _make_shape(state: str, path: str) -> StateShape:
    rings = read_rings(path)
    xs = [x for ring in rings for x, _y in ring]
    ys = [y for ring in rings for _x, y in ring]
    box = ViewBox(
        round(min(xs), 1),
        round(min(ys), 1),
        round(max(xs) - min(xs), 1),
        round(max(ys) - min(ys), 1),
    )
    return StateShape(state, path, "".join(map(_draw_coarse, rings)), box)


def read_rings(path: str) -> list[Ring]:
    """Return the points of each outline; the file knows M (absolute), l (relative) and z."""
    rings: list[Ring] = []
    x = y = 0.0
    numbers, command = [], "M"
    for letter, number in _STEP.findall(path):
        if letter == "z":
            x, y = rings[-1][0]
        if letter:
            command = letter
            continue
        numbers.append(float(number))
        if len(numbers) == 2:  # noqa: PLR2004 -- a point has two coordinates
            dx, dy = numbers
            numbers = []
            if command == "M":
                x, y, command = dx, dy, "l"
                rings.append([])
            else:
                x, y = x + dx, y + dy
            rings[-1].append((x, y))
    return rings


def _draw_coarse(ring: Ring) -> str:
    """Draw a ring in whole units; an island that would be a line is left out."""
    points = [(round(x), round(y)) for x, y in ring]
    kept = [points[0]]
    kept += [two for one, two in pairwise(points) if one != two]
    if len(kept) < 3:  # noqa: PLR2004 -- two points enclose nothing
        return ""
    steps = "".join(
        f"{' ' if bx >= ax else ''}{bx - ax}{' ' if by >= ay else ''}{by - ay}"
        for (ax, ay), (bx, by) in pairwise(kept)
    )
    return f"M{kept[0][0]} {kept[0][1]}l{steps.lstrip()}z"


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Return where a point lies on the map: x grows to the east, y to the south.

    Lambert conformal conic on a sphere; the formula stands in data/README.md.
    """
    figures = _read_map()["projection"]
    turn = figures["n"] * math.radians(longitude - figures["lon0"])
    slope = math.tan(math.pi / 4 + math.radians(latitude) / 2)
    radius = figures["k"] / slope ** figures["n"]
    x = figures["cx"] + radius * math.sin(turn)
    y = figures["cy"] + radius * math.cos(turn)
    return round(x, 1), round(y, 1)


# --- clusters --------------------------------------------------------------------------

Member = TypeVar("Member")

MAX_CLUSTERS = 300
# The grid lies over Germany and halves its cells with every level; a cell of the last
# level is some 250 m wide, so that only places of one name share it.
GRID = BoundingBox(south=47.0, west=5.0, north=56.0, east=16.0)
DEEPEST_LEVEL = 12
_CELL = re.compile(r"([0-9]{1,2})-([0-9]{1,4})-([0-9]{1,4})")


@dataclass(frozen=True)
class Cell:
    """A rectangle of the grid; as text (``7-35-64``) it is a filter in an address."""

    level: int
    column: int
    row: int

    def __str__(self) -> str:
        return f"{self.level}-{self.column}-{self.row}"

    @property
    def box(self) -> BoundingBox:
        """Return its degrees; the north and east edges belong to the next cell."""
        height = (GRID.north - GRID.south) / 2**self.level
        width = (GRID.east - GRID.west) / 2**self.level
        return BoundingBox(
            south=_round_up(GRID.south + self.row * height),
            west=_round_up(GRID.west + self.column * width),
            north=_round_up(GRID.south + (self.row + 1) * height),
            east=_round_up(GRID.west + (self.column + 1) * width),
        )


def _round_up(degrees: float) -> float:
    # Points are stored with four decimals: rounded up, an edge parts them as before.
    return math.ceil(degrees * 10_000 - 1e-6) / 10_000


@dataclass(frozen=True)
class Cluster(Generic[Member]):
    """Points that are drawn as one: their middle and who they are."""

    cell: Cell
    latitude: float
    longitude: float
    members: tuple[Member, ...]

    @property
    def is_one_place(self) -> bool:
        """Whether no narrower view could part the members."""
        return self.cell.level == DEEPEST_LEVEL


def get_cell(latitude: float, longitude: float, level: int) -> Cell:
    """Return the cell of a level in which a point lies; points outside take the edge."""
    side = 2**level
    column = math.floor((longitude - GRID.west) / (GRID.east - GRID.west) * side)
    row = math.floor((latitude - GRID.south) / (GRID.north - GRID.south) * side)
    return Cell(level, min(max(column, 0), side - 1), min(max(row, 0), side - 1))


def read_cell(text: str) -> Cell | None:
    """Return the cell that a text names; None for what is none."""
    match = _CELL.fullmatch(text)
    if match is None:
        return None
    level, column, row = (int(number) for number in match.groups())
    cell = Cell(level, column, row)
    is_known = level <= DEEPEST_LEVEL and max(column, row) < 2**level
    return cell if is_known and str(cell) == text else None


def build_clusters(
    points: Iterable[tuple[float, float, Member]], max_clusters: int = MAX_CLUSTERS
) -> list[Cluster[Member]]:
    """Group points by the finest grid that needs no more than so many clusters.

    Points at one place always share a cluster. The order is that of the cells, so that
    equal input draws equal maps.
    """
    entries = list(points)
    deepest = [get_cell(row[0], row[1], DEEPEST_LEVEL) for row in entries]
    steps = 0
    while len({(c.column >> steps, c.row >> steps) for c in deepest}) > max_clusters:
        steps += 1
    grouped: dict[tuple[int, int], list[tuple[float, float, Member]]] = defaultdict(
        list
    )
    for cell, entry in zip(deepest, entries, strict=True):
        grouped[cell.row >> steps, cell.column >> steps].append(entry)
    return [
        Cluster(
            cell=Cell(DEEPEST_LEVEL - steps, column, row),
            latitude=sum(member[0] for member in members) / len(members),
            longitude=sum(member[1] for member in members) / len(members),
            members=tuple(member[2] for member in members),
        )
        for (row, column), members in sorted(
            grouped.items(), key=lambda pair: (-pair[0][0], pair[0][1])
        )
    ]
