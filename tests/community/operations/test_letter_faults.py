"""Letters when something goes wrong beside them: an account that ends, a server that is away."""

import datetime as dt
import threading

import pytest
import time_machine
from django.db import connection
from django.db.models import F
from django.db.models.functions import Now

from cms.models import OutboxMail
from cms.outbox import deliver_due_mails
from community.models import Member
from community.operations.erasing import erase_user
from community.operations.notifications import send_due_letters
from tests.community.people import make_member
from tests.community.telling import NOON, choose, kinds, make_kind, tell
from tests.mailserver import MailServer

THURSDAY = NOON + dt.timedelta(days=1)
PAUSE = dt.timedelta(seconds=10)


@pytest.fixture(autouse=True)
def kind():
    with kinds(make_kind()):
        yield


@pytest.fixture
def server(settings):
    mail_server = MailServer()
    mail_server.start()
    settings.VERBUND_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
    yield mail_server
    mail_server.stop()


def make_waiting(name):
    member = make_member(name, now=NOON)
    choose(member, "daily")
    tell(member)
    return member


@pytest.mark.race
@pytest.mark.requirement("P10", "CO43", "R12")
@pytest.mark.django_db(transaction=True)
def test_account_erased_while_letters_are_written_gets_none(repetitions):
    for number in range(repetitions):
        gone, other = make_waiting(f"ada{number}"), make_waiting(f"bea{number}")
        barrier, failures = threading.Barrier(2), []

        def run(deed, barrier=barrier, failures=failures):
            barrier.wait()
            try:
                deed()
            except Exception as error:  # noqa: BLE001 -- whatever fails is shown below
                failures.append(error)
            finally:
                connection.close()

        deeds = (
            lambda: send_due_letters(THURSDAY),
            lambda gone=gone: erase_user(user_id=gone.user_id, now=THURSDAY),
        )
        threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert failures == []
        assert not Member.objects.filter(pk=gone.pk).exists()
        mails = OutboxMail.objects.filter(template="community/mail/letter")
        names = (f"ada{number}@example.org", f"bea{number}@example.org")
        to = mails.filter(recipient__in=names).values_list("recipient", flat=True)
        assert list(to) == [other.user.email]


@pytest.mark.requirement("R6", "CO43")
def test_two_minutes_without_a_mail_server_cost_no_letter(portal, server):
    people = [make_waiting(f"ada{number}") for number in range(5)]
    server.stop()
    with time_machine.travel(THURSDAY, tick=False):
        send_due_letters(THURSDAY)
        for second in range(0, 120, 10):
            assert (second, server.taken) == (second, [])
            deliver_due_mails()
            OutboxMail.objects.filter(state="due").update(due_at=F("due_at") - PAUSE)
        server.start()
        OutboxMail.objects.filter(state="due").update(due_at=Now())
        while deliver_due_mails():
            pass

    to = sorted(message["To"] for message in server.taken)
    assert to == [member.user.email for member in people]
    assert set(OutboxMail.objects.values_list("state", flat=True)) == {"done"}
