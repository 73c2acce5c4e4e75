"""Pages on paper, and long German words on small screens (W32, W33)."""

import pytest

pytestmark = pytest.mark.browser
PAGES = [
    "/de/aktuelles/nachricht/",
    "/de/ausschreibungen/aufruf-open/",
    "/de/regionen/sternenregion-musterstadt/",
]
WIDTH_OF_A4 = 718  # CSS pixels: 210 mm without a margin of 10 mm on either side
NAVIGATION = (
    ".site-navigation, .site-panel, .menu-button, .skip-link, .breadcrumb, "
    ".footer-columns, .share .button, .table-of-contents, .announcement"
)


@pytest.fixture
def printed(new_page):
    def open_printed(path):
        page = new_page(width=WIDTH_OF_A4)
        page.goto(path)
        page.emulate_media(media="print")
        return page

    return open_printed


@pytest.mark.requirement("W33")
@pytest.mark.parametrize("path", PAGES)
def test_paper_has_no_navigation_but_the_text(printed, path):
    page = printed(path)

    shown = page.locator(NAVIGATION).evaluate_all(
        "parts => parts.filter((part) => part.checkVisibility()).map((part) => part.className)"
    )

    assert shown == []
    assert page.locator("h1").is_visible()


@pytest.mark.requirement("W33")
@pytest.mark.parametrize("path", PAGES)
def test_paper_says_where_links_lead(printed, path):
    page = printed(path)

    links = page.locator("main a[href^='http']").evaluate_all(
        """links => links.filter((link) => link.checkVisibility())
          .map((link) => [link.getAttribute("href"), getComputedStyle(link, "::after").content])"""
    )

    assert len(links) > 0
    assert [found for found in links if found[0] not in found[1]] == []


@pytest.mark.requirement("W33")
@pytest.mark.parametrize("path", PAGES)
def test_text_fits_on_a4(printed, path):
    page = printed(path)

    wide = page.locator("main *").evaluate_all(
        """parts => parts.filter((part) => part.checkVisibility()
            && part.getBoundingClientRect().right > innerWidth + 1
            && !part.closest(".visually-hidden"))
          .map((part) => part.outerHTML.slice(0, 80))"""
    )

    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth > innerWidth") is False


@pytest.mark.requirement("ED66", "W33")
@pytest.mark.parametrize("path", PAGES)
def test_paper_shows_the_code_of_the_page(new_page, path):
    page = new_page(width=WIDTH_OF_A4)
    page.goto(path)
    code = page.locator("#share-code img")
    before = code.is_visible()

    page.pdf()
    page.emulate_media(media="print")

    assert before is False
    assert code.evaluate("code => [code.complete, code.naturalWidth > 0]") == [True] * 2
    assert code.is_visible()


@pytest.mark.requirement("W32")
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_title_is_hyphenated_in_its_language(new_page, path, language):
    # Chromium from a package ships no patterns: what can be seen is that it may and in
    # which language.
    page = new_page(width=320)
    goal = path if language == "de" else path.replace("/de/", "/en/").replace(
        "regionen", "regions").replace("aktuelles", "news").replace("ausschreibungen", "calls")  # fmt: skip
    page.goto(goal)

    found = page.locator("h1").evaluate(
        "title => [getComputedStyle(title).hyphens, title.closest('[lang]').lang]"
    )

    assert found == ["auto", "de" if "regionen" in path else language]
