"""Projection, districts, distances and clusters."""

import json

import pytest

from cms import geo
from cms.conf import get_data_dir
from cms.enums import State

EXAMPLES = json.loads((get_data_dir() / "geo" / "states.svg.json").read_text("utf-8"))[
    "projection"
]["examples"]


@pytest.mark.requirement("ED35")
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_projection_meets_the_towns_of_the_file(example):
    point = geo.project(example["latitude"], example["longitude"])

    assert point == (example["x"], example["y"])


@pytest.mark.requirement("ED35")
def test_base_map_has_all_states_inside_its_view_box_and_its_credit():
    base_map = geo.get_base_map()

    assert [shape.state for shape in base_map.shapes] == sorted(State.values)
    drawn = geo.join_boxes([shape.box for shape in base_map.shapes])
    assert geo.join_boxes([drawn, base_map.view_box]) == base_map.view_box
    assert base_map.credit == geo.BORDERS_CREDIT


@pytest.mark.requirement("ED35")
def test_every_shape_holds_the_middle_of_its_districts():
    shapes = {shape.state: shape.box for shape in geo.get_base_map().shapes}
    outside = []
    for district in geo.get_districts().values():
        x, y = geo.project(district.latitude, district.longitude)
        box = shapes[district.state].widen(0.02)
        if not (box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height):
            outside.append(district.label)

    assert outside == []


def test_box_of_two_states_shows_both():
    base_map = geo.get_base_map()
    berlin, brandenburg = (base_map.get_box_of([state]) for state in ("DE-BE", "DE-BB"))

    both = base_map.get_box_of(["DE-BE", "DE-BB"])

    assert both == geo.join_boxes([berlin, brandenburg]) == brandenburg
    assert base_map.get_box_of([]) == base_map.view_box


@pytest.mark.requirement("ED34")
def test_districts_are_four_hundred_with_the_state_of_their_key():
    districts = geo.get_districts()

    assert len(districts) == 400
    assert {geo.get_state_of(ags) == row.state for ags, row in districts.items()} == {
        True
    }
    assert geo.get_state_of("99999") == ""
    assert len({row.label for row in districts.values()}) == 400


@pytest.mark.requirement("ED34")
@pytest.mark.parametrize(
    ("text", "ags"),
    [
        ("Landkreis München", "09184"),
        ("München", "09162"),
        ("München (Landkreis)", "09184"),
        ("  landkreis   münchen ", "09184"),
        ("09184", "09184"),
        ("Kreis Unna", "05978"),
        ("Unna", "05978"),
        ("Pankow", "11000"),
        ("Berlin Pankow", "11000"),
        ("11003", "11000"),
        ("Berlin", "11000"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_district_is_found_by_every_way_of_writing_it(text, ags):
    district = geo.find_district(text)

    assert (district.ags if district else None) == ags


@pytest.mark.requirement("ED34")
def test_name_of_two_districts_alone_means_the_city():
    city, district = geo.find_district("Kassel"), geo.find_district("Landkreis Kassel")

    assert (city and city.label, district and district.label) == (
        "Kassel",
        "Landkreis Kassel",
    )


@pytest.mark.requirement("ED34")
def test_districts_of_a_state_are_ordered_as_in_a_dictionary():
    labels = [row.label for row in geo.get_districts_of("DE-SL")]

    assert labels == sorted(labels, key=geo.sort_key)
    assert len(labels) == 6
    assert geo.sort_key("Überlingen") < geo.sort_key("Ulm") < geo.sort_key("Unna")


@pytest.mark.requirement("ED34")
@pytest.mark.parametrize(
    ("locality", "latitude", "longitude", "ags"),
    [
        ("Kaiserslautern", 49.4430, 7.7716, "07312"),
        ("Lemgo", 52.0279, 8.8990, "05766"),
        ("Kaiserslautern", 53.5, 13.0, ""),
        ("Atlantis", 50.0, 8.0, ""),
    ],
)
def test_seat_lies_in_the_district_of_its_postcodes(locality, latitude, longitude, ags):
    assert geo.find_seat(locality, latitude, longitude) == ags


def test_distance_from_kaiserslautern_to_berlin():
    distance = geo.get_distance_km(49.4401, 7.7491, 52.5244, 13.4105)

    assert round(distance) == 524


def test_bounding_box_holds_the_circle_and_little_more():
    box = geo.get_bounding_box(50, 10, 25)

    assert round(geo.get_distance_km(50, 10, box.north, 10), 1) == 25.0
    assert round(geo.get_distance_km(50, 10, 50, box.east), 1) == 25.0
    assert box.contains(50.2, 10.3) is True
    assert box.contains(50.3, 10) is False


@pytest.mark.requirement("ED35")
def test_few_points_stand_alone_and_those_at_one_place_together():
    points = [(48.1374, 11.5755, "a"), (48.1374, 11.5755, "b"), (52.5244, 13.4105, "c")]

    clusters = geo.build_clusters(points)

    assert [(c.members, c.is_one_place) for c in clusters] == [
        (("c",), True),
        (("a", "b"), True),
    ]
    assert (clusters[1].latitude, clusters[1].longitude) == (48.1374, 11.5755)


@pytest.mark.requirement("ED35")
def test_many_points_make_at_most_three_hundred_clusters_without_losing_one():
    points = [
        (47.3 + (n % 150) * 0.05, 6 + (n // 150) * 0.06, n) for n in range(20_000)
    ]

    clusters = geo.build_clusters(points)

    assert 75 < len(clusters) <= 300
    assert sorted(m for c in clusters for m in c.members) == list(range(20_000))
    assert {c.is_one_place for c in clusters} == {False}


@pytest.mark.requirement("ED35")
def test_cell_named_by_a_cluster_holds_its_members_and_no_others():
    points = [
        (round(47.3 + (n % 40) * 0.2, 4), round(6 + (n // 40) * 0.3, 4), n)
        for n in range(1_000)
    ]

    for cluster in geo.build_clusters(points):
        cell = geo.read_cell(str(cluster.cell))
        assert cell == cluster.cell
        box = cell.box
        inside = tuple(
            n
            for latitude, longitude, n in points
            if box.south <= latitude < box.north and box.west <= longitude < box.east
        )
        assert inside == cluster.members


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7",
        "7-1",
        "13-0-0",
        "2-4-0",
        "2-0-4",
        "-1-0-0",
        "2-0-0 ",
        "02-0-0",
        "٢-0-0",
        "a-b-c",
    ],
)
def test_text_that_names_no_cell_is_none(text):
    assert geo.read_cell(text) is None


def test_no_points_make_no_clusters():
    assert geo.build_clusters([]) == []


def test_coarse_outline_lies_within_a_unit_of_the_fine_one():
    for shape in geo.get_base_map().shapes:
        fine, coarse = (geo.read_rings(path) for path in (shape.path, shape.coarse))
        west, east = (min(x for x, _y in ring) for ring in (fine[0], coarse[0]))
        assert abs(west - east) <= 0.5, shape.state
        assert len(shape.coarse) < 0.75 * len(shape.path), shape.state
        for ring in coarse:
            near = [point for outline in fine for point in outline]
            assert all(
                min(abs(x - a) + abs(y - b) for a, b in near) <= 1.1 for x, y in ring
            )


def test_view_from_close_by_draws_the_fine_outline():
    base_map = geo.get_base_map()
    shape = base_map.shapes[0]

    assert shape.draw_in(base_map.view_box) == shape.coarse
    assert shape.draw_in(shape.box) == shape.path
