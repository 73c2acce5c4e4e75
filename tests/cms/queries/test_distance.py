"""Lists near a place: what is understood, what is said, and what lies in the circle (ED26)."""

import pytest
from django.http import QueryDict

from cms.geo import find_postcode, find_spot, get_distance_km
from cms.models import Network
from cms.queries.distance import build_circle_rule, read_distance

pytestmark = pytest.mark.requirement("ED26")

KAISERSLAUTERN = (49.4401, 7.7491)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("67655", "67655 Kaiserslautern"),
        (" kaiserslautern ", "Kaiserslautern"),
        ("67655 Kaiserslautern", "67655 Kaiserslautern"),
        ("Koeln", "Köln"),
        ("Koln", "Köln"),
        ("Frankfurt", "Frankfurt am Main"),
        ("Landkreis Kusel", "Landkreis Kusel"),
    ],
)
def test_place_is_found_by_postcode_town_and_district(text, label):
    assert find_spot(text).label == label


@pytest.mark.parametrize("text", ["", "  ", "00000", "Atlantis", "💥", "'; --", "1"])
def test_place_that_nobody_knows_is_none(text):
    assert find_spot(text) is None


def test_last_known_postcode_of_an_address_counts():
    found = find_postcode("Postfach 00000\nTrippstadter Str. 110\n67663 Kaiserslautern")

    assert found.label == "67663 Kaiserslautern"
    assert find_postcode("Trippstadter Str. 110, 676633") is None


@pytest.mark.usefixtures("english_interface")
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", ""),
        ("near=Kaiserslautern&radius=25", ""),
        ("radius=25", "Say from where"),
        ("near=&radius=50", "Say from where"),
        ("near=Atlantis&radius=50", "We know no place “Atlantis”"),
        ("near=Halle", "Several places are called so; this is Halle (Saale)"),
    ],
)
def test_what_was_not_understood_is_said(query, sentence):
    distance = read_distance(QueryDict(query))

    assert distance.sentence.startswith(sentence)
    assert bool(sentence) == bool(distance.sentence)
    assert bool(distance.narrowing.rule) == (distance.spot is not None)


@pytest.mark.parametrize("radius", ["7", "-5", "abc", "99999999999999999999", "2.5"])
def test_radius_that_is_not_offered_is_the_usual_one(radius):
    params = QueryDict(mutable=True)
    params.update({"near": "67655", "radius": radius})

    assert read_distance(params).radius_km == 25


@pytest.mark.parametrize("radius_km", [5, 10, 25, 50, 100])
def test_circle_of_the_database_is_the_one_over_the_ground(portal, radius_km):
    points = [
        (KAISERSLAUTERN[0] + row / 13, KAISERSLAUTERN[1] + column / 9)
        for row in range(-8, 9)
        for column in range(-8, 9)
    ]
    site = Network.objects.get_site()
    for number, (north, east) in enumerate(points):
        Network.objects.create(
            name=f"Netz {number}",
            slug=f"netz-{number}",
            source_key=f"netz-{number}",
            source_locale=site.source_locale,
            latitude=round(north, 4),
            longitude=round(east, 4),
        )

    found = Network.objects.filter(build_circle_rule(*KAISERSLAUTERN, radius_km))

    assert {(float(row.latitude), float(row.longitude)) for row in found} == {
        (round(north, 4), round(east, 4))
        for north, east in points
        if get_distance_km(*KAISERSLAUTERN, round(north, 4), round(east, 4))
        <= radius_km
    }
