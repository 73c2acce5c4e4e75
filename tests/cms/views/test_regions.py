"""Directory and region pages as visitors get them."""

import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.log_actions import log

from cms.geo import BORDERS_CREDIT, PLACES_CREDIT
from tests.architecture.test_template_references import INLINE
from tests.cms.regions import clear_caches, get_directory, import_shipped, make_networks
from tests.cms.text import get_text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh():
    clear_caches()
    yield
    clear_caches()


def get(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return response


@pytest.mark.requirement("ED35", "ED5", "W37")
@pytest.mark.parametrize(
    "url", ["/en/regions/", "/en/regions/alpha/", "/embed/map/?lang=en"]
)
def test_credits_stand_beside_every_map_word_for_word(portal, client, url):
    make_networks("Alpha")

    text = get_text(get(client, url))

    assert (text.count(BORDERS_CREDIT), text.count(PLACES_CREDIT)) == (1, 1)


@pytest.mark.requirement("ED35", "W37")
def test_directory_works_without_script_and_holds_map_and_list(portal, client):
    make_networks("Alpha", "Beta")
    make_networks("Kassel", town="Kassel")

    body = get(client, "/en/regions/").content.decode()

    # Three lines of the list; on the map one point and one sign for the place of two.
    names = ("alpha", "beta", "kassel")
    assert [body.count(f'href="/en/regions/{name}/"') for name in names] == [1, 1, 1]
    assert body.count('#map-card"') == 2
    assert (body.count('class="map-place"'), body.count('class="map-cluster"')) == (
        1,
        1,
    )
    assert body.count('class="map-state"') == 16
    assert INLINE.search(body) is None


@pytest.mark.requirement("ED33")
def test_figures_say_how_two_states_are_counted(portal, client):
    import_shipped()

    text = get_text(get(client, "/en/regions/"))
    filtered = get_text(get(client, "/en/regions/?state=DE-BY"))

    sentence = (
        "Networks and state programmes are counted apart. 2 networks work in two states "
        "and count in both, so that the columns add up to more than the total."
    )
    assert (text.count(sentence), filtered.count(sentence)) == (1, 0)


@pytest.mark.requirement("ED33")
@pytest.mark.parametrize(
    ("query", "is_filtered"), [("", False), ("?page=1", False), ("?state=DE-RP", True)]
)
def test_filtered_list_is_marked_for_search_engines(portal, rf, query, is_filtered):
    context = get_directory().get_context(rf.get(f"/en/regions/{query}"))

    assert context["is_filtered"] is is_filtered


@pytest.mark.requirement("ED33")
def test_unknown_value_is_said_in_words(portal, client):
    make_networks("Alpha")

    text = get_text(get(client, "/en/regions/?state=Atlantis%3Cb%3E"))

    assert (
        text.count(
            "There is no “Atlantis<b>” in the filter “Active in: state”. "
            "The list is shown without it."
        )
        == 1
    )


@pytest.mark.requirement("ED33")
def test_page_that_does_not_exist_is_not_found(portal, client):
    make_networks("Alpha")

    get(client, "/en/regions/?page=1000000000", status=404)


@pytest.mark.requirement("ED33")
def test_empty_states_say_what_to_do(portal, client):
    empty = get_text(get(client, "/en/regions/"))
    make_networks("Alpha")
    clear_caches()
    nothing_fits = get_text(get(client, "/en/regions/?state=DE-SL"))

    assert empty.count("No network is registered yet") == 1
    assert nothing_fits.count("No network fits all these filters") == 1


@pytest.mark.requirement("ED36")
def test_dialog_holds_the_code_with_the_filters_and_a_title(portal, client):
    make_networks("Alpha")

    body = get(client, "/en/regions/?state=DE-RP&page=1").content.decode()

    code = (
        '<iframe src="http://testserver/embed/map/?lang=en&state=DE-RP" '
        'title="Map of the STEM networks" width="100%" height="900" loading="lazy">'
        "</iframe>"
    )
    # Escaped twice: once for the address in the code, once for showing the code.
    assert html.unescape(html.unescape(body)).count(code) == 1


@pytest.mark.requirement("ED1", "ED33")
def test_region_page_is_drawn_in_both_languages(portal, client):
    make_networks("Alpha")

    for url in ("/en/regions/alpha/", "/de/regionen/alpha/"):
        body = get(client, url).content.decode()
        assert (body.count("<h1"), body.count("<main")) == (1, 1)
        assert INLINE.search(body) is None


def count_queries(client, url):
    get(client, url)
    cache_key_free = f"{url}{'&' if '?' in url else '?'}x=1"
    with CaptureQueriesContext(connection) as captured:
        get(client, cache_key_free)
    return len(captured)


@pytest.mark.requirement("ED33")
def test_pages_stay_within_their_number_of_queries(portal, client):
    import_shipped()

    assert count_queries(client, "/en/regions/") <= 15
    assert (
        count_queries(client, "/en/regions/schuelerforschungsverbund-westpfalz/") <= 12
    )


@pytest.mark.requirement("ED33", "A19")
@pytest.mark.parametrize("url", ["/en/regions/", "/embed/map/?lang=en"])
def test_map_says_at_once_what_staff_changed(
    portal, client, url, django_capture_on_commit_callbacks
):
    make_networks("Alpha", "Beta")
    (alone,) = make_networks("Gamma", town="Kusel")
    before = get(client, url).content.decode()

    alone.name = "Delta"
    alone.save()
    with django_capture_on_commit_callbacks(execute=True):
        log(instance=alone, action="wagtail.edit")
    after = get(client, url).content.decode()

    found = [text.count("<title>Gamma") for text in (before, after)]
    assert (found, after.count("<title>Delta")) == ([1, 0], 1)
