"""What search engines find (ED62, A6)."""

import xml.etree.ElementTree as ET

import pytest
from wagtail.models import PageViewRestriction

from tests.cms.machines import make_alias, make_news, parse_xml, translate

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
BASE = "http://127.0.0.1:8000"


def read(client, language="de") -> dict[str, ET.Element]:
    root = parse_xml(client.get(f"/sitemap-{language}.xml"))
    return {entry.find(f"{SITEMAP}loc").text: entry for entry in root}


@pytest.mark.requirement("ED62")
def test_index_names_one_file_for_each_language(client, portal):
    root = parse_xml(client.get("/sitemap.xml"))

    assert [entry.find(f"{SITEMAP}loc").text for entry in root] == [
        f"{BASE}/sitemap-de.xml",
        f"{BASE}/sitemap-en.xml",
    ]


@pytest.mark.requirement("ED62")
def test_page_stands_with_its_translations_and_its_last_change(client, portal):
    page = make_news()
    translate(page, "Night of stars")

    entry = read(client)[f"{BASE}/de/aktuelles/sternennacht/"]

    page.refresh_from_db()
    assert entry.find(
        f"{SITEMAP}lastmod"
    ).text == page.last_published_at.astimezone().isoformat(timespec="seconds")
    assert [
        (link.get("hreflang"), link.get("href")) for link in entry.findall(LINK)
    ] == [
        ("de", f"{BASE}/de/aktuelles/sternennacht/"),
        ("en", f"{BASE}/en/news/sternennacht/"),
    ]


@pytest.mark.requirement("ED62", "A6", "ED57")
def test_drafts_closed_pages_and_aliases_are_absent(client, portal):
    make_news("Entwurf", live=False)
    closed = make_news("Intern")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    make_alias(make_news("Nur deutsch"))

    assert sorted(read(client)) == [
        f"{BASE}/de/",
        f"{BASE}/de/aktuelles/",
        f"{BASE}/de/aktuelles/nur-deutsch/",
        f"{BASE}/de/angebote/",
        f"{BASE}/de/ausschreibungen/",
        f"{BASE}/de/foerderung/",
        f"{BASE}/de/hilfe/",
        f"{BASE}/de/praxis/",
        f"{BASE}/de/regionen/",
        f"{BASE}/de/themen/",
        f"{BASE}/de/veranstaltungen/",
        f"{BASE}/de/webinare/",
    ]
    assert f"{BASE}/en/news/nur-deutsch/" not in read(client, "en")
    assert read(client)[f"{BASE}/de/aktuelles/nur-deutsch/"].findall(LINK)[1:] == []


@pytest.mark.parametrize("path", ["/sitemap-fr.xml", "/sitemap-de.xml?page=9"])
def test_missing_file_is_a_404(client, portal, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_pages(
    client, portal, count, django_assert_num_queries
):
    for number in range(count):
        make_news(f"Nachricht {number}")
    client.get("/sitemap-de.xml")

    with django_assert_num_queries(SITEMAP_QUERIES):
        client.get("/sitemap-de.xml")


SITEMAP_QUERIES = 7


@pytest.mark.requirement("ED62")
def test_robots_are_told_where_the_sitemap_is(client):
    assert client.get("/robots.txt").text == (
        "User-agent: *\n"
        "Disallow: /admin/\n"
        "Disallow: /accounts/\n"
        "Disallow: /language/\n"
        "Disallow: /l/\n"
        "\n"
        f"Sitemap: {BASE}/sitemap.xml\n"
    )


def test_security_contact_is_where_rfc_9116_puts_it(client, time_machine):
    time_machine.move_to("2027-03-03T12:00:00Z")

    response = client.get("/.well-known/security.txt")

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text == (
        "Contact: mailto:security@127.0.0.1\n"
        "Expires: 2027-08-28T00:00:00Z\n"
        "Preferred-Languages: de, en\n"
        f"Canonical: {BASE}/.well-known/security.txt\n"
    )
