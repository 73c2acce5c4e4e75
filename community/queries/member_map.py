"""The directory by district: a filter, and a map whose signs are districts (CO18).

A sign stands in the middle of a district, whatever the place that a member has named: the
map tells no more than the filter beside it, and both only of places that are open.
"""

from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy, ngettext

from cms.enums import State
from cms.geo import find_spot, get_base_map, get_districts, project
from cms.queries.facets import build_url
from cms.queries.filtered_lists import Filter, FilteredList, FoundValue
from cms.queries.maps import MapCluster, MapState, Sign, find_view, get_scale
from cms.queries.thing_map import ThingMap
from community.models import Profile

DISTRICT = "district"
PLACES_IN_MEMORY = 4096

DistrictSign = Sign[Any]


@lru_cache(maxsize=PLACES_IN_MEMORY)
def find_district_of(place: str) -> str:
    """Return the key of the district in which a postcode or town lies; "" for none."""
    spot = find_spot(place)
    return spot.district if spot is not None else ""


def make_district_filter(
    *, audiences: Collection[int], read: Callable[[QuerySet[Any]], QuerySet[Any]]
) -> Filter:
    """Return the filter by district, over places that are open to these audiences.

    ``read`` returns rows that begin with the member's key and end with the place and its
    audience.
    """

    def build_rule(keys: tuple[str, ...]) -> Q:
        rows = Profile.objects.filter(place_audience__in=audiences).exclude(place="")
        places = rows.order_by().values_list("place", flat=True).distinct()
        inside = [place for place in places if find_district_of(place) in keys]
        return Q(pk__in=rows.filter(place__in=inside).values("member"))

    def list_values(found: Iterable[Any]) -> Iterable[FoundValue]:
        for pk, *_columns, place, audience in found:
            if place and audience in audiences:
                district = get_districts().get(find_district_of(place))
                if district is not None:
                    yield pk, district.ags, district.label

    return Filter(
        name=DISTRICT,
        label=gettext_lazy("District"),
        build_rule=build_rule,
        read=read,
        list_values=list_values,
    )


def draw_member_map(members: FilteredList) -> ThingMap:
    """Return the map of the members that the list holds, one sign for each district.

    With a district chosen the map shows that one; the list below has the same members.
    """
    chosen = members.choices.get(DISTRICT) or ()
    elsewhere = members.get_pairs(without=[DISTRICT])
    signs = [
        sign
        for sign in _list_signs(members.counts.by_filter[DISTRICT])
        if not chosen or sign.cell in chosen
    ]
    view_box = find_view([], [], signs, is_close=True)
    counted = ",".join(f"{sign.cell}={sign.count}" for sign in signs)
    return ThingMap(
        view_box=view_box,
        scale=get_scale(view_box, get_base_map()),
        states=tuple(
            MapState(str(State(shape.state).label), shape.draw_in(view_box))
            for shape in get_base_map().shapes
        ),
        clusters=tuple(
            MapCluster(
                sign.x,
                sign.y,
                sign.count,
                _name_sign(sign),
                build_url(members.path, [*elsewhere, (DISTRICT, sign.cell)]),
                sign.cell,
                is_open=sign.cell in chosen,
            )
            for sign in signs
        ),
        without_point=members.counts.total - sum(sign.count for sign in signs),
        cache_key=f"{members.path}:{members.key}:{counted}",
        whole_url=build_url(members.path, elsewhere) if chosen else "",
    )


def _list_signs(counts: Any) -> list[DistrictSign]:
    """Return a sign for each district with somebody in it, from north to south."""
    districts = [
        (get_districts()[key], number)
        for key, number in counts.items()
        if number and key in get_districts()
    ]
    districts.sort(key=lambda pair: (-pair[0].latitude, pair[0].ags))
    return [
        Sign(
            *project(district.latitude, district.longitude),
            cell=district.ags,
            count=number,
            is_one_place=True,
            members=(),
        )
        for district, number in districts
    ]


def _name_sign(sign: DistrictSign) -> str:
    return ngettext(
        "%(district)s: %(number)d member",
        "%(district)s: %(number)d members",
        sign.count,
    ) % {"district": get_districts()[sign.cell].label, "number": sign.count}
