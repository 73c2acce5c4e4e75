"""The embedded map: the one page that others may frame."""

import pytest

from cms.models import RegionIndexPage
from tests.architecture.test_template_references import INLINE
from tests.cms.regions import clear_caches, make_networks
from tests.cms.text import get_text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh():
    clear_caches()
    yield
    clear_caches()


def get_frame_ancestors(response):
    policy = response.headers["Content-Security-Policy"]
    directives = [part.strip().split(" ") for part in policy.split(";")]
    return [values for name, *values in directives if name == "frame-ancestors"]


@pytest.mark.requirement("ED36", "S41")
def test_only_the_embedded_map_may_be_framed(portal, client):
    make_networks("Alpha")

    embedded, directory, region = (
        client.get(url)
        for url in ("/embed/map/?lang=en", "/en/regions/", "/en/regions/alpha/")
    )

    assert get_frame_ancestors(embedded) == [["*"]]
    assert "X-Frame-Options" not in embedded.headers
    assert [get_frame_ancestors(r) for r in (directory, region)] == [[["'none'"]]] * 2
    assert [r.headers["X-Frame-Options"] for r in (directory, region)] == ["DENY"] * 2


@pytest.mark.requirement("ED36", "S41")
def test_embedded_map_keeps_the_rest_of_the_policy_and_sets_no_cookie(portal, client):
    make_networks("Alpha")

    embedded, directory = client.get("/embed/map/"), client.get("/en/regions/")

    policies = [
        sorted(
            part
            for part in response.headers["Content-Security-Policy"].split("; ")
            if not part.startswith("frame-ancestors")
        )
        for response in (embedded, directory)
    ]
    assert policies[0] == policies[1]
    assert dict(embedded.cookies) == {}
    assert INLINE.search(embedded.content.decode()) is None


@pytest.mark.requirement("ED36", "S41")
def test_embedded_map_shows_a_member_of_staff_what_visitors_see(
    portal, client, admin_client
):
    make_networks("Alpha")

    as_visitor, as_admin = (
        c.get("/embed/map/?lang=en").content for c in (client, admin_client)
    )

    assert as_admin == as_visitor


@pytest.mark.requirement("ED36")
def test_filters_and_language_stand_in_the_address(portal, client):
    make_networks("Alpha")
    make_networks("Kassel", town="Kassel")

    response = client.get("/embed/map/?lang=en&state=DE-HE")

    body = " ".join(response.content.decode().split())
    assert [
        body.count(text)
        for text in (
            '<html lang="en">',
            'href="/en/regions/kassel/" target="_blank"',
            "alpha",
        )
    ] == [1, 1, 0]


@pytest.mark.requirement("ED36")
def test_pages_of_the_embedded_list_keep_language_and_filters(portal, client):
    make_networks(*(f"Netz {n:02}" for n in range(21)))

    body = client.get("/embed/map/?lang=en&state=DE-RP").content.decode()

    assert body.count('href="/embed/map/?lang=en&amp;state=DE-RP&amp;page=2"') == 2


@pytest.mark.requirement("ED36")
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (
            "lang=en&layer=stars",
            "There is no layer “stars”. The map shows the networks.",
        ),
        ("lang=en&state=XX", "There is no “XX” in the filter “Active in: state”."),
    ],
)
def test_what_does_not_exist_is_said(portal, client, query, sentence):
    make_networks("Alpha")

    assert get_text(client.get(f"/embed/map/?{query}")).count(sentence) == 1


@pytest.mark.requirement("ED36")
def test_language_that_does_not_exist_falls_back_to_the_sites(portal, client):
    make_networks("Alpha")

    body = client.get("/embed/map/?lang=xx").content.decode()

    assert body.count('<html lang="de">') == 1
    assert body.count("„xx“") == 1


@pytest.mark.requirement("ED36")
def test_without_a_directory_there_is_no_map(portal, client):
    RegionIndexPage.objects.update(live=False)

    assert client.get("/embed/map/?lang=en").status_code == 404


@pytest.mark.requirement("ED36", "S43")
def test_embedded_map_is_only_read(client):
    assert client.post("/embed/map/").status_code == 405
