"""Points to tick: kept in the browser alone, and of use without script and on paper (ED41, ED75)."""

import pytest

pytestmark = pytest.mark.browser
GUIDE, ADVICE = "/de/leitfaden/", "/de/foerderung/antrag/"


@pytest.mark.requirement("ED41", "ED75")
@pytest.mark.parametrize("path", [GUIDE, ADVICE])
def test_ticks_stay_in_the_browser_and_nothing_is_sent(new_page, path):
    page = new_page(width=1280)
    page.goto(path)
    sent = []
    page.on("request", lambda request: sent.append(request.url))  # the icon comes late

    page.locator("#check-punkt-0").check()
    said = page.locator("[data-checklist-tools] output").inner_text()
    requests = list(sent)
    page.reload()
    kept = page.locator("#check-punkt-0").is_checked()
    page.locator("[data-checklist-clear]").click()
    page.reload()

    assert said == "1 von 2 Punkten erledigt"
    assert [url for url in requests if "/static/" not in url] == []
    assert kept is True
    assert page.locator("input[type=checkbox]:checked").count() == 0


@pytest.mark.requirement("ED41", "ED75")
def test_points_can_be_ticked_without_script_and_without_its_buttons(new_page):
    page = new_page(width=320, java_script_enabled=False)
    page.goto(GUIDE)

    page.locator("#check-punkt-0").check()

    assert page.locator("#check-punkt-0").is_checked()
    assert page.locator("[data-checklist-tools]").is_hidden()


@pytest.mark.requirement("ED41")
def test_paper_shows_the_points_and_no_buttons(new_page):
    page = new_page(width=718)
    page.goto(GUIDE)
    page.emulate_media(media="print")

    assert page.locator(".checklist input").first.is_visible()
    assert page.locator("[data-checklist-tools]").is_hidden()
