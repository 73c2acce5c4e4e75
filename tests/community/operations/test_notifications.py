"""Letters that sum up: when, to whom, what is in them, and each once (CO41–CO43)."""

import datetime as dt
import os
import signal
import threading

import pytest
import time_machine
from django.core import mail as django_mail
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from cms.jobs.rows import claim_due
from cms.models import OutboxMail
from cms.outbox import Postman, deliver_due_mails, render_mail
from community.enums import Frequency
from community.models import Member, Notification
from community.notifications.catalogue import MEMBERSHIP_CLAIMED
from community.operations import notifications as operations
from community.operations.notifications import (
    BATCH,
    forget_old_notifications,
    mark_seen,
    send_due_letters,
)
from tests.cms.staff import give, make_network
from tests.community.people import make_child, make_member
from tests.community.telling import KIND, NOON, choose, kinds, make_kind, tell
from tests.mailserver import MailServer

pytestmark = pytest.mark.django_db
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
THURSDAY = NOON + DAY
MONDAY = NOON + 5 * DAY


@pytest.fixture(autouse=True)
def kind():
    with kinds(make_kind()):
        yield


@pytest.fixture
def member(portal):
    return make_member(now=NOON)


def list_letters():
    rows = OutboxMail.objects.filter(template="community/mail/letter").order_by("pk")
    return [(row.recipient, row.context["notifications"]) for row in rows]


def send(now=THURSDAY):
    """Write letters and let the outbox send them at the same moment."""
    with time_machine.travel(now, tick=False):
        count = send_due_letters(now)
        deliver_due_mails()
    return count


@pytest.mark.requirement("CO41")
@pytest.mark.parametrize(
    ("mail", "moments"),
    [
        ("daily", {NOON: 0, NOON + 18 * HOUR: 0, NOON + 19 * HOUR: 1}),
        ("weekly", {THURSDAY: 0, MONDAY - 6 * HOUR: 0, MONDAY - 5 * HOUR: 1}),
        ("never", {MONDAY + 30 * DAY: 0}),
    ],
)
def test_letter_comes_in_the_morning_or_on_monday_morning(member, mail, moments):
    choose(member, mail)
    tell(member)

    assert {moment: send_due_letters(moment) for moment in moments} == moments


@pytest.mark.requirement("CO41")
@pytest.mark.parametrize(
    ("told_at", "letter_at"),
    [
        # The night of 28 March 2027 loses an hour, that of 31 October wins one.
        (dt.datetime(2027, 3, 27, 20, tzinfo=dt.UTC), dt.datetime(2027, 3, 28, 5, tzinfo=dt.UTC)),
        (dt.datetime(2027, 10, 30, 20, tzinfo=dt.UTC), dt.datetime(2027, 10, 31, 6, tzinfo=dt.UTC)),
    ],
)  # fmt: skip
def test_morning_is_at_seven_when_the_clock_changes(member, told_at, letter_at):
    choose(member, "daily")
    tell(member, now=told_at)

    assert send_due_letters(letter_at - dt.timedelta(seconds=1)) == 0
    assert send_due_letters(letter_at) == 1


@pytest.mark.requirement("CO43")
def test_one_letter_sums_up_grouped_with_reasons_and_ways_out(member):
    choose(member, "daily")
    with kinds(make_kind("other", reason="You follow.", mail=Frequency.DAILY)):
        tell(member, "1", group_key="a")
        tell(member, "2", group_key="a")
        tell(member, "3", kind="other", place="Trier", words="Bis bald.")
        with time_machine.travel(THURSDAY, tick=False):
            assert send_due_letters(THURSDAY) == 1
            mail = OutboxMail.objects.get()
            rendered = render_mail(mail)

    text = rendered.text.splitlines()
    mutes, stop = mail.context["mutes"], mail.context["stop_url"]
    assert rendered.subject == "2 things are new for you"
    assert [line for line in text if line.startswith("*")] == [
        "* An answer in Trier",
        "* 2 answers in Mainz",
    ]
    assert [line.strip() for line in text if "Why" in line] == [
        "Why you get this: You follow.",
        "Why you get this: You have asked.",
    ]
    assert [line.split()[-1] for line in text if "about this:" in line] == [
        mutes["other"],
        mutes[KIND],
    ]
    assert mail.headers["List-Unsubscribe"] == f"<{stop}>"
    assert (text[-1], rendered.html.count("<strong>")) == (stop, 2)


@pytest.mark.requirement("CO43", "W56")
def test_letter_speaks_the_language_of_the_person(member):
    choose(member, "daily")
    Member.objects.update(language="de")
    tell(member)
    send()

    assert django_mail.outbox[0].subject == "Etwas ist neu für dich"


@pytest.mark.requirement("CO43")
def test_what_is_read_before_sending_is_left_out(member):
    choose(member, "daily")
    tell(member, "1", thing=member)
    tell(member, "2", place="Trier")
    send_due_letters(THURSDAY)
    mark_seen(member=member, things=[member], now=THURSDAY)
    with time_machine.travel(THURSDAY, tick=False):
        deliver_due_mails()

    lines = django_mail.outbox[0].body.splitlines()
    assert [line for line in lines if line.startswith("*")] == ["* An answer in Trier"]


@pytest.mark.requirement("CO43")
def test_letter_with_nothing_left_is_not_sent(member):
    choose(member, "daily")
    tell(member, thing=member)
    send_due_letters(THURSDAY)
    mark_seen(member=member, things=[member], now=THURSDAY)
    with time_machine.travel(THURSDAY, tick=False):
        deliver_due_mails()

    assert (django_mail.outbox, OutboxMail.objects.get().outcome) == ([], "suppressed")


@pytest.mark.requirement("CO43")
def test_nobody_gets_an_empty_letter(member):
    choose(member, "daily")
    tell(member, thing=member)
    mark_seen(member=member, things=[member], now=NOON)

    assert (send(), OutboxMail.objects.count()) == (0, 0)


@pytest.mark.requirement("CO43")
def test_letter_is_written_once_and_one_a_day(member):
    choose(member, "daily")
    first = tell(member, "1")
    assert [send(), send()] == [1, 0]

    # A choice made at noon lets what is older follow the next morning, not at once.
    second = tell(member, "2", now=NOON + HOUR)
    assert [send(), send(THURSDAY + DAY)] == [0, 1]
    found = Notification.objects.in_bulk()
    assert found[first.pk].mailed_at == THURSDAY
    assert found[second.pk].mailed_at == THURSDAY + DAY


@pytest.mark.requirement("CO41")
def test_choice_counts_for_what_still_waits(member):
    choose(member, "weekly")
    tell(member)
    choose(member, "daily")
    assert send() == 1

    tell(member, "2", now=THURSDAY)
    choose(member, "never")
    assert send(MONDAY) == 0


@pytest.mark.requirement("CO43", "P2")
def test_letters_go_to_who_takes_part_only(portal):
    child = make_child(now=NOON)
    pending = make_child("jona", has_consent=False, now=NOON)
    disabled = make_member("bob", now=NOON)
    for person in (child, pending, disabled):
        choose(person, "daily")
        tell(person)
    disabled.user.is_active = False
    disabled.user.save()

    send_due_letters(THURSDAY)

    assert [recipient for recipient, _keys in list_letters()] == ["kim@example.org"]


@pytest.mark.requirement("CO43")
def test_letters_go_on_after_a_full_batch(portal, monkeypatch):
    monkeypatch.setattr("community.operations.notifications.BATCH", 2)
    for number in range(5):
        member = make_member(f"ada{number}", now=NOON)
        choose(member, "daily")
        tell(member)

    assert (BATCH, send_due_letters(THURSDAY)) == (200, 5)


@pytest.mark.requirement("CO43")
def test_queries_of_a_letter_do_not_grow_with_its_lines(member):
    choose(member, "daily")
    tell(member, "0", now=NOON - 3 * DAY)
    send_due_letters(NOON - 2 * DAY)
    counts = []
    for day, events in ((2, ("1",)), (3, ("2", "3", "4"))):
        for event in events:
            tell(member, event, now=NOON + (day - 1) * DAY)
        with CaptureQueriesContext(connection) as found:
            send_due_letters(NOON + day * DAY)
        counts.append(len(found))

    assert counts[0] == counts[1]


@pytest.mark.requirement("CO43")
@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_run_broken_off_in_a_letter_leaves_it_to_the_next(member, monkeypatch, error):
    choose(member, "daily")
    row = tell(member)

    def break_off(**_values):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr("community.operations.notifications.mail_letter", break_off)
        with pytest.raises(error):
            send_due_letters(THURSDAY)

    assert Notification.objects.get().mailed_at is None
    assert send_due_letters(THURSDAY) == 1
    assert list_letters() == [("ada@example.org", [row.pk])]


@pytest.mark.requirement("P11")
def test_what_was_told_long_ago_is_forgotten(member):
    tell(member, "1")
    tell(member, "2", now=NOON + HOUR)

    assert forget_old_notifications(NOON + 90 * DAY) == 1
    assert list(Notification.objects.values_list("event_key", flat=True)) == ["2"]


@pytest.mark.requirement("CO56", "CO40")
def test_coordination_hears_of_claims_until_they_are_decided(portal):
    network = make_network("Nord")
    clara = make_member("clara", now=NOON)
    give(clara.user, network, "coordinator")
    make_member("bob", network=network, is_confirmed=False, now=NOON)

    row = Notification.objects.get()
    assert (row.recipient, row.kind) == (clara, MEMBERSHIP_CLAIMED.name)
    assert row.payload == {"network": "Nord"}


@pytest.mark.race
@pytest.mark.requirement("CO43", "R12")
@pytest.mark.django_db(transaction=True)
def test_parallel_runners_write_one_letter(repetitions):
    for number in range(repetitions):
        member = make_member(f"ada{number}", now=NOON)
        choose(member, "daily")
        for event in range(3):
            tell(member, str(event))
        barrier, failures = threading.Barrier(4), []

        def run(barrier=barrier, failures=failures):
            barrier.wait()
            try:
                send_due_letters(THURSDAY)
            except Exception as error:  # noqa: BLE001 -- whatever fails is shown below
                failures.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=run) for _number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert failures == []
        assert len(list_letters()) == number + 1
        assert Notification.objects.filter(mailed_at=None).count() == 0


@pytest.fixture
def server(settings):
    mail_server = MailServer()
    mail_server.start()
    settings.VERBUND_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
    yield mail_server
    mail_server.stop()


@pytest.mark.requirement("R6", "CO43")
def test_letter_arrives_once_after_an_outage(member, server):
    choose(member, "daily")
    tell(member)
    server.stop()
    send()
    assert OutboxMail.objects.get().state == "due"

    server.start()
    OutboxMail.objects.update(due_at=Now())
    for _attempt in range(2):
        send()

    message = server.taken[0]
    assert (len(server.taken), message["To"]) == (1, "ada@example.org")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


@pytest.mark.kill
@pytest.mark.requirement("CO43", "R6")
@pytest.mark.django_db(transaction=True)
def test_runner_killed_inside_a_letter_writes_it_once(portal):
    member = make_member(now=NOON)
    choose(member, "daily")
    tell(member)
    connection.close()
    child = os.fork()
    if child == 0:
        operations.mail_letter = lambda **_values: os.kill(os.getpid(), signal.SIGKILL)
        send_due_letters(THURSDAY)
        os._exit(1)
    _pid, status = os.waitpid(child, 0)

    assert os.WTERMSIG(status) == signal.SIGKILL
    assert Notification.objects.get().mailed_at is None
    assert [send_due_letters(THURSDAY), send_due_letters(THURSDAY)] == [1, 0]
    mail = claim_due(OutboxMail)
    with time_machine.travel(THURSDAY, tick=False), Postman() as postman:
        postman.deliver(mail)
    assert len(django_mail.outbox) == 1
