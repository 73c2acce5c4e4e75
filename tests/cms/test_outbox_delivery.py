"""The outbox with a real mail server: refused, hanging, away, killed in between."""

import os
import random
import signal
import subprocess
import time

import pytest
from django.db import connection
from django.db.models import Q
from django.db.models.functions import Now

from cms import outbox
from cms.jobs.rows import claim_due
from cms.models import Lease, MailAddressState, OutboxMail
from cms.outbox import Postman, deliver_due_mails, enqueue_mail
from tests.mailserver import MailServer
from tests.processes import start_manage

KIM, ADA, BOB = "kim@example.org", "ada@example.org", "bob@example.org"
LIBRARY_MAIL = {"kind": "test", "language": "de", "subject": "Hallo", "text": "Text"}


@pytest.fixture
def server(settings):
    mail_server = MailServer()
    mail_server.start()
    settings.VERBUND_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
    yield mail_server
    mail_server.stop()


def make_mails(*recipients):
    rows = [
        OutboxMail(
            **LIBRARY_MAIL,
            key=recipient,
            recipient=recipient,
            event_key=recipient,
            message_id=f"<{recipient.replace('@', '.')}@example.org>",
            due_at=Now(),
            created_at=Now(),
        )
        for recipient in recipients
    ]
    OutboxMail.objects.bulk_create(rows)


def get_states():
    rows = OutboxMail.objects.order_by("recipient")
    return {row.recipient: (row.state, row.outcome) for row in rows}


def let_time_pass():
    """Pauses and leases are over, without waiting for them."""
    OutboxMail.objects.filter(state="due").update(due_at=Now())
    OutboxMail.objects.filter(state="leased").update(leased_until=Now())
    Lease.objects.update(held_until=Now(), holder="")


@pytest.mark.requirement("R6")
def test_temporary_refusal_is_tried_again(db, server):
    make_mails(KIM, ADA)
    server.answers[KIM] = "451 come back later"

    deliver_due_mails()

    row = OutboxMail.objects.get(recipient=KIM)
    assert get_states() == {ADA: ("done", "sent"), KIM: ("due", "")}
    assert row.last_error == "451 come back later"
    assert OutboxMail.objects.filter(recipient=KIM, due_at__gt=Now()).count() == 1

    server.answers.clear()
    let_time_pass()
    deliver_due_mails()
    assert get_states() == {ADA: ("done", "sent"), KIM: ("done", "sent")}
    assert [message["To"] for message in server.taken] == [ADA, KIM]


@pytest.mark.requirement("R6")
@pytest.mark.parametrize(
    ("answer", "is_marked"),
    [
        ("550 no such mailbox", True),
        ("data 550 no such mailbox", True),
        ("data 554 looks like spam", False),
    ],
)
def test_final_refusal_marks_the_address(db, server, answer, is_marked):
    make_mails(KIM, ADA)
    server.answers[KIM] = answer

    deliver_due_mails()

    assert get_states() == {ADA: ("done", "sent"), KIM: ("dead", "refused")}
    reasons = list(MailAddressState.objects.values_list("address", "reason"))
    sentence = answer.removeprefix("data ")
    assert reasons == ([(KIM, sentence)] if is_marked else [])
    assert OutboxMail.objects.get(recipient=KIM).last_error == sentence


@pytest.mark.requirement("R6", "R31")
def test_hanging_server_ends_by_the_time_limit(db, server, monkeypatch):
    monkeypatch.setattr(outbox, "TIMEOUT_SECONDS", 0.5)
    make_mails(KIM)
    server.answers[KIM] = "hang"
    started = time.monotonic()

    deliver_due_mails()

    assert time.monotonic() - started < 5
    assert get_states() == {KIM: ("due", "")}


@pytest.mark.requirement("R6")
def test_absent_server_costs_one_attempt_not_one_of_every_mail(db, server):
    make_mails(KIM, ADA, BOB)
    server.stop()

    assert deliver_due_mails() == 1
    assert sorted(OutboxMail.objects.values_list("attempts", flat=True)) == [0, 0, 1]

    server.start()
    let_time_pass()
    deliver_due_mails()
    assert set(get_states().values()) == {("done", "sent")}
    assert sorted(server.count_by_id().values()) == [1, 1, 1]


@pytest.mark.requirement("R6")
def test_connection_broken_after_the_body_is_the_one_allowed_duplicate(db, server):
    make_mails(KIM)
    server.answers[KIM] = "drop"
    deliver_due_mails()
    assert get_states() == {KIM: ("due", "")}

    server.answers.clear()
    let_time_pass()
    deliver_due_mails()

    # Twice at the server, with the same Message-ID: mail programs show it once.
    assert server.count_by_id() == {"<kim.example.org@example.org>": 2}


@pytest.mark.requirement("R6")
def test_one_connection_serves_many_mails_and_is_renewed(db, server, monkeypatch):
    monkeypatch.setattr(outbox, "MAILS_A_CONNECTION", 2)
    make_mails(*(f"{number}@example.org" for number in range(5)))

    deliver_due_mails()

    assert len(server.taken) == 5


@pytest.mark.requirement("R6")
def test_message_as_it_arrives(db, server):
    mail = enqueue_mail(
        recipient=KIM,
        kind="hello",
        event_key="1",
        language="de",
        template="cms/mail/draft_shared",
        context={"title": "Sternennacht", "url": "https://example.org/l/x/"},
    )

    deliver_due_mails()

    message = server.taken[0]
    assert message["Message-ID"] == mail.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


@pytest.mark.requirement("R6")
def test_request_only_writes_a_row(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        enqueue_mail(
            recipient=KIM, kind="x", event_key="1", language="de", template="x"
        )


@pytest.mark.kill
@pytest.mark.requirement("R5", "R6")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("stage", "copies"), [("mail", 1), ("rcpt", 1), ("taken", 2)])
def test_worker_killed_at_each_stage_of_a_delivery(server, stage, copies):
    make_mails(KIM)
    worker = start_worker(server)

    def kill(reached):
        if reached == stage:
            server.on_stage = lambda _stage: None
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()

    server.on_stage = kill
    end_worker(worker)
    assert OutboxMail.objects.get().state == "leased"

    let_time_pass()
    deliver_due_mails()

    assert get_states() == {KIM: ("done", "sent")}
    assert list(server.count_by_id().values()) == [copies]


@pytest.mark.kill
@pytest.mark.requirement("R5", "R6")
@pytest.mark.django_db(transaction=True)
def test_kill_loop_loses_nothing(server, repetitions):
    """With `--repetitions 20`: 1,000 mails, 20 kills and an outage."""
    total, kills = 50 * repetitions, max(2, repetitions)
    dice, server.delay_seconds = random.SystemRandom(), 0.02
    make_mails(*(f"{number}@example.org" for number in range(total)))
    for number in range(kills):
        worker = start_worker(server)
        server.wait_for(len(server.taken) + 1 + dice.randrange(total // kills // 2))
        time.sleep(dice.random() / 20)
        worker.kill()
        end_worker(worker)
        if number == kills // 2:
            server.stop()
            deliver_due_mails()
            server.start()
        let_time_pass()
    server.delay_seconds = 0
    for _attempt in range(20):
        if not deliver_due_mails():
            break
        let_time_pass()

    counts = server.count_by_id()
    assert OutboxMail.objects.filter(~Q(state="done") | ~Q(outcome="sent")).count() == 0
    assert len(counts) == total
    assert sum(counts.values()) - total <= 1


@pytest.mark.requirement("R6")
def test_mail_is_finished_right_after_the_servers_yes(db, server):
    make_mails(KIM)
    row = claim_due(OutboxMail)

    with Postman() as postman:
        assert postman.deliver(row) is True

    assert get_states() == {KIM: ("done", "sent")}


def start_worker(server) -> subprocess.Popen[str]:
    connection.close()
    return start_manage("run_jobs", EMAIL_URL=f"smtp://127.0.0.1:{server.port}")


def end_worker(worker) -> None:
    """Wait until it is gone, and read what it said so that no pipe stays open."""
    worker.communicate(timeout=90)
