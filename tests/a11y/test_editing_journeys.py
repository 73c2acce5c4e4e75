"""What editors and proposers do with the keyboard alone, until it is live or handed in (W27)."""

import pytest

from cms.enums import ProposalState
from cms.models import NewsIndexPage, NewsPage, Proposal
from tests.a11y.test_journeys import follow, tab_to

pytestmark = [
    pytest.mark.browser,
    # Wagtail's thumbnails leave their temporary file to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
WIDTHS = [pytest.param(1280, id="wide"), pytest.param(320, id="320 px")]
CHOOSE_IMAGE = ".chooser [data-chooser-action-choose]"
PROPOSE = "/de/me/proposals/new/news/"
# A dialog of the admin fades in and takes the focus once more when it has done so: an
# Enter pressed before that moment goes to the dialog, not to what Tab had reached.
HAS_OPENED = """() => {
    const dialog = document.querySelector('.modal.in');
    return dialog !== null
        && dialog.contains(document.activeElement)
        && dialog.getAnimations({subtree: true}).length === 0;
}"""


def write(page, selector, text):
    tab_to(page, selector)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def press(page, selector):
    tab_to(page, selector)
    page.keyboard.press("Enter")


def choose_image(page):
    press(page, CHOOSE_IMAGE)
    page.wait_for_selector("[data-chooser-modal-choice]")
    page.wait_for_function(HAS_OPENED)
    press(page, "[data-chooser-modal-choice]")
    page.wait_for_selector(".modal", state="detached")


@pytest.fixture
def unlisted():
    """Take back what a journey has published; the portal is shared."""
    titles = []
    yield titles.append
    for page in NewsPage.objects.filter(title__in=titles):
        page.delete()


@pytest.mark.requirement("W27", "W28", "W29", "W61")
@pytest.mark.parametrize("width", WIDTHS)
def test_edit_and_publish_a_page_with_alternative_text(
    new_page, unlisted, settings, width
):
    # Wagtail saves a new page by itself while one reaches for the button; a machine is
    # quick enough to press it meanwhile, and then the slug is taken.
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    index = NewsIndexPage.objects.filter(locale__language_code="de").earliest("path")
    page = new_page(width=width, language="de", user="redaktion")
    unlisted("Brücke aus Papier")
    page.goto(f"/admin/pages/add/cms/newspage/{index.pk}/")

    write(page, "#id_title", "Brücke aus Papier")
    write(page, "#id_summary", "Zwölf Jugendliche haben gebaut.")
    write(page, "#id_date", "2026-10-01 10:00")
    page.keyboard.press("Escape")
    choose_image(page)
    write(page, "#id_lead_image_alt", "Eine Brücke aus Papier trägt ein Buch")
    press(page, "footer .w-dropdown__toggle")
    tab_to(page, "[name='action-publish']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    live = NewsPage.objects.live().get(title="Brücke aus Papier")
    visitor = new_page(width=width)
    visitor.goto(live.url)

    assert visitor.locator("h1").inner_text() == "Brücke aus Papier"
    picture = visitor.locator("main img").first
    assert picture.get_attribute("alt") == "Eine Brücke aus Papier trägt ein Buch"


@pytest.mark.requirement("W28", "W29", "W40")
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_propose_news_look_at_the_preview_and_hand_it_in(new_page, width, scripts):
    page = new_page(width=width, user="redaktion", java_script_enabled=scripts)
    page.goto(PROPOSE)

    write(page, "#id_title", "Nacht der Labore")
    write(page, "#id_summary", "Alle Labore öffnen.")
    write(page, "#id_text", "Kommt vorbei und forscht mit.")
    follow(page, "[name='draft']")
    proposal = Proposal.objects.latest("pk")
    kept = proposal.state
    follow(page, f"a[href$='/proposals/{proposal.pk}/preview/']")
    preview = page.locator("h1").inner_text()
    page.go_back()
    follow(page, "form[action$='/submit/'] button")
    proposal.refresh_from_db()
    is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")

    assert (kept, proposal.state) == (ProposalState.DRAFT, ProposalState.SUBMITTED)
    assert preview == "Nacht der Labore"
    assert page.url.endswith(f"/de/me/proposals/{proposal.pk}/")
    assert is_wide is False
