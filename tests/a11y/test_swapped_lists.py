"""Lists that htmx swaps: focus, announcements, history, errors in words (W41 to W44)."""

import re

import pytest

from tests.a11y.test_journeys import tab_to

pytestmark = pytest.mark.browser
NEWS = "/en/news/"
SEARCH = "/en/search/?q=stern"
PRESS = "#filter-kind-press"
HEADING = "#results h2"
ALERT = "[role='alert']"
ADDRESS = re.compile(r"\?kind=press$")


@pytest.fixture
def news(new_page):
    page = new_page()
    page.goto(NEWS)
    page.evaluate("window.isFirstDocument = true")
    return page


def choose_press(page):
    tab_to(page, PRESS)
    page.keyboard.press("Enter")


def expect_list(page, heading):
    page.wait_for_function(
        "text => document.querySelector('#results h2').innerText === text", arg=heading
    )


def is_first_document(page):
    return page.evaluate("window.isFirstDocument === true")


def get_focus(page):
    return page.evaluate(
        "[document.activeElement.localName, document.activeElement.id, document.activeElement.innerText]"
    )


@pytest.mark.requirement("W40", "W41")
@pytest.mark.parametrize(
    ("path", "option", "heading"),
    [
        (NEWS, PRESS, "1 article"),
        (SEARCH, "[id='filter-network-sternenregion-musterstadt']", "25 results"),
        ("/en/calls/", "#filter-status-announced", "1 call"),
        ("/en/regions/", "#filter-state-DE-RP", "1 network"),
    ],
)
@pytest.mark.parametrize("width", [1280, 320])
def test_filter_swaps_the_list_and_keeps_the_focus(
    new_page, path, option, heading, width
):
    page = new_page(width=width)
    page.goto(path)
    page.evaluate("window.isFirstDocument = true")
    if not page.locator(option).is_visible():
        tab_to(page, "#filter-panel > summary")
        page.keyboard.press("Enter")

    tab_to(page, option)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{option}[aria-current='true']", state="attached")
    expect_list(page, heading)

    assert is_first_document(page)
    assert page.locator(option).evaluate("link => link.matches(':focus')")
    assert page.locator(option).is_visible()


@pytest.mark.requirement("W41")
def test_focus_goes_to_the_heading_where_what_was_used_is_gone(news):
    tab_to(news, ".pagination a[rel='next']")
    news.keyboard.press("Enter")
    news.wait_for_url(re.compile(r"\?page=2$"))
    news.wait_for_selector(".pagination a[rel='prev']")

    assert is_first_document(news)
    assert get_focus(news)[0] == "h2"
    assert news.locator(HEADING).is_visible()

    news.goto(f"{NEWS}?kind=press")
    tab_to(news, ".active-filters a")
    news.keyboard.press("Enter")
    news.wait_for_url(re.compile(r"/news/$"))
    news.wait_for_function("() => !document.querySelector('.active-filters')")

    assert get_focus(news)[0] == "h2"


@pytest.mark.requirement("W42")
def test_count_is_announced_once_by_the_region_that_was_there(news):
    regions = news.locator("[aria-live='polite'][data-live-region]")
    assert (regions.count(), regions.inner_text()) == (1, "")
    news.evaluate(
        """() => {
          const region = document.querySelector('[data-live-region]');
          window.said = [];
          new MutationObserver(() => region.textContent && window.said.push(region.textContent))
            .observe(region, { childList: true });
        }"""
    )

    choose_press(news)
    news.wait_for_function("() => window.said.length > 0")
    news.wait_for_timeout(1000)

    assert news.evaluate("window.said") == ["1 article"]


@pytest.mark.requirement("W42")
def test_list_is_busy_while_it_loads(news):
    listing, held = news.locator("#listing"), []
    before = listing.get_attribute("aria-busy")
    news.route("**/news/?kind=*", lambda route: held.append(route))  # noqa: PLW0108 -- Playwright takes no builtin

    choose_press(news)
    news.wait_for_selector("#listing[aria-busy='true']")
    while not held:  # the list says so before the browser has asked
        news.wait_for_timeout(20)
    held.pop().continue_()
    expect_list(news, "1 article")

    assert (before, listing.get_attribute("aria-busy")) == (None, None)


@pytest.mark.requirement("W43")
def test_title_and_reload_say_what_the_swap_says(news):
    before = news.title()

    choose_press(news)
    expect_list(news, "1 article")
    news.wait_for_function("title => document.title !== title", arg=before)
    swapped = (news.title(), news.url, news.locator("main").inner_text())
    news.reload()

    assert swapped == (news.title(), news.url, news.locator("main").inner_text())
    assert before != news.title()
    assert ADDRESS.search(news.url)


@pytest.mark.requirement("W43")
def test_back_restores_content_scroll_and_focus(news):
    heading = news.locator(HEADING).inner_text()
    tab_to(news, ".pagination a[rel='next']")
    top = news.evaluate("scrollY")
    news.keyboard.press("Enter")
    news.wait_for_selector(".pagination a[rel='prev']")
    title = news.title()

    news.go_back()
    news.wait_for_function("() => !document.querySelector('.pagination a[rel=prev]')")
    news.wait_for_timeout(300)

    assert top > 0
    assert is_first_document(news)
    assert news.locator(HEADING).inner_text() == heading
    assert news.title() != title
    assert news.evaluate("document.activeElement.rel") == "next"
    assert news.evaluate("scrollY") == top


@pytest.mark.requirement("W44")
@pytest.mark.parametrize("reason", ["500", "404", "offline", "late"])
def test_failure_is_said_beside_what_was_used(news, reason):
    before = (news.url, news.title(), news.locator("#results").inner_text())
    if reason == "offline":
        news.context.set_offline(True)
    elif reason == "late":
        news.evaluate("htmx.config.defaultTimeout = 300")
        news.route("**/news/?kind=*", lambda route: None)
    else:
        goal = {"500": "/en/state/500/", "404": "/en/gibt-es-nicht/"}[reason]
        news.route(
            "**/news/?kind=*",
            lambda route: route.fulfill(response=news.request.get(goal)),
        )

    choose_press(news)
    news.wait_for_selector(ALERT)

    words = {
        "offline": "there is no connection",
        "late": "the answer took too long",
    }.get(reason, "the site answered with an error")
    assert news.locator(f"{ALERT} p").all_inner_texts() == [
        f"The list could not be loaded because {words}. What you see has not changed.",
        "Try again",
    ]
    assert news.locator(f"li:has(> {PRESS}) {ALERT}").count() == 1
    assert before == (news.url, news.title(), news.locator("#results").inner_text())
    assert get_focus(news)[1] == PRESS.removeprefix("#")
    assert news.locator("#listing").get_attribute("aria-busy") is None


@pytest.mark.requirement("W44")
def test_second_try_takes_the_words_away(news):
    news.context.set_offline(True)
    choose_press(news)
    news.wait_for_selector(ALERT)

    news.context.set_offline(False)
    news.keyboard.press("Enter")
    expect_list(news, "1 article")

    assert news.locator(ALERT).count() == 0


@pytest.mark.requirement("W46")
@pytest.mark.parametrize("state", ["", "?state=DE-RP"])
def test_dialog_has_a_name_also_after_a_swap(new_page, state):
    page = new_page()
    page.goto("/en/regions/")
    if state:
        page.locator("#filter-state-DE-RP").click()
        expect_list(page, "1 network")

    tab_to(page, "[data-dialog-open]")
    page.keyboard.press("Enter")

    dialog = page.get_by_role("dialog", name="Embed this map")
    assert dialog.count() == 1
    assert dialog.evaluate("part => part.localName") == "dialog"
    assert page.locator("[data-copy-link-button]").is_visible()
    address = page.locator("[data-copy-link-source]").inner_text()
    assert ("state=DE-RP" in address) is bool(state)
    page.keyboard.press("Escape")
    assert page.locator("[data-dialog-open]").evaluate("opener => opener.matches(':focus')")  # fmt: skip


@pytest.mark.requirement("S42")
def test_only_pages_with_a_list_load_htmx_and_its_version_is_known(new_page):
    page = new_page()
    page.goto("/en/")
    assert page.evaluate("typeof htmx") == "undefined"
    page.goto(NEWS)

    assert page.evaluate("htmx.version.split('.')[0]") == "4"


@pytest.mark.requirement("W46", "F8")
def test_suggestions_are_chosen_by_keyboard(new_page):
    page = new_page(width=320)
    page.goto("/en/search/")
    field = page.locator("#search-query")
    field.focus()
    page.keyboard.type("Stern 2")
    page.wait_for_selector("[role='option']")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = field.get_attribute("aria-activedescendant")
    told = page.locator("#search-query-status").inner_text()
    page.keyboard.press("Escape")
    closed = field.get_attribute("aria-expanded")

    assert (chosen, told, closed) == ("search-query-1", "7 suggestions", "false")
    assert field.input_value() == "Stern 2"
    assert field.evaluate("field => field.matches(':focus')")
