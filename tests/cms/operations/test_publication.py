"""Going live and ending on time, in Berlin's wall time (ED53, R16)."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils.translation import override
from wagtail.models import PageLogEntry

from cms.jobs.due import run_due
from cms.models import (
    Article,
    CallIndexPage,
    CallPage,
    NewsIndexPage,
    NewsPage,
    OutboxMail,
)
from cms.operations.publication import count_late_publications, publish_due
from cms.outbox import render_mail
from cms.validators.content import find_errors
from tests.cms.staff import make_user

BERLIN = ZoneInfo("Europe/Berlin")
SECOND = dt.timedelta(seconds=1)

# Wall time in Berlin and the same moment in UTC: both changes of 2026 and 2027, a leap
# day, ends of month and year, midnight.
MOMENTS = [
    ((2026, 3, 28, 23, 59), (2026, 3, 28, 22, 59)),
    ((2026, 3, 29, 1, 59), (2026, 3, 29, 0, 59)),
    ((2026, 3, 29, 3, 0), (2026, 3, 29, 1, 0)),
    ((2026, 3, 29, 23, 59), (2026, 3, 29, 21, 59)),
    ((2026, 10, 24, 23, 59), (2026, 10, 24, 21, 59)),
    ((2026, 10, 25, 1, 59), (2026, 10, 24, 23, 59)),
    ((2026, 10, 25, 3, 0), (2026, 10, 25, 2, 0)),
    ((2026, 10, 31, 23, 59), (2026, 10, 31, 22, 59)),
    ((2027, 3, 28, 1, 59), (2027, 3, 28, 0, 59)),
    ((2027, 3, 28, 3, 0), (2027, 3, 28, 1, 0)),
    ((2027, 10, 30, 23, 59), (2027, 10, 30, 21, 59)),
    ((2027, 10, 31, 3, 0), (2027, 10, 31, 2, 0)),
    ((2027, 10, 31, 23, 59), (2027, 10, 31, 22, 59)),
    ((2028, 2, 29, 23, 59), (2028, 2, 29, 22, 59)),
    ((2027, 2, 28, 23, 59), (2027, 2, 28, 22, 59)),
    ((2026, 12, 31, 23, 59), (2026, 12, 31, 22, 59)),
    ((2027, 1, 1, 0, 0), (2026, 12, 31, 23, 0)),
    ((2026, 6, 30, 23, 59), (2026, 6, 30, 21, 59)),
    ((2027, 7, 1, 0, 0), (2027, 6, 30, 22, 0)),
    ((2027, 4, 30, 12, 0), (2027, 4, 30, 10, 0)),
]


def berlin(wall):
    return dt.datetime(*wall, tzinfo=BERLIN)


def make_news(portal, **kwargs):
    index = NewsIndexPage.objects.get(locale=portal.locale)
    page = NewsPage(
        title="Sternennacht", date=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), **kwargs
    )
    return index.add_child(instance=page)


def schedule_news(portal, moment):
    page = make_news(portal, live=False)
    page.go_live_at = moment
    with time_machine.travel(moment - dt.timedelta(days=1), tick=False):
        page.save_revision().publish()
    return NewsPage.objects.get(pk=page.pk)


@pytest.mark.requirement("R16")
@pytest.mark.parametrize(("wall", "utc"), MOMENTS)
def test_deadline_is_wall_time_in_berlin(portal, wall, utc):
    index = CallIndexPage.objects.get(locale=portal.locale)
    page = index.add_child(
        instance=CallPage(title="Ruf", funder="Stiftung", deadline_at=berlin(wall))
    )
    page.save_revision().publish()
    call = CallPage.objects.get(pk=page.pk).call

    deadline = dt.datetime(*utc, tzinfo=dt.UTC)
    assert call.deadline_at == deadline
    assert call.get_status(deadline - SECOND) == "closing"
    assert call.get_status(deadline) == "closed"
    calls = type(call).objects
    assert list(calls.open_at(deadline - SECOND)) == [call]
    assert list(calls.open_at(deadline)) == []


@pytest.mark.requirement("R16", "ED53")
@pytest.mark.parametrize(("wall", "utc"), MOMENTS)
def test_page_goes_live_at_the_set_minute_in_berlin(portal, wall, utc):
    moment = dt.datetime(*utc, tzinfo=dt.UTC)
    page = schedule_news(portal, berlin(wall))
    assert page.live is False

    for now, is_live in ((moment - SECOND, False), (moment + SECOND, True)):
        with time_machine.travel(now, tick=False):
            publish_due(now)
        page.refresh_from_db()
        assert page.live is is_live


@pytest.mark.requirement("ED53", "R5")
def test_after_a_standstill_everything_is_done_once(portal):
    moment = berlin((2027, 3, 3, 8, 0))
    page = schedule_news(portal, moment)
    later = moment + dt.timedelta(days=3)

    with time_machine.travel(later, tick=False):
        counts = [run_due(later).get("publication") for _run in range(3)]

    page.refresh_from_db()
    entries = PageLogEntry.objects.filter(action="wagtail.publish.scheduled")
    assert counts == [1, 0, 0]
    assert (page.live, entries.count()) == (True, 1)
    assert Article.objects.get().published_at == page.date


@pytest.mark.requirement("ED53")
def test_page_ends_at_the_set_minute_once(portal):
    moment = berlin((2027, 10, 31, 23, 59))
    page = make_news(portal, expire_at=moment)
    page.save_revision().publish()

    for now, expected in ((moment - SECOND, 0), (moment, 1), (moment + SECOND, 0)):
        with time_machine.travel(now, tick=False):
            assert publish_due(now) == expected

    page.refresh_from_db()
    entries = PageLogEntry.objects.filter(action="wagtail.unpublish.scheduled")
    assert (page.live, page.expired, entries.count()) == (False, True, 1)


@pytest.mark.requirement("ED53")
def test_page_that_cannot_be_published_holds_up_nobody_and_is_seen(portal):
    moment = berlin((2027, 3, 3, 8, 0))
    index = CallIndexPage.objects.get(locale=portal.locale)
    call = index.add_child(
        instance=CallPage(title="Ruf", funder="Stiftung", live=False, slug="ruf")
    )
    call.go_live_at = moment
    # The row forbids a deadline before the opening.
    call.opens_at, call.deadline_at = moment, moment - dt.timedelta(days=1)
    with time_machine.travel(moment - dt.timedelta(days=2), tick=False):
        call.save_revision().publish()
    news = schedule_news(portal, moment + SECOND)

    now = moment + dt.timedelta(minutes=10)
    with time_machine.travel(now, tick=False):
        assert publish_due(now) == 1

    news.refresh_from_db()
    call.refresh_from_db()
    assert (news.live, call.live) == (True, False)
    assert count_late_publications(now) == 1


@pytest.mark.requirement("ED53", "ED8")
def test_refused_content_holds_up_nobody_and_its_author_is_told_once(portal):
    moment = berlin((2027, 3, 3, 8, 0))
    author = make_user("ada")
    bad = make_news(portal, live=False)
    bad.body = [("heading", {"text": "Zu tief", "level": "h3"})]
    revision = bad.save_revision(user=author, approved_go_live_at=moment)
    good = make_news(portal, live=False, slug="gut")
    good.save_revision(approved_go_live_at=moment + SECOND)

    now = moment + dt.timedelta(minutes=10)
    with time_machine.travel(now, tick=False):
        counts = [publish_due(now) for _run in range(2)]

    bad.refresh_from_db()
    good.refresh_from_db()
    assert (counts, bad.live, good.live) == ([1, 0], False, True)
    mail = OutboxMail.objects.get(kind="publication")
    assert (mail.recipient, mail.event_key) == (
        "ada@example.org",
        f"refused:{revision.pk}",
    )
    with override("de"):
        problem = find_errors(revision.as_object())[0].sentence
    text = render_mail(mail).text
    assert mail.context["problems"] == [problem]
    assert text.count(f"- {problem}") == 1
    assert text.count(f"/admin/pages/{bad.pk}/edit/") == 1


@pytest.mark.requirement("ED53")
def test_refused_version_of_nobody_goes_to_the_owner_or_is_only_logged(portal):
    moment = berlin((2027, 3, 3, 8, 0))
    for name, owner in (("a", make_user("otto")), ("b", None)):
        page = make_news(portal, live=False, slug=name, owner=owner)
        page.body = [("heading", {"text": "Zu tief", "level": "h3"})]
        page.save_revision(approved_go_live_at=moment)

    assert publish_due(moment) == 0
    assert [mail.recipient for mail in OutboxMail.objects.all()] == ["otto@example.org"]
