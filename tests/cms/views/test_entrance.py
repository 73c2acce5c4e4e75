"""The door and the choice of language (ED56, A17)."""

from urllib.parse import urljoin, urlsplit

import pytest

EVIL = [
    "//evil.example",
    "///evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "https:evil.example",
    "https://evil.example",
    "http://evil.example/",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "%0d%0aLocation: https://evil.example",
    "\r\nLocation: https://evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    "//evil.example/%2f..",
    "evil.example",
    "@evil.example",
    "https://testserver@evil.example",
    "https:///evil.example",
    "////evil.example",
    "/%5cevil.example\\..",
    "ftp://evil.example",
    "",
    " //evil.example",
]


def get_host(location: str) -> str:
    """Return where a browser would go: it drops tabs and reads a backslash as a slash."""
    cleaned = location.replace("\\", "/").replace("\t", "").replace("\x00", "").strip()
    return urlsplit(urljoin("http://testserver/x/", cleaned)).netloc


@pytest.mark.requirement("ED56")
@pytest.mark.parametrize(
    ("cookie", "header", "target"),
    [
        ("", "", "/de/"),
        ("", "en-GB,en;q=0.9,de;q=0.5", "/en/"),
        ("", "fr", "/de/"),
        ("de", "en", "/de/"),
        ("en", "de", "/en/"),
        ("fr", "en", "/en/"),
    ],
)
def test_door_leads_to_the_chosen_else_to_the_browsers_language(
    client, cookie, header, target
):
    if cookie:
        client.cookies["verbund_language"] = cookie

    response = client.get("/", headers={"Accept-Language": header} if header else {})

    assert (response.status_code, response.headers["Location"]) == (302, target)
    assert response.headers["Vary"] == "Accept-Language, Cookie"


@pytest.mark.requirement("ED56")
def test_only_the_door_asks_the_browser(client, portal):
    response = client.get("/aktuelles/", headers={"Accept-Language": "en"})

    assert response.status_code == 404
    assert response.headers["Content-Language"] == "de"


@pytest.mark.requirement("ED56")
def test_choice_is_kept_and_leads_on(client):
    response = client.get("/language/en/?next=/en/news/?page=2")

    assert response.headers["Location"] == "/en/news/?page=2"
    assert response.cookies["verbund_language"].value == "en"
    assert client.get("/").headers["Location"] == "/en/"


@pytest.mark.requirement("A17")
@pytest.mark.parametrize("target", EVIL)
def test_choice_of_language_leads_nowhere_else(client, target):
    response = client.get("/language/en/", {"next": target})

    assert get_host(response.headers["Location"]) == "testserver"


@pytest.mark.requirement("A17", "R27")
def test_choice_of_language_with_a_nul_character_is_refused(client):
    response = client.get("/language/en/", {"next": "/\x00/evil.example"})

    assert response.status_code == 400


def test_unknown_language_is_a_404(client, portal):
    assert client.get("/language/fr/").status_code == 404
