"""The map view of a list: the things of all its pages, at the places where they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.enums import State
from cms.geo import ViewBox, get_base_map, read_cell
from cms.queries.cards import Card
from cms.queries.facets import FacetOption, FacetPanel, build_url, remember_counts
from cms.queries.filtered_lists import Narrowing
from cms.queries.lists import ThingList
from cms.queries.maps import (
    CARD_ID,
    CELL,
    PLACE,
    DrawnMap,
    MapCluster,
    MapPoint,
    MapState,
    Sign,
    build_cell_rule,
    find_view,
    get_scale,
    group_points,
    list_points,
)

VIEW = "view"
MAP = "map"


@dataclass(frozen=True)
class ThingMapCard:
    """What stands at one place: its cards, the way to them in the list, and back."""

    title: str
    cards: tuple[Card, ...]
    list_url: str
    close_url: str


@dataclass(frozen=True)
class ThingMap(DrawnMap):
    """A map of things, with the card that is open; ``whole_url`` where a part is shown."""

    card: ThingMapCard | None = None
    whole_url: str = ""


@dataclass(frozen=True)
class _Member:
    row: int
    title: str


def read_cell_narrowing(params: QueryDict) -> Narrowing:
    """Read the part of the map that an address asks for; none for what is no part."""
    cell = str(params.get(CELL, ""))
    if read_cell(cell) is None:
        return Narrowing()
    return Narrowing(build_cell_rule([cell]), cell, (CELL,), _("Part of the map"))


def get_thing_map(
    *, things: ThingList, panel: FacetPanel, request: HttpRequest
) -> ThingMap:
    """Return the map of all things that the list holds under its filters."""
    signs = remember_counts(f"map:{things.key}", lambda: _group(things))
    place = str(request.GET.get(PLACE, ""))
    opened = next((s for s in signs if s.has_card and s.cell == place), None)
    pairs = things.get_pairs()
    elsewhere = things.get_pairs(without=[CELL])
    points, clusters = [], []
    for sign in signs:
        is_open = sign is opened
        card_url = f"{build_url(things.path, [*pairs, (PLACE, sign.cell)])}#{CARD_ID}"
        if sign.is_single:
            name = sign.members[0].title
            points.append(
                MapPoint(
                    sign.x, sign.y, name, card_url, place=sign.cell, is_open=is_open
                )
            )
        else:
            narrower = build_url(things.path, [*elsewhere, (CELL, sign.cell)])
            url = card_url if sign.has_card else narrower
            name = _name_cluster(sign)
            clusters.append(
                MapCluster(sign.x, sign.y, sign.count, name, url, sign.cell, is_open)
            )
    cell = str(request.GET.get(CELL, ""))
    view_box = find_view(
        [cell], things.choices.get("state"), signs, is_close=bool(things.narrowings)
    )
    is_part = read_cell(cell) is not None
    return ThingMap(
        view_box=view_box,
        scale=get_scale(view_box, get_base_map()),
        states=tuple(_make_states(panel, view_box)),
        points=tuple(points),
        clusters=tuple(clusters),
        without_point=things.counts.total - sum(sign.count for sign in signs),
        cache_key=f"{things.path}:{things.key}:{opened and place}",
        card=_make_card(opened, things, request) if opened else None,
        whole_url=build_url(things.path, elsewhere) if is_part else "",
    )


def _group(things: ThingList) -> list[Sign[_Member]]:
    rows = list_points(things.get_rows().order_by("pk"))
    return group_points(rows, lambda ids: _find_members(things, ids))


def _find_members(things: ThingList, ids: list[int]) -> Mapping[int, _Member]:
    row = things.kind.row_attribute
    pages = things.pages.filter(**{f"{row}__in": ids})
    return {pk: _Member(pk, title) for pk, title in pages.values_list(row, "title")}


def _name_cluster(sign: Sign[_Member]) -> str:
    words = {
        "number": sign.count,
        "names": ", ".join(member.title for member in sign.members),
    }
    if len(sign.members) < sign.count:
        return (
            ngettext(
                "%(number)d entry here: show it",
                "%(number)d entries here: show them",
                sign.count,
            )
            % words
        )
    return _("%(number)d entries: %(names)s") % words


def _make_card(
    sign: Sign[_Member], things: ThingList, request: HttpRequest
) -> ThingMapCard:
    ids = [member.row for member in sign.members]
    title = ngettext(
        "%(number)d entry at this place",
        "%(number)d entries at this place",
        sign.count,
    ) % {"number": sign.count}
    pairs = things.get_pairs()
    beside = [pair for pair in pairs if pair[0] not in (VIEW, CELL)]
    return ThingMapCard(
        title=title,
        cards=tuple(things.kind.make_cards(ids, things.pages, request)),
        list_url=build_url(things.path, [*beside, (CELL, sign.cell)]),
        close_url=f"{build_url(things.path, pairs)}#{PLACE}-{sign.cell}",
    )


def _make_states(panel: FacetPanel, view_box: ViewBox) -> list[MapState]:
    """Make each state a link where the list filters by state."""
    options: dict[str, FacetOption] = {}
    for group in panel.groups:
        if group.name == "state":
            options = {option.value: option for option in group.options}
    states = []
    for shape in get_base_map().shapes:
        option = options.get(shape.state)
        label = str(State(shape.state).label)
        if option is None:
            states.append(MapState(label, shape.draw_in(view_box)))
            continue
        url = option.url if view_box.holds(shape.box) else ""
        name = f"{label}: {option.count}"
        states.append(MapState(name, shape.draw_in(view_box), url, option.is_active))
    return states


def wants_map(params: Any) -> bool:
    """Tell whether an address asks for the map instead of the list alone."""
    return bool(params.get(VIEW) == MAP)
