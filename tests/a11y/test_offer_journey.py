"""A teacher without scripts finds an offer for class 7 nearby that comes, and asks (ED68)."""

import pytest

from cms.models import OfferPage, OfferRequest
from tests.a11y.test_editing_journeys import write
from tests.a11y.test_journeys import choose_from_menu, follow, tab_to

pytestmark = pytest.mark.browser
WIDTHS = [pytest.param(1280, id="wide"), pytest.param(320, id="320 px")]
LISTS = {"de": "/de/angebote/", "en": "/en/offers/"}
MOST_CLICKS = 4


def choose(page, selector, value):
    """Choose in a list with the keyboard: typing its words does it in every browser."""
    tab_to(page, selector)
    label = page.locator(f"{selector} option[value='{value}']").inner_text()
    page.keyboard.type(label)
    assert page.locator(selector).input_value() == value


@pytest.fixture
def clicks(site, monkeypatch):
    """Count what leaves a page: links and buttons."""
    counted = []

    def count(page, selector):
        follow(page, selector)
        counted.append(selector)

    monkeypatch.setattr("tests.a11y.test_journeys.follow", count)
    return counted, count


@pytest.fixture
def forgotten():
    """Take back what the journey has asked; the portal is shared."""
    yield
    OfferRequest.objects.filter(email="mia@example.org").delete()


@pytest.mark.requirement("ED68", "W4", "W29", "W40")
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_teacher_finds_an_offer_and_asks_for_it(
    new_page, clicks, forgotten, language, width
):
    counted, press = clicks
    offer = OfferPage.objects.get(slug="angebot", locale__language_code=language)
    page = new_page(width=width, java_script_enabled=False)
    page.goto(f"/{language}/")

    choose_from_menu(page, LISTS[language])
    write(page, "#distance-near", "67655")
    choose(page, "#distance-radius", "25")
    choose(page, "#distance-place", "mobile")
    choose(page, "#distance-class", "class-7")
    press(page, ".distance-form button")
    found = page.locator("#results .card h3").all_inner_texts()
    address = page.url
    press(page, f"#results a[href='{offer.url}']")
    press(page, "a[href*='/ask/']")
    needed = len(counted)
    tab_to(page, "#id_role_0")
    page.keyboard.press("Space")
    write(page, "#id_name", "Mia Beispiel")
    write(page, "#id_email", "mia@example.org")
    write(page, "#id_place", "Realschule plus, Musterstadt")
    write(page, "#id_message", "Kommt ihr zu uns?")
    tab_to(page, "#id_is_of_age")
    page.keyboard.press("Space")
    follow(page, "main form button")

    assert needed <= MOST_CLICKS
    assert found == [offer.title]
    assert address.endswith(
        f"{LISTS[language]}?near=67655&radius=25&place=mobile&class=class-7"
    )
    row = OfferRequest.objects.get(email="mia@example.org")
    assert (row.offer, row.state, row.language) == (
        offer.offer,
        "unconfirmed",
        language,
    )
    assert page.url.endswith("/sent/")
