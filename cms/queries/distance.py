"""The distance filter of lists: from a postcode or town, within so many kilometres."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, FloatField, Q, Value
from django.db.models.functions import Cast, Cos, Radians, Sin
from django.db.models.lookups import LessThanOrEqual
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cms.geo import (
    EARTH_RADIUS_KM,
    KM_PER_DEGREE,
    Spot,
    find_spot,
    get_bounding_box,
    get_districts,
)
from cms.queries.facets import Facet, build_url
from cms.queries.filtered_lists import FilteredList, Narrowing

NEAR = "near"
RADIUS = "radius"
RADII_KM = (5, 10, 25, 50, 100)
DEFAULT_RADIUS_KM = 25
MAX_LENGTH = 80
NARROWING_TO_THE_POLE = 0.9
"""A degree of longitude is shorter in the north of a circle than at its middle."""


@dataclass(frozen=True)
class Distance:
    """What an address asks for; without a spot nothing is narrowed.

    ``sentence`` says what was not understood, or which of several places is meant.
    """

    near: str = ""
    radius_km: int = DEFAULT_RADIUS_KM
    spot: Spot | None = None
    sentence: str = ""

    @cached_property
    def narrowing(self) -> Narrowing:
        """The condition on rows with latitude and longitude, for a list."""
        if self.spot is None:
            return Narrowing()
        return Narrowing(
            rule=build_circle_rule(
                self.spot.latitude, self.spot.longitude, self.radius_km
            ),
            key=f"{self.spot.latitude:.4f},{self.spot.longitude:.4f},{self.radius_km}",
            parameters=(NEAR, RADIUS),
            label=_("within %(number)d km of %(place)s")
            % {"number": self.radius_km, "place": self.spot.label},
        )


@dataclass(frozen=True)
class Radius:
    value: int
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Question:
    """A filter that the form asks for besides the place, so that one step does it all."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]
    """Value, label, whether it is chosen; the first is empty and means any."""


@dataclass(frozen=True)
class DistanceForm:
    """What cms/_distance.html needs; ``hidden`` are the filters that the form carries on.

    ``wider_url`` leads to the next larger circle, ``clear_url`` to the list without one.
    """

    action: str
    near: str
    place: str
    radii: tuple[Radius, ...]
    hidden: tuple[tuple[str, str], ...]
    sentence: str = ""
    is_refused: bool = False
    clear_url: str = ""
    wider_url: str = ""
    wider_label: str = ""
    questions: tuple[Question, ...] = ()


def read_distance(params: QueryDict) -> Distance:
    """Read ``near`` and ``radius``; what nobody understands is said, never an error."""
    near = " ".join(str(params.get(NEAR, "")).split())[:MAX_LENGTH]
    given = str(params.get(RADIUS, ""))
    radius_km = next((km for km in RADII_KM if str(km) == given), DEFAULT_RADIUS_KM)
    if not near:
        sentence = _(
            "Say from where: a postcode or the name of a town. The list is shown "
            "without a distance."
        )
        return Distance(radius_km=radius_km, sentence=sentence if given else "")
    spot = find_spot(near)
    if spot is None:
        sentence = _(
            "We know no place “%(place)s”. Enter a postcode or the name of a town. The "
            "list is shown without a distance."
        ) % {"place": near}
        return Distance(near=near, radius_km=radius_km, sentence=sentence)
    return Distance(near, radius_km, spot, _name_namesakes(spot))


def _name_namesakes(spot: Spot) -> str:
    if not spot.namesakes:
        return ""
    return _(
        "Several places are called so; this is %(place)s (%(district)s). A postcode "
        "names another."
    ) % {"place": spot.label, "district": get_districts()[spot.district].label}


def build_circle_rule(latitude: float, longitude: float, radius_km: float) -> Q:
    """Return the condition that a row lies in the circle; the box goes first, by index."""
    box = get_bounding_box(latitude, longitude, radius_km)
    limit = math.sin(radius_km / (2 * EARTH_RADIUS_KM)) ** 2
    return Q(
        latitude__gte=round(box.south, 4),
        latitude__lte=round(box.north, 4),
        longitude__gte=round(box.west, 4),
        longitude__lte=round(box.east, 4),
    ) & Q(LessThanOrEqual(build_chord(latitude, longitude), Value(limit)))


def build_reach_rule(latitude: float, longitude: float, column: str) -> Q:
    """Return the condition that a row comes as far as the point, by its own kilometres."""
    reach: Any = Cast(F(column), FloatField())
    height = reach / Value(KM_PER_DEGREE)
    width = height / Value(math.cos(math.radians(latitude)) * NARROWING_TO_THE_POLE)
    limit = Sin(reach / Value(2 * EARTH_RADIUS_KM))
    return Q(
        latitude__gte=Value(latitude) - height,
        latitude__lte=Value(latitude) + height,
        longitude__gte=Value(longitude) - width,
        longitude__lte=Value(longitude) + width,
    ) & Q(LessThanOrEqual(build_chord(latitude, longitude), limit * limit))


def build_chord(latitude: float, longitude: float) -> Any:
    """Return the haversine formula as in `cms.geo.get_distance_km`, without its inverse."""
    north, east = (
        Radians(Cast(F(name), FloatField())) for name in ("latitude", "longitude")
    )
    half_phi: Any = (north - Value(math.radians(latitude))) / Value(2.0)
    half_lambda: Any = (east - Value(math.radians(longitude))) / Value(2.0)
    return Sin(half_phi) * Sin(half_phi) + Value(
        math.cos(math.radians(latitude))
    ) * Cos(north) * Sin(half_lambda) * Sin(half_lambda)


def make_distance_form(
    distance: Distance, things: FilteredList, asked: Sequence[Facet] = ()
) -> DistanceForm:
    """Return the form of a list, and the ways to a larger circle and to none.

    ``asked`` are the filters that stand in the form too; one of which several options are
    chosen stays among the hidden ones, since a field holds one.
    """
    questions = [make_question(facet) for facet in asked if count_active(facet) <= 1]
    names = [question.name for question in questions]
    pairs = things.get_pairs(without=(NEAR, RADIUS))
    is_found = distance.spot is not None
    wider = next((km for km in RADII_KM if km > distance.radius_km), None)
    wider_pairs = [*pairs, (NEAR, distance.near), (RADIUS, str(wider))]
    has_wider = is_found and wider is not None
    return DistanceForm(
        action=things.path,
        near=distance.near,
        place=distance.spot.label if distance.spot else "",
        radii=tuple(
            Radius(km, _name_radius(km), km == distance.radius_km) for km in RADII_KM
        ),
        hidden=tuple(pair for pair in pairs if pair[0] not in names),
        questions=tuple(questions),
        sentence=distance.sentence,
        is_refused=bool(distance.sentence) and not is_found,
        clear_url=build_url(things.path, pairs) if is_found else "",
        wider_url=build_url(things.path, wider_pairs) if has_wider else "",
        wider_label=_name_radius(wider) if has_wider and wider else "",
    )


def count_active(facet: Facet) -> int:
    """Return how many options of a filter are chosen."""
    return sum(option.is_active for option in facet.options)


def make_question(facet: Facet) -> Question:
    """Return a filter as a field of the form."""
    options = (
        (option.value, option.label, option.is_active) for option in facet.options
    )
    return Question(facet.name, facet.label, (("", _("any"), False), *options))


def _name_radius(radius_km: int) -> str:
    return _("%(number)d km") % {"number": radius_km}
