"""The map of the directory: districts, no places, and only what the viewer may see (CO18)."""

import pytest
from django.utils import timezone

from cms.audiences import VISITOR, Viewer
from cms.geo import get_districts, project
from community.enums import Audience
from community.models import Block
from community.queries.member_map import find_district_of
from tests.community.people import make_child, make_member
from tests.community.profiles import make_adult
from tests.community.queries.test_directory import ADULT, count, list_names, show

pytestmark = pytest.mark.django_db
LAUTERN, MAINZ = "07312", "07315"


def list_signs(viewer=ADULT, **params):
    drawn = show(viewer, view="map", **params).map
    return {sign.place: sign.count for sign in drawn.clusters}


@pytest.mark.requirement("CO18")
def test_sign_stands_in_the_middle_of_a_district_and_counts_its_members():
    make_adult("ada", place="67655", latitude="49.4477", longitude="7.7689")
    make_adult("bea", place="67663", latitude="49.4265", longitude="7.7555")
    make_adult("cem", place="Mainz", latitude="49.9929", longitude="8.2473")
    make_adult("dan")

    drawn = show(view="map").map

    middles = [get_districts()[key] for key in (MAINZ, LAUTERN)]
    assert [(sign.x, sign.y) for sign in drawn.clusters] == [
        project(one.latitude, one.longitude) for one in middles
    ]
    assert [sign.name for sign in drawn.clusters] == [
        f"{middles[0].label}: 1 Mitglied",
        f"{middles[1].label}: 2 Mitglieder",
    ]
    assert (drawn.without_point, show().map) == (1, None)


@pytest.mark.requirement("CO18", "CO13")
def test_place_that_is_closed_to_the_viewer_is_neither_drawn_nor_counted():
    make_adult("ada", place="67655")
    make_adult("bea", place="67655", place_audience=Audience.CONTACTS)
    make_adult("cem", place="67655", place_audience=Audience.MEMBERS)
    visitor = show(VISITOR, view="map")

    assert list_signs() == {LAUTERN: 2}
    assert count(show(), "district") == {LAUTERN: 2}
    assert [sign.count for sign in visitor.map.clusters] == [1]
    assert list_names(district=LAUTERN) == ["Ada", "Cem"]


@pytest.mark.requirement("CO18", "P4")
def test_young_people_and_who_is_blocked_are_on_no_map():
    ada = make_adult("ada", place="67655")
    for young in (make_child("kim"), make_member("max", age=17)):
        type(young.profile).objects.filter(member=young).update(
            place="67655",
            place_audience=Audience.PUBLIC,
            name_audience=Audience.PUBLIC,
        )
    bea = make_adult("bea", place="67655")
    Block.objects.create(blocker=ada, blocked=bea, since=timezone.now())
    viewer = Viewer(tokens=ADULT.tokens, blocked=frozenset({f"owner:{bea.pk}"}))

    assert list_signs() == {LAUTERN: 2}
    assert list_signs(viewer) == {LAUTERN: 1}


@pytest.mark.requirement("CO18")
def test_sign_leads_to_its_district_alone_and_back():
    make_adult("ada", place="67655")
    make_adult("bea", place="Mainz")
    [mainz, _lautern] = show(view="map", sort="first").map.clusters

    alone = show(view="map", sort="first", district=MAINZ)

    assert mainz.url == f"/de/members/?sort=first&view=map&district={MAINZ}"
    assert [card.title for card in alone.cards] == ["Bea"]
    assert [(sign.place, sign.is_open) for sign in alone.map.clusters] == [
        (MAINZ, True)
    ]
    assert alone.map.whole_url == "/de/members/?sort=first&view=map"
    assert (alone.map.without_point, list_names(district="99999")) == (
        0,
        ["Ada", "Bea"],
    )


@pytest.mark.requirement("CO18")
def test_map_and_list_lead_to_each_other_and_both_say_the_same(client, portal):
    make_adult("ada", place="67655")
    drawn = client.get("/en/members/?view=map").content.decode()
    plain = client.get("/en/members/").content.decode()

    ways = ["Show the list alone", "Show the districts on a map"]
    assert [way in drawn for way in ways] == [True, False]
    assert [way in plain for way in ways] == [False, True]
    label = get_districts()[LAUTERN].label
    assert f"<title>{label}: 1 member</title>" in drawn
    assert [f"district={LAUTERN}" in page for page in (drawn, plain)] == [True, True]
    assert "geo:" not in drawn + plain


@pytest.mark.requirement("CO18")
def test_map_of_nobody_says_so(client, portal):
    make_adult("ada")

    page = client.get("/en/members/?view=map").content.decode()

    assert "Nothing in this list has a place on the map." in page


@pytest.mark.requirement("CO18")
def test_place_that_nobody_knows_has_no_district():
    found = [find_district_of(place) for place in ("67655", "Atlantis", "a\0b", "")]

    assert found == [LAUTERN, "", "", ""]


@pytest.mark.requirement("CO18")
@pytest.mark.parametrize("number", [1, 3])
def test_map_takes_the_same_queries_for_one_and_three(
    number, django_assert_num_queries
):
    for name in ("ada", "bea", "cem")[:number]:
        make_adult(name, place="67655")

    with django_assert_num_queries(9):
        show(view="map", district=LAUTERN)
