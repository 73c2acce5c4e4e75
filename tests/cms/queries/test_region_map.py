"""The drawn map: states, points, clusters, views."""

import pytest
from django.http import QueryDict
from django.utils import translation

from cms.geo import get_base_map, project, read_cell
from cms.models import Network
from cms.queries.region_map import get_locator_map, get_region_map
from cms.queries.regions import list_regions
from tests.cms.regions import (
    clear_caches,
    get_directory,
    import_shipped,
    make_many,
    make_networks,
)


@pytest.fixture(autouse=True)
def _fresh(db):
    clear_caches()
    with translation.override("en"):
        yield
    clear_caches()


def draw(query="", **kwargs):
    index = get_directory()
    listing = list_regions(index=index, params=QueryDict(query), path="/r/")
    return get_region_map(index=index, listing=listing, path="/r/", **kwargs)


@pytest.mark.requirement("ED35")
def test_point_is_a_link_with_name_kind_and_place(portal):
    make_networks("Alpha")
    make_networks("Programm", town="Kassel", kind="state_programme")

    points = draw().points

    assert [(p.name, p.url, p.is_state) for p in points] == [
        (
            "Programm, State programme, Kassel",
            f"/r/?place={points[0].place}#map-card",
            True,
        ),
        ("Alpha, STEM region, Mainz", f"/r/?place={points[1].place}#map-card", False),
    ]
    assert (points[1].x, points[1].y) == project(49.9819, 8.2801)


@pytest.mark.requirement("ED35")
def test_point_opens_a_card_with_name_kind_and_place(portal):
    make_networks("Alpha")
    make_networks("Programm", town="Kassel", kind="state_programme")
    place = draw().points[1].place

    region_map = draw("state=DE-RP", place=place)

    card = region_map.card
    assert [(e.name, e.kind, e.locality, e.url) for e in card.entries] == [
        ("Alpha", "STEM region", "Mainz", "/en/regions/alpha/")
    ]
    assert (card.title, card.list_url) == (
        "Mainz: 1 network",
        f"/r/?state=DE-RP&cell={place}",
    )
    assert card.close_url == f"/r/?state=DE-RP#place-{place}"
    assert [point.is_open for point in region_map.points] == [True]


@pytest.mark.requirement("ED35")
@pytest.mark.parametrize("place", ["", "x", "12-0-0", "0-0-0"])
def test_place_without_a_sign_opens_no_card(portal, place):
    make_networks("Alpha")

    assert draw(place=place).card is None


@pytest.mark.requirement("ED35")
def test_networks_at_one_place_share_a_card_that_shows_them_alone(portal):
    make_networks("A", "B", "C")
    make_networks("Kassel", town="Kassel")

    region_map = draw("state=DE-RP")

    [cluster] = region_map.clusters
    assert (cluster.count, cluster.name) == (3, "Mainz, 3 networks: A, B, C")
    assert cluster.url == f"/r/?state=DE-RP&place={cluster.place}#map-card"
    card = draw("state=DE-RP", place=cluster.place).card
    assert [entry.name for entry in card.entries] == ["A", "B", "C"]
    assert card.title == "Mainz: 3 networks"
    assert draw(card.list_url.partition("?")[2]).clusters[0].count == 3
    assert region_map.points == ()


@pytest.mark.requirement("ED35")
def test_shipped_registry_is_drawn_whole(portal):
    import_shipped()

    region_map = draw()

    drawn = len(region_map.points) + sum(c.count for c in region_map.clusters)
    grouped = {c.name.partition(",")[0]: c.count for c in region_map.clusters}
    assert (drawn, region_map.without_point) == (127, 0)
    assert {grouped[town] for town in ("München", "Hannover", "Aachen")} == {3}
    assert str(region_map.view_box) == "0 0 741 1000"


@pytest.mark.requirement("ED35")
def test_state_is_a_link_that_filters_and_takes_back(portal):
    make_networks("A")

    states = {state.name: state for state in draw("kind=mint-region").states}
    chosen = {state.name: state for state in draw("state=DE-RP&cell=0-0-0").states}

    assert len(states) == 16
    assert states["Rhineland-Palatinate: 1 network"].url == (
        "/r/?kind=mint-region&state=DE-RP"
    )
    assert states["Saarland: 0 networks"].url == "/r/?kind=mint-region&state=DE-SL"
    assert chosen["Rhineland-Palatinate: 1 network"].is_current is True
    assert chosen["Rhineland-Palatinate: 1 network"].url == "/r/"


@pytest.mark.requirement("ED35")
def test_many_networks_are_at_most_three_hundred_clusters_that_open_narrower(portal):
    make_many(1_200)

    whole = draw()
    largest = max(whole.clusters, key=lambda cluster: cluster.count)
    narrower = draw(largest.url.partition("?")[2])

    assert len(whole.points) + len(whole.clusters) <= 300
    assert sum(c.count for c in whole.clusters) + len(whole.points) == 1_200
    assert largest.name == f"{largest.count} networks here: show them"
    assert len(narrower.points) + sum(c.count for c in narrower.clusters) == (
        largest.count
    )
    assert len(narrower.points) + len(narrower.clusters) > 1
    assert narrower.view_box.width < whole.view_box.width
    assert narrower.scale < whole.scale == 1


@pytest.mark.requirement("ED35")
def test_cell_of_a_cluster_is_a_filter_of_the_list(portal):
    make_networks("A", "B")
    make_networks("Kassel", town="Kassel")

    [cluster] = draw().clusters
    query = draw(place=cluster.place).card.list_url.partition("?")[2]

    listing = list_regions(index=get_directory(), params=QueryDict(query), path="/r/")
    assert [entry.name for entry in listing.entries] == ["A", "B"]
    assert [active.label for active in listing.panel.active] == ["Part of the map"]
    assert read_cell(query.removeprefix("cell=")) is not None


@pytest.mark.requirement("ED35")
def test_network_without_a_point_is_counted_beside_the_map(portal):
    make_networks("A", "B")
    Network.objects.filter(name="B").update(latitude=None, longitude=None)

    assert draw().without_point == 1


@pytest.mark.requirement("ED35")
def test_view_shows_the_chosen_states(portal):
    make_networks("A")

    view = draw("state=DE-SL").view_box

    box = get_base_map().get_box_of(["DE-SL"])
    assert view.x < box.x
    assert view.x + view.width > box.x + box.width
    assert view.width >= 190


@pytest.mark.requirement("ED35")
def test_state_that_the_view_cuts_off_is_no_link(portal):
    make_networks("A")

    links = [state.name for state in draw("state=DE-RP").states if state.url]

    assert links == ["Rhineland-Palatinate: 1 network", "Saarland: 0 networks"]


@pytest.mark.requirement("ED35")
def test_view_holds_the_signs_of_networks_that_sit_elsewhere(portal):
    [network] = make_networks("A")
    Network.objects.filter(pk=network.pk).update(
        latitude="52.5244", longitude="13.4105"
    )

    region_map = draw("state=DE-RP")

    [point], view = region_map.points, region_map.view_box
    assert view.x < point.x < view.x + view.width
    assert view.y < point.y < view.y + view.height


@pytest.mark.requirement("ED36")
def test_links_carry_what_the_embedding_page_needs(portal):
    make_networks("A", "B")

    region_map = draw("kind=mint-region", carried=[("lang", "en")])

    assert region_map.clusters[0].url[:30] == "/r/?lang=en&kind=mint-region&p"


def test_locator_shows_the_seat_and_its_states(portal):
    [network] = make_networks("A")

    locator = get_locator_map(network, ["DE-RP"])
    network.latitude = None

    assert locator is not None
    assert [state.name for state in locator.states if state.is_current] == [
        "Rhineland-Palatinate"
    ]
    assert [(point.name, point.url) for point in locator.points] == [("Mainz", "")]
    assert get_locator_map(network, []) is None
