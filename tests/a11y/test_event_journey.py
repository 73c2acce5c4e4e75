"""A new editor publishes a first event by keyboard: image, place, schedule, translation (ED67)."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from cms.models import EventIndexPage, EventPage
from cms.operations.publication import publish_due
from tests.a11y.test_editing_journeys import choose_image, press, write
from tests.a11y.test_journeys import MOST_STOPS, tab_to

pytestmark = [
    pytest.mark.browser,
    # Wagtail's thumbnails leave their temporary file to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
GERMAN = {
    "#id_title": "Nacht der Brücken",
    "#id_summary": "Wir bauen Brücken aus Papier.",
    "#id_venue_name": "Hochschule Musterstadt",
    "#id_venue_address": "Musterstraße 1, 67663 Kaiserslautern",
    "#id_lead_image_alt": "Eine Brücke aus Papier trägt ein Buch",
}
ENGLISH = {
    "Nacht der Brücken": "Night of the bridges",
    "Wir bauen Brücken aus Papier.": "We build bridges of paper.",
    "Eine Brücke aus Papier trägt ein Buch": "A paper bridge carries a book",
}
STATUS = "[data-side-panel-toggle='status']"
SET_SCHEDULE = "[data-a11y-dialog-show='schedule-publishing-dialog']"
SAVE_SCHEDULE = "#schedule-publishing-dialog [type='submit']"
MINUTES = 10
HOUR = dt.timedelta(hours=1)
SEGMENT = "section.active li.incomplete"


@pytest.fixture
def unlisted():
    """Take back what the journey has published; the portal is shared."""
    yield
    titles = [GERMAN["#id_title"], ENGLISH["Nacht der Brücken"]]
    for page in EventPage.objects.filter(title__in=titles).order_by("-pk"):
        page.delete()


def format_time(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def set_schedule(page, moment):
    """Open the status beside the form, and its schedule; saving it saves the page."""
    press(page, STATUS)
    press(page, SET_SCHEDULE)
    write(page, "#id_go_live_at", format_time(moment))
    tab_to(page, SAVE_SCHEDULE)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def go_back_to(page, selector):
    """Press Shift and Tab: what stands at the foot of a long form is near that way."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("goal => document.activeElement.matches(goal)", selector):
            return
    pytest.fail(f"{selector} is not reached with Shift and Tab")


def publish(page):
    go_back_to(page, "footer .w-dropdown__toggle")
    page.keyboard.press("Enter")
    tab_to(page, "[name='action-publish']")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def translate_segments(page):
    """Open each segment, write its English and save it, until none is left."""
    open_segments = page.locator(f"{SEGMENT}:visible")
    open_segments.first.wait_for()
    for left in range(open_segments.count(), 0, -1):
        german = open_segments.first.locator("p").first.inner_text()
        press(page, f"{SEGMENT} button")
        write(page, f"{SEGMENT} textarea", ENGLISH[german])
        tab_to_button(page, "Speichern", "Save")
        page.keyboard.press("Enter")
        page.wait_for_function(
            "([goal, count]) => document.querySelectorAll(goal).length < count",
            arg=[SEGMENT, left],
        )


def tab_to_button(page, *labels):
    for _ in range(5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") in labels:
            return
    pytest.fail(f"{labels} is not reached with Tab")


@pytest.mark.requirement("ED67", "W27", "W29")
@pytest.mark.parametrize("language", ["de", "en"])
def test_first_event_with_image_place_schedule_and_translation(
    new_page, unlisted, settings, language
):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    now = timezone.now().replace(second=0, microsecond=0)
    start = now + dt.timedelta(days=30)
    index = EventIndexPage.objects.filter(locale__language_code="de").earliest("path")
    page = new_page(language=language, user="redaktion")
    begun = timezone.now()

    page.goto(f"/admin/pages/add/cms/eventpage/{index.pk}/")
    write(page, "#id_title", GERMAN["#id_title"])
    write(page, "#id_summary", GERMAN["#id_summary"])
    write(page, "#id_starts_at", format_time(start))
    write(page, "#id_ends_at", format_time(start + dt.timedelta(hours=2)))
    page.keyboard.press("Escape")
    write(page, "#id_venue_name", GERMAN["#id_venue_name"])
    write(page, "#id_venue_address", GERMAN["#id_venue_address"])
    choose_image(page)
    write(page, "#id_lead_image_alt", GERMAN["#id_lead_image_alt"])
    page.keyboard.press("Control+Home")
    set_schedule(page, now + HOUR)
    publish(page)
    draft = EventPage.objects.get(title=GERMAN["#id_title"])
    waiting = (draft.live, draft.approved_schedule)
    with time_machine.travel(now + HOUR):
        # Wagtail asks the clock itself whether it is time.
        published = publish_due(timezone.now())

        page.goto(f"/admin/localize/submit/page/{draft.pk}/")
        tab_to(page, "[name='locales']")
        page.keyboard.press("Space")
        tab_to(page, "main [type='submit']")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        translate_segments(page)
        go_back_to(page, "footer [name='action'][value='publish']")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        took = timezone.now() - begun - HOUR

    assert waiting == (False, True)
    assert published == 1
    assert took < dt.timedelta(minutes=MINUTES)
    german = EventPage.objects.get(title=GERMAN["#id_title"])
    english = EventPage.objects.get(title=ENGLISH["Nacht der Brücken"])
    assert german.event == english.event
    assert (german.event.starts_at, german.event.venue_name) == (
        start,
        GERMAN["#id_venue_name"],
    )
    for live, alt in (
        (german, "Eine Brücke aus Papier trägt ein Buch"),
        (english, "A paper bridge carries a book"),
    ):
        visitor = new_page()
        visitor.goto(live.url)
        assert visitor.locator("h1").inner_text() == live.title
        assert visitor.locator("main img").first.get_attribute("alt") == alt
        assert "Hochschule Musterstadt" in visitor.locator("main").inner_text()
