"""What becomes of events: cancelled, postponed, planned again, copied (ED21, ED26)."""

import datetime as dt
from zoneinfo import ZoneInfo

import feedparser
import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from cms.enums import EventMode, EventStatus, Role
from cms.models import Event, EventPage, Network, StateChange
from cms.operations.events import (
    NewDateMissingError,
    ReasonMissingError,
    cancel_event,
    copy_event_for_next_year,
    postpone_event,
    resume_event,
)
from cms.transitions import WrongStateError
from tests.cms.html import find_all, parse
from tests.cms.pages import NOW, make_event, publish, translate
from tests.cms.staff import give, make_network, make_user

BERLIN = ZoneInfo("Europe/Berlin")
DAY = dt.timedelta(days=1)


def at(year, month, day, hour=10, minute=0):
    return dt.datetime(year, month, day, hour, minute, tzinfo=BERLIN)


@pytest.fixture
def actor(portal):
    return make_user("edda")


@pytest.mark.requirement("ED21")
def test_event_is_postponed_and_planned_again_with_a_log(actor):
    page = make_event()
    event, before = page.event, page.event.sequence

    postpone_event(event=event, actor=actor, reason="Sturm", now=NOW)
    assert (event.status, event.status_reason) == (EventStatus.POSTPONED, "Sturm")
    resume_event(event=event, actor=actor, reason="", now=NOW)

    assert (event.status, event.status_reason) == (EventStatus.PLANNED, "")
    assert event.sequence == before + 2
    assert list(
        StateChange.objects.order_by("pk").values_list(
            "from_state", "to_state", "reason"
        )
    ) == [("planned", "postponed", "Sturm"), ("postponed", "planned", "")]


@pytest.mark.requirement("ED21")
def test_reason_is_read_in_its_language_else_marked_as_the_first(actor):
    event = make_event().event

    cancel_event(
        event=event,
        actor=actor,
        reason="Sturm",
        translations={"en": " Storm ", "fr": " "},
        now=NOW,
    )
    cancelled = [event.get_status_reason(code) for code in ("de", "en", "fr")]
    stored = event.status_reason_translations
    resume_event(event=event, actor=actor, reason="", now=NOW)

    assert cancelled == [("Sturm", ""), ("Storm", ""), ("Sturm", "de")]
    assert stored == {"en": "Storm"}
    assert StateChange.objects.earliest("pk").reason == "Sturm"
    assert event.status_reason_translations == {}
    assert event.get_status_reason("en") == ("", "")


@pytest.mark.requirement("ED21", "ED57", "ED64")
@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    ("english_reason", "shown", "plain"),
    [
        ("The hall is closed.", ("The hall is closed.", None), "The hall is closed."),
        ("", ("Der Saal ist zu.", "de"), "Deutsch: Der Saal ist zu."),
    ],
)
def test_reason_stands_on_page_calendar_and_feed_of_each_language(
    client, english, english_reason, shown, plain
):
    client.force_login(make_user("boss", is_superuser=True))
    page = make_event()
    other = translate(page, english, title="Workshop")
    form = client.get(reverse("cms_event_move", args=[page.pk, "cancel"]))
    client.post(
        reverse("cms_event_move", args=[page.pk, "cancel"]),
        {"reason": "Der Saal ist zu.", "reason_en": english_reason},
    )

    [notice] = find_all(parse(client.get(other.url)), "div", class_="notice")
    text = find_all(notice, "p")[-1]
    [german] = find_all(parse(client.get(page.url)), "div", class_="notice")
    calendar = Calendar.from_ical(client.get("/feeds/en/events.ics").getvalue())
    [entry] = calendar.walk("VEVENT")
    feed = feedparser.parse(client.get("/feeds/en/events.atom").content)

    assert list(form.context["form"].fields) == ["reason", "reason_en"]
    assert ("".join(text.itertext()), text.get("lang")) == shown
    assert find_all(german, "p")[-1].get("lang") is None
    assert "".join(find_all(german, "p")[-1].itertext()) == "Der Saal ist zu."
    assert str(entry["DESCRIPTION"]).split("\n\n")[0] == plain
    assert feed.entries[0].summary.split(" – ")[0] == plain


@pytest.mark.requirement("ED21")
def test_no_revision_of_the_page_sets_the_status(actor):
    page = make_event()
    old = page.save_revision()
    cancel_event(event=page.event, actor=actor, reason="Krank", now=NOW)

    old.publish()
    publish(EventPage.objects.get(pk=page.pk))

    assert Event.objects.get().status == EventStatus.CANCELLED


@pytest.mark.requirement("ED21")
def test_moves_that_cannot_be_are_refused(actor):
    event = make_event().event
    over = make_event(starts_at=NOW - 9 * DAY).event

    with pytest.raises(ReasonMissingError):
        cancel_event(event=event, actor=actor, reason="  ", now=NOW)
    with pytest.raises(WrongStateError):
        resume_event(event=event, actor=actor, reason="", now=NOW)
    cancel_event(event=event, actor=actor, reason="Sturm", now=NOW)
    with pytest.raises(WrongStateError):
        postpone_event(event=event, actor=actor, reason="Sturm", now=NOW)
    cancel_event(event=over, actor=actor, reason="Sturm", now=NOW)
    with pytest.raises(NewDateMissingError):
        resume_event(event=over, actor=actor, reason="", now=NOW)
    assert StateChange.objects.count() == 2


@pytest.mark.requirement("ED21")
@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    ("role", "is_own", "status"),
    [
        (Role.EDITOR, True, 302),
        (Role.COORDINATOR, True, 302),
        (Role.AUTHOR, True, 302),
        (Role.EDITOR, False, 302),
    ],
)
def test_editors_and_coordinators_of_the_network_cancel(
    client, portal, role, is_own, status
):
    network = Network.objects.get_site() if is_own else make_network("Netz Nord")
    person = make_user("kim")
    give(person, network, role)
    page = make_event()
    client.force_login(person)
    url = reverse("cms_event_move", args=[page.pk, "cancel"])

    answer = client.post(url, {"reason": "Der Saal ist zu."})

    may = is_own and role in (Role.EDITOR, Role.COORDINATOR)
    expected = EventStatus.CANCELLED if may else EventStatus.PLANNED
    assert answer.status_code == status
    assert Event.objects.get().status == expected


@pytest.mark.requirement("ED21")
@time_machine.travel(NOW, tick=False)
def test_editor_screen_offers_what_is_possible(client, portal):
    client.force_login(make_user("boss", is_superuser=True))
    page = make_event()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    cancel = reverse("cms_event_move", args=[page.pk, "cancel"])
    resume = reverse("cms_event_move", args=[page.pk, "resume"])

    assert cancel in client.get(edit).content.decode()
    assert client.post(cancel, {"reason": ""}).status_code == 200
    client.post(cancel, {"reason": "Der Saal ist zu."})
    after = client.get(edit).content.decode()

    assert cancel not in after
    assert resume in after
    assert "Der Saal ist zu." in client.get(page.url).content.decode()
    listing = client.get(reverse("event_pages:index"))
    assert "cancelled" in listing.content.decode()


@pytest.mark.requirement("ED26")
@time_machine.travel(NOW, tick=False)
def test_copy_for_the_next_year_is_a_draft_with_a_row_of_its_own(client, actor):
    page = make_event(
        title="Forschertag",
        starts_at=at(2027, 3, 20, 10),
        ends_at=at(2027, 3, 20, 16),
        mode=EventMode.HYBRID,
        conference_url="https://konferenz.example.org/a",
        repeats="weekly",
        repeats_until=dt.date(2027, 4, 10),
        exceptions=[("day", {"day": dt.date(2027, 4, 3), "is_cancelled": False})],
        more_dates=[
            ("date", {"starts_at": at(2027, 5, 1), "ends_at": at(2027, 5, 1, 12)})
        ],
        topics=["physics"],
    )
    cancel_event(event=page.event, actor=actor, reason="Krank", now=NOW)

    copy = copy_event_for_next_year(page=page, actor=actor)
    draft = copy.get_latest_revision_as_object()

    assert not copy.live
    assert copy.event_id != page.event_id
    assert copy.event.status == EventStatus.PLANNED
    assert draft.starts_at.astimezone(BERLIN) == at(2028, 3, 18, 10)
    assert draft.repeats_until == dt.date(2028, 4, 8)
    assert [child.value["day"] for child in draft.exceptions] == [dt.date(2028, 4, 1)]
    assert draft.more_dates[0].value["starts_at"].astimezone(BERLIN) == at(2028, 4, 29)
    assert draft.conference_url == ""
    assert [row.term.slug for row in draft.cms_page_terms.all()] == ["physics"]
    assert Event.objects.get(pk=page.event_id).dates.count() == 4


@pytest.mark.requirement("ED26")
@time_machine.travel(NOW, tick=False)
def test_copy_is_made_by_a_button_of_those_who_may_add(client, portal):
    page = make_event()
    url = reverse("cms_event_copy", args=[page.pk])
    stranger = make_user("kim")
    give(stranger, make_network("Netz Nord"), Role.EDITOR)

    client.force_login(stranger)
    client.post(url)
    assert EventPage.objects.count() == 1
    editor = make_user("edda")
    give(editor, Network.objects.get_site(), Role.EDITOR)
    client.force_login(editor)
    client.get(url)
    assert EventPage.objects.count() == 1
    client.post(url)
    assert EventPage.objects.count() == 2
