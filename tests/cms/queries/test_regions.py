"""The directory: filters, counts, order, pages, figures."""

import datetime as dt

import pytest
from django.db import connection
from django.http import Http404, QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cms.enums import NetworkStatus
from cms.models import Network, NetworkFunder, NetworkRole, RegionPage
from cms.page_cache import drop_stored_pages
from cms.queries.regions import get_registry_figures, list_regions
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


def read(query="", language="en"):
    index = get_directory(language)
    return list_regions(index=index, params=QueryDict(query), path="/r/")


def get_names(query="", language="en"):
    return [entry.name for entry in read(query, language).entries]


def get_options(listing, name):
    return {
        option.value: option.count
        for facet in listing.panel.groups
        if facet.name == name
        for option in facet.options
    }


@pytest.mark.requirement("ED33")
def test_list_is_ordered_by_name_and_says_kind_state_and_seat(portal):
    make_networks("Zeta", "Alpha")

    listing = read()

    assert [
        (e.name, e.url, e.kind, e.states, e.locality, e.status, e.is_programme)
        for e in listing.entries
    ] == [
        (
            name,
            f"/en/regions/{name.lower()}/",
            "STEM region",
            "Rhineland-Palatinate",
            "Mainz",
            "",
            False,
        )
        for name in ("Alpha", "Zeta")
    ]
    assert listing.total == 2


@pytest.mark.requirement("ED33")
def test_network_without_a_page_of_its_own_in_this_language_is_not_listed(portal):
    make_networks("Draft", "Live")
    RegionPage.objects.filter(title="Draft", locale__language_code="en").update(
        live=False
    )

    assert get_names() == ["Live"]
    assert get_names(language="de") == ["Draft", "Live"]


@pytest.mark.requirement("ED71")
def test_portal_itself_is_in_no_list_and_no_figure(portal):
    site = Network.objects.get_site()
    get_directory().add_child(
        instance=RegionPage(title="Portal", slug="portal", network=site)
    )

    assert get_names() == []
    assert get_registry_figures(get_directory()).total == 0


@pytest.mark.requirement("ED33", "ED34")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("state=DE-RP", ["Kusel", "Mainz", "Programm"]),
        ("state=DE-RP&state=DE-BB", ["Hauptstadt", "Kusel", "Mainz", "Programm"]),
        ("state=DE-BE", ["Hauptstadt"]),
        ("kind=state-programme", ["Programm"]),
        ("kind=state-programme&kind=mint-region&state=DE-HE", ["Kassel"]),
        ("status=dormant", ["Kassel"]),
        ("district=07336", ["Kusel"]),
        ("district=07336&state=DE-HE", []),
        ("seat=DE-BE", ["Hauptstadt"]),
        ("seat=DE-BB", []),
        ("seat_district=07315", ["Mainz", "Programm"]),
        ("funder=Stiftung Rad", ["Mainz"]),
        ("coordinator=yes", ["Kusel"]),
        ("cell=12-2215-1940", None),
    ],
)
def test_filters_narrow_the_list(portal, admin_user, query, names):
    make_networks("Mainz")
    make_networks("Kusel", town="Kusel")
    make_networks("Kassel", town="Kassel")
    make_networks("Hauptstadt", town="Berlin")
    make_networks("Programm", kind="state_programme")
    Network.objects.filter(name="Kassel").update(status=NetworkStatus.DORMANT)
    mainz, kusel = (Network.objects.get(name=name) for name in ("Mainz", "Kusel"))
    NetworkFunder.objects.create(network=mainz, name="Stiftung Rad")
    NetworkRole.objects.create(
        user=admin_user,
        network=kusel,
        role="coordinator",
        start_date=dt.date(2020, 1, 1),
    )

    listing = read(query)

    assert [entry.name for entry in listing.entries] == (names or [])
    assert listing.total == len(names or [])
    assert listing.panel.is_filtered is True


@pytest.mark.requirement("ED33")
def test_counts_of_a_filter_stand_under_all_other_filters(portal):
    make_networks("A", "B")
    make_networks("Programm", kind="state_programme")
    make_networks("Kassel", town="Kassel")
    make_networks("Hauptstadt", town="Berlin")

    everything, narrowed = read(), read("state=DE-RP&kind=mint-region")

    assert get_options(everything, "state") == {
        "DE-BE": 1,
        "DE-BB": 1,
        "DE-HE": 1,
        "DE-RP": 3,
    }
    assert get_options(everything, "kind") == {"mint-region": 4, "state-programme": 1}
    assert get_options(everything, "seat") == {"DE-BE": 1, "DE-HE": 1, "DE-RP": 3}
    assert get_options(everything, "district") == {}
    assert get_options(narrowed, "state") == {
        "DE-BE": 1,
        "DE-BB": 1,
        "DE-HE": 1,
        "DE-RP": 2,
    }
    assert get_options(narrowed, "kind") == {"mint-region": 2, "state-programme": 1}
    assert get_options(narrowed, "district") == {"07315": 2}
    assert narrowed.total == 2


@pytest.mark.requirement("ED33")
def test_every_count_is_the_length_of_the_list_behind_its_link(portal):
    import_shipped()
    query = "state=DE-NW&kind=mint-region"

    for facet in read(query).panel.groups:
        for option in facet.options:
            if not option.is_active:
                behind = read(option.url.partition("?")[2])
                others = {"state": 1, "kind": 1}.get(facet.name, 0)
                if not others:
                    assert (facet.name, option.value, behind.total) == (
                        facet.name,
                        option.value,
                        option.count,
                    )


@pytest.mark.requirement("ED34")
def test_active_in_and_seat_in_are_two_filters(portal):
    make_networks("Hauptstadt", town="Berlin")

    labels = [facet.label for facet in read("state=DE-BB&seat=DE-BE").panel.groups]

    assert labels[:3] == ["Active in: state", "Kind", "Seat in: state"]
    assert get_names("state=DE-BB") == ["Hauptstadt"]
    assert get_names("seat=DE-BB") == []


@pytest.mark.requirement("ED33")
def test_value_that_does_not_exist_is_said_and_left_out(portal):
    make_networks("Mainz")

    listing = read("state=Atlantis&cell=99-0-0&kind=site")

    assert [entry.name for entry in listing.entries] == ["Mainz"]
    assert [(u.label, u.value) for u in listing.panel.unknown] == [
        ("Active in: state", "Atlantis"),
        ("Kind", "site"),
        ("Map", "99-0-0"),
    ]


@pytest.mark.requirement("ED33")
def test_page_beyond_the_last_is_said_in_words(portal):
    make_networks("Mainz")

    with pytest.raises(Http404, match="This list has no page 1000000000"):
        read("page=1000000000")


@pytest.mark.requirement("ED33")
def test_links_of_pages_keep_the_filters(portal):
    make_many(45)

    listing = read("state=DE-HE&page=2")

    assert [entry.name for entry in listing.entries] == [
        f"Netz {n:05}" for n in range(20, 40)
    ]
    assert listing.paging.next_url == "/r/?state=DE-HE&page=3"


@pytest.mark.requirement("ED33")
def test_figures_count_two_states_in_both_and_each_entry_once_in_all(portal):
    import_shipped()

    figures = get_registry_figures(get_directory())

    by_state = {row.state: (row.networks, row.programmes) for row in figures.states}
    assert (figures.networks, figures.programmes, figures.total) == (121, 6, 127)
    assert figures.in_two_states == 2
    assert len(by_state) == 16
    assert (by_state["DE-BE"], by_state["DE-BY"]) == ((2, 0), (17, 2))
    assert by_state["DE-SL"] == (0, 0)
    assert sum(networks for networks, _programmes in by_state.values()) == 123


@pytest.mark.requirement("ED33")
def test_list_asks_the_same_number_of_queries_for_one_network_and_three(portal):
    make_networks("A")
    counts = []
    for names in ([], ["B", "C"]):
        if names:
            make_networks(*names)
        clear_caches()
        read()
        drop_stored_pages()
        with CaptureQueriesContext(connection) as captured:
            read()
        counts.append(len(captured))

    # The directory page and its locale, keys, pages, states.
    assert counts == [5, 5]


@pytest.mark.requirement("ED33")
def test_page_far_down_reads_no_rows_above_it(portal):
    make_many(1_050)
    first, again = [], []

    for names in (first, again):
        with CaptureQueriesContext(connection) as captured:
            names += [entry.name for entry in read("page=52").entries]

    assert first == again == [f"Netz {n:05}" for n in range(1_020, 1_040)]
    assert [query for query in captured if "OFFSET" in query["sql"]] == []


@pytest.mark.requirement("ED33")
def test_asking_for_a_page_uses_the_key_of_its_network(portal):
    """A database without statistics must not read a language's pages for each row."""
    if connection.vendor != "sqlite":
        return
    make_networks("A")
    index = get_directory()

    plan = Network.objects.listed(index.locale).order_by("name").explain()

    assert "locale_id" not in plan
    assert "alias_of_id" not in plan
