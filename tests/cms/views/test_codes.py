"""QR codes of pages: our own addresses only, from our own server (ED66)."""

import io

import pytest
import segno

from tests.cms.html import find_all, parse
from tests.cms.pages import make_call, make_news

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("ED66")]


def draw(address):
    drawn = io.BytesIO()
    segno.make_qr(address, error="m").save(
        drawn, kind="svg", light="#fff", omitsize=True, title=address
    )
    return drawn.getvalue()


@pytest.mark.parametrize("make", [make_call, make_news])
def test_code_beside_a_page_leads_to_this_page(client, portal, settings, make):
    settings.BASE_URL = "https://verbund.example"
    page = make()
    tree = parse(client.get(page.url))
    (code,) = find_all(tree, "div", id="share-code")
    (picture,) = find_all(code, "img")

    answer = client.get(picture.get("src"))

    assert answer.content == draw(f"https://verbund.example{page.url}")
    assert answer["Content-Type"] == "image/svg+xml"
    assert set(answer["Cache-Control"].split(", ")) == {"public", "max-age=86400"}


def test_button_opens_the_code_without_a_script(client, portal):
    tree = parse(client.get(make_call().url))
    (code,) = find_all(tree, "div", id="share-code")

    buttons = find_all(tree, "button", popovertarget="share-code")

    assert code.get("popover") == ""
    assert [button.get("popovertargetaction") for button in buttons] == [None, "hide"]


def test_code_asks_the_database_nothing(client, portal, django_assert_num_queries):
    client.get("/qr/de/aktuelles.svg")

    with django_assert_num_queries(0):
        answer = client.get("/qr/de/aktuelles.svg")

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example/x",
        "/evil.example/x",
        "de/<script>",
        "de/a?b",
        "de//a",
        "de/" + "a" * 300,
        "..",
    ],
)
def test_no_code_of_an_address_that_is_none_of_ours(client, portal, path):
    assert client.get("/qr/" + path + ".svg").status_code == 404


def test_host_that_was_asked_does_not_change_the_code(client, portal, settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.BASE_URL = "https://verbund.example"

    answer = client.get("/qr/de/aktuelles.svg", HTTP_HOST="evil.example")

    assert answer.content == draw("https://verbund.example/de/aktuelles/")
