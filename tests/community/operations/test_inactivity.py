"""Unused accounts: warned three times, then erased; any sign of life stops it (P42, P43)."""

import datetime as dt
import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.utils import timezone

from cms.enums import LeaseState, MailOutcome, Role
from cms.links import get_link_path
from cms.models import LinkToken, OutboxMail
from community.enums import AccountState, GuardianAnswer
from community.models import InactivityNotice, Member
from community.operations.accounts import erase_due_accounts
from community.operations.guardians import answer_as_guardian, ask_guardian
from community.operations.inactivity import (
    STAY_PURPOSE,
    erase_inactive,
    note_activity,
    shift_months,
    warn_inactive,
)
from tests.cms.staff import give, make_network, make_user
from tests.community.organisations import make_organisation
from tests.community.people import make_child, make_member

pytestmark = pytest.mark.django_db
SEEN = dt.datetime(2027, 5, 15, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
PARENT = "eltern@example.org"
PERIODS = [(15, 12, 13), (30, 24, 25)]


def after(months, days=0):
    day = shift_months(SEEN.date(), months)
    return dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC) + days * DAY


def send_mails(moment, outcome=MailOutcome.SENT, state=LeaseState.DONE):
    OutboxMail.objects.filter(outcome="").update(
        outcome=outcome, state=state, finished_at=moment
    )


def warn_three_times(first):
    for number in range(3):
        warn_inactive(first + number * 14 * DAY)
        send_mails(first + number * 14 * DAY)
    warn_inactive(first + 42 * DAY)


def list_mails():
    rows = OutboxMail.objects.order_by("pk")
    return [(mail.recipient, mail.template.rsplit("/", 1)[1]) for mail in rows]


@pytest.mark.requirement("P42", "P43")
@pytest.mark.parametrize(("age", "first", "end"), PERIODS)
def test_three_mails_fourteen_days_apart_and_then_the_end(age, first, end):
    make_member(age=age, now=SEEN)
    start = after(first)
    written = []
    for moment in (-1, 0, 1, 13, 14, 27, 28, 29):
        written.append(warn_inactive(start + moment * DAY))
        send_mails(start + moment * DAY)

    before = [erase_inactive(after(end) - DAY), Member.objects.count()]
    closed = erase_inactive(after(end))
    erase_due_accounts(after(end))

    assert written == [0, 1, 0, 0, 1, 0, 1, 0]
    assert (before, closed) == ([0, 1], 1)
    assert get_user_model().objects.count() == 0


@pytest.mark.requirement("P42")
def test_guardian_of_a_minor_is_told_as_well():
    child = make_child(has_consent=False, now=SEEN)
    guardian = ask_guardian(member=child, email=PARENT, now=SEEN)
    answer_as_guardian(
        guardian=guardian, answer=GuardianAnswer.YES, scopes=[], now=SEEN
    )
    OutboxMail.objects.all().delete()

    warn_inactive(after(12))

    assert list_mails() == [
        ("kim@example.org", "inactivity_member"),
        (PARENT, "inactivity_guardian"),
    ]
    assert OutboxMail.objects.first().context["day"] == "June 15, 2028"


@pytest.mark.requirement("CO67")
def test_next_mail_waits_until_the_last_has_left():
    make_member(age=15, now=SEEN)
    warn_inactive(after(12))

    waiting = warn_inactive(after(12, 20))
    send_mails(after(12, 21))
    days = [warn_inactive(after(12, day)) for day in (34, 35)]

    assert (waiting, days) == (0, [0, 1])


@pytest.mark.requirement("CO67", "P42", "P43")
@pytest.mark.parametrize(("age", "first", "end"), PERIODS)
@pytest.mark.parametrize(
    "outcome",
    [MailOutcome.REFUSED, MailOutcome.SUPPRESSED, MailOutcome.EXPIRED, "no address"],
)
def test_whom_no_mail_reaches_goes_after_three_tries(outcome, age, first, end):
    member = make_member(age=age, now=SEEN)
    if outcome == "no address":
        get_user_model().objects.filter(pk=member.user_id).update(email="")
    tried = []
    for day in (0, 13, 14, 27, 28, 41):
        tried.append(warn_inactive(after(first, day)))
        send_mails(after(first, day), outcome, LeaseState.DEAD)
        make_other_mail(after(first, day))

    early = [erase_inactive(after(end) - DAY), erase_inactive(after(first, 41))]
    count = erase_inactive(max(after(end), after(first, 42)))
    erase_due_accounts(max(after(end), after(first, 42)))

    assert (tried, early, count) == ([1, 0, 1, 0, 1, 0], [0, 0], 1)
    assert get_user_model().objects.count() == 0


def make_other_mail(moment):
    """Let a mail to somebody else leave: our own machine works."""
    OutboxMail.objects.create(
        key=f"{moment:%Y%m%d}",
        recipient="rita@example.org",
        kind="told",
        event_key=f"{moment:%Y%m%d}",
        language="en",
        template="community/mail/told",
        message_id=f"<{moment:%Y%m%d}@example.org>",
        outcome=MailOutcome.SENT,
        state=LeaseState.DONE,
        finished_at=moment,
    )


@pytest.mark.requirement("CO67")
def test_nobody_goes_unwarned_because_our_own_mail_stood_still():
    make_member(age=15, now=SEEN)
    written = []
    for day in range(0, 100, 7):
        written.append(warn_inactive(after(12, day)))
        send_mails(after(12, day), MailOutcome.EXPIRED, LeaseState.DEAD)

    assert sum(written) == 8
    assert list(InactivityNotice.objects.values_list("number", flat=True)) == [1]
    assert erase_inactive(after(36)) == 0


@pytest.mark.requirement("CO67")
def test_last_warning_that_our_own_mail_lost_is_written_once_more():
    make_member(age=15, now=SEEN)
    for day in (0, 14):
        warn_inactive(after(12, day))
        send_mails(after(12, day))
    warn_inactive(after(12, 28))
    send_mails(after(12, 30), MailOutcome.EXPIRED, LeaseState.DEAD)

    erased, written = erase_inactive(after(13, 60)), warn_inactive(after(13, 60))

    assert (erased, written) == (0, 1)
    assert erase_inactive(after(13, 60)) == 0


@pytest.mark.requirement("CO67", "CO23", "P43")
def test_organisation_of_whom_no_mail_reaches_is_handed_over_first(portal):
    network = make_network("Nord")
    give(make_user("cora"), network, Role.COORDINATOR)
    ada = make_member("ada", network=network, now=SEEN)
    organisation = make_organisation(admin=ada, network=network)
    OutboxMail.objects.all().delete()
    for day in (0, 14, 28):
        warn_inactive(after(24, day))
        send_mails(after(24, day), MailOutcome.REFUSED, LeaseState.DEAD)

    count = erase_inactive(after(25, 14))
    told = list_mails()[3:]
    erase_due_accounts(after(25, 14))

    assert (count, told) == (1, [("cora@example.org", "organisation_left_alone")])
    assert organisation.team.count() == 0


@pytest.mark.requirement("CO67")
def test_third_mail_that_did_not_leave_keeps_the_account():
    make_member(age=15, now=SEEN)
    for number in range(3):
        warn_inactive(after(12, 14 * number))
        if number < 2:
            send_mails(after(12, 14 * number))

    assert erase_inactive(after(20)) == 0


@pytest.mark.requirement("CO67")
def test_account_goes_two_days_after_the_last_mail_at_the_earliest():
    make_member(age=15, now=SEEN)
    warn_three_times(after(13))

    closed = [erase_inactive(after(13, day)) for day in (29, 30)]

    assert closed == [0, 1]


@pytest.mark.requirement("CO67")
def test_sign_in_stops_it(portal):
    member = make_member(age=15, now=SEEN)
    warn_three_times(after(12))

    Client().force_login(member.user)
    member.refresh_from_db()

    assert member.last_seen_date == timezone.localdate()
    assert InactivityNotice.objects.count() == 0


@pytest.mark.requirement("CO67")
def test_one_click_by_link_stops_it(portal, client):
    make_member(age=15)
    Member.objects.update(joined_at=timezone.now() - 400 * DAY)
    warn_inactive(timezone.now())
    path = get_link_path(LinkToken.objects.get(purpose=STAY_PURPOSE))

    shown = client.get(path)
    before = InactivityNotice.objects.count()
    done = client.post(path)

    assert (shown.status_code, before, done.status_code) == (200, 1, 200)
    assert InactivityNotice.objects.count() == 0
    assert Member.objects.get().last_seen_date == timezone.localdate()
    assert client.post(path).status_code == 410


@pytest.mark.requirement("P42", "P43")
def test_who_comes_of_age_has_the_time_of_adults():
    make_member(age=17, now=SEEN)
    warn_inactive(after(12))
    Member.objects.update(birth_year=2000)

    warn_inactive(after(12, 1))

    assert InactivityNotice.objects.count() == 0


@pytest.mark.parametrize(
    ("state", "expected"),
    [("active", 1), ("paused", 1), ("blocked", 0), ("closed", 0)],
)
def test_accounts_that_rest_count_too(state, expected):
    make_member(age=15, now=SEEN)
    Member.objects.update(state=state, closed_at=SEEN)

    assert warn_inactive(after(12)) == expected


@pytest.mark.requirement("CO67")
def test_day_is_written_once_a_day(django_assert_num_queries):
    member = make_member(now=SEEN)

    first = note_activity(user_id=member.user_id, now=SEEN)
    with django_assert_num_queries(1):
        again = note_activity(user_id=member.user_id, now=SEEN + dt.timedelta(hours=3))
    next_day = note_activity(user_id=member.user_id, now=SEEN + DAY)

    assert (first, again, next_day) == (True, False, True)


@pytest.mark.requirement("CO67")
def test_request_of_a_later_day_is_noted_without_a_login(portal):
    member = make_member()
    client = Client()
    client.force_login(member.user)
    session = client.session
    session["community_seen"] = "2026-01-01"
    session.save()
    Member.objects.update(last_seen_date=dt.date(2026, 1, 1))

    client.get("/de/me/")

    assert Member.objects.get().last_seen_date == timezone.localdate()
    assert client.session["community_seen"] == timezone.localdate().isoformat()


@pytest.mark.requirement("P43")
@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (dt.date(2028, 2, 29), 12, dt.date(2029, 2, 28)),
        (dt.date(2027, 1, 31), 13, dt.date(2028, 2, 29)),
        (dt.date(2027, 12, 15), 1, dt.date(2028, 1, 15)),
        (dt.date(2027, 1, 15), -1, dt.date(2026, 12, 15)),
    ],
)
def test_months_end_on_the_last_day_of_a_shorter_one(day, months, expected):
    assert shift_months(day, months) == expected


@pytest.mark.race
@pytest.mark.requirement("CO67")
@pytest.mark.django_db(transaction=True)
def test_who_signs_in_while_the_job_runs_is_not_closed_after_it(repetitions):
    for number in range(repetitions):
        member = make_member(f"kim{number}", age=15, now=SEEN)
        warn_three_times(after(12))
        barrier = threading.Barrier(2)

        def sign_in(barrier=barrier, member=member):
            barrier.wait()
            note_activity(user_id=member.user_id, now=after(13))
            connection.close()

        def erase(barrier=barrier):
            barrier.wait()
            erase_inactive(after(13))
            connection.close()

        threads = [threading.Thread(target=deed) for deed in (sign_in, erase)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        member.refresh_from_db()
        is_closed = member.state == AccountState.CLOSED
        notices = member.inactivity_notices.count()
        # Whoever was first counts: closed with its warnings, or open without.
        assert is_closed or notices == 0
