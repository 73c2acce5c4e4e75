"""What people want to do, with the keyboard alone, wide, narrow and enlarged (W27 to W29)."""

import pytest

pytestmark = pytest.mark.browser
WIDTHS = [pytest.param(1280, id="wide"), pytest.param(640, id="200 %"), pytest.param(320, id="320 px")]  # fmt: skip
SCRIPTS = [pytest.param(True, id="with scripts"), pytest.param(False, id="without")]
MENU = ".wrap > [popovertarget='site-panel']"
MOST_STOPS = 150


def tab_to(page, selector):
    """Press Tab until the focus is there; who cannot get there is lost."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("goal => document.activeElement.matches(goal)", selector):
            return
    pytest.fail(f"{selector} is not reached with Tab")


def follow(page, selector):
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose_from_menu(page, path):
    if page.locator(MENU).is_visible():
        tab_to(page, MENU)
        page.keyboard.press("Enter")
    follow(page, f".site-navigation a[href='{path}']")


def get_focus(page):
    return page.evaluate("document.activeElement.outerHTML.slice(0, 120)")


@pytest.mark.requirement("W4", "W28", "W29", "W40")
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scripts", SCRIPTS)
def test_find_an_open_call(new_page, width, scripts):
    page = new_page(width=width, java_script_enabled=scripts)
    page.goto("/de/")

    choose_from_menu(page, "/de/ausschreibungen/")
    follow(page, "main a[href='/de/ausschreibungen/aufruf-open/']")

    assert page.url.endswith("/de/ausschreibungen/aufruf-open/")
    assert page.locator("h1").inner_text() == "Seite call open ⟦de⟧"


@pytest.mark.requirement("W4", "W28", "W37", "W40")
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scripts", SCRIPTS)
def test_find_a_region_by_filter_and_map(new_page, width, scripts):
    page = new_page(width=width, java_script_enabled=scripts)
    page.goto("/en/")

    choose_from_menu(page, "/en/regions/")
    option = ".filter-option[href*='state=DE-RP']"
    if not page.locator(option).is_visible():
        tab_to(page, "details.filter-panel > summary")
        page.keyboard.press("Enter")
    follow(page, option)
    assert page.locator("#results h2").first.inner_text() == "1 network"
    follow(page, "svg a.map-place")
    assert page.evaluate("document.activeElement.id") == "map-card"
    follow(page, ".map-card .place-list a")

    assert page.url.endswith("/en/regions/sternenregion-musterstadt/")


@pytest.mark.requirement("W29", "ED35")
def test_closing_the_card_of_a_place_returns_to_its_sign(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/en/regions/")
    follow(page, "svg a.map-place")
    opened = page.locator("svg a[aria-current]").get_attribute("id")

    follow(page, ".map-card-ways a:last-child")

    assert page.locator(".map-card").count() == 0
    assert page.evaluate("document.activeElement.id") == opened


@pytest.mark.requirement("W29")
def test_the_first_stop_skips_to_the_content(new_page):
    page = new_page()
    page.goto("/de/aktuelles/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip-link')") is True
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null") is True


@pytest.mark.requirement("W29")
@pytest.mark.parametrize(
    ("path", "opener", "part"),
    [
        ("/de/", MENU, "#site-panel:popover-open"),
        ("/de/regionen/", "[data-dialog-open]", "dialog:modal"),
    ],
    ids=["menu", "dialog"],
)
def test_escape_closes_and_returns_the_focus(new_page, path, opener, part):
    page = new_page(width=320)
    page.goto(path)

    tab_to(page, opener)
    before = get_focus(page)
    page.keyboard.press("Enter")
    opened = page.locator(part).count()
    page.keyboard.press("Escape")

    assert (opened, page.locator(part).count()) == (1, 0)
    assert get_focus(page) == before


@pytest.mark.requirement("W29")
def test_there_is_no_trap_and_nothing_happens_on_focus(new_page):
    page = new_page()
    page.goto("/de/regionen/")
    stops = page.evaluate(
        "document.querySelectorAll('a[href], button, summary').length"
    )

    seen = set()
    for _ in range(stops + 5):
        page.keyboard.press("Tab")
        seen.add(
            page.evaluate(
                "document.activeElement.closest('header, main, footer')?.localName"
            )
        )

    assert {"header", "main", "footer"} <= seen
    assert page.url.endswith("/de/regionen/")


@pytest.mark.requirement("W40", "W43")
def test_back_restores_the_unfiltered_list_without_scripts(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/en/news/")
    heading = page.locator("#results h2").first.inner_text()

    page.locator("a.filter-option").first.click()
    page.go_back()

    assert page.locator("#results h2").first.inner_text() == heading
