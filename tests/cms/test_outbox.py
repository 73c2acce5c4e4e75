"""The outbox without a network: rows, rendering, gates, limits."""

import datetime as dt
from contextlib import suppress

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models.functions import Now

from cms.cms_schedule import forget_recipients
from cms.jobs.rows import claim_due, start_again
from cms.models import MailAddressState, OutboxMail
from cms.outbox import (
    MailGate,
    deliver_due_mails,
    enqueue_mail,
    forget_bounce,
    is_unreachable,
    mail_gates,
    mark_unreachable,
    render_mail,
)

pytestmark = pytest.mark.django_db

HELLO = "cms/mail/test_hello"
TEMPLATES = {
    "cms/mail/test_hello.subject.txt": (
        "{% load i18n %}{% translate 'Yes' %},\n {{ name }}"
    ),
    "cms/mail/test_hello.txt": "Hallo {{ name }}\n{{ site_url }}/x/\n",
    "cms/mail/test_html.subject.txt": "x",
    "cms/mail/test_html.txt": "x",
    "cms/mail/test_html.html": (
        "{% extends 'cms/mail/base.html' %}{% block content %}<h1>{{ name }}</h1>{% endblock %}"
    ),
    "cms/mail/test_empty.subject.txt": " ",
    "cms/mail/test_empty.txt": "x",
    "cms/mail/test_broken.subject.txt": "x",
    "cms/mail/test_broken.txt": "{% include 'cms/mail/nothing.txt' %}",
}


@pytest.fixture(autouse=True)
def templates(settings):
    engine = settings.TEMPLATES[0]
    options = {
        key: value for key, value in engine["OPTIONS"].items() if key != "loaders"
    }
    options["loaders"] = [
        ("django.template.loaders.locmem.Loader", TEMPLATES),
        "django.template.loaders.filesystem.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    settings.TEMPLATES = [{**engine, "APP_DIRS": False, "OPTIONS": options}]


def enqueue(recipient="kim@example.org", event_key="1", **kwargs):
    values = {
        "kind": "hello",
        "language": "de",
        "template": HELLO,
        "context": {"name": "Kim O'Neil"},
    }
    return enqueue_mail(recipient=recipient, event_key=event_key, **(values | kwargs))


@pytest.mark.requirement("R6")
def test_mail_is_unique_by_recipient_event_and_kind():
    first = enqueue()
    again = enqueue("Kim <KIM@example.org> ")
    others = [enqueue(event_key="2"), enqueue(kind="bye"), enqueue("ada@example.org")]

    assert again == first
    assert OutboxMail.objects.count() == 1 + len(others)


@pytest.mark.requirement("R6")
def test_mail_is_written_with_its_cause_or_not_at_all():
    with suppress(RuntimeError), transaction.atomic():
        enqueue()
        raise RuntimeError

    assert OutboxMail.objects.count() == 0


@pytest.mark.requirement("R6")
def test_mail_is_sent_once_in_the_recipients_language():
    row = enqueue()

    assert deliver_due_mails() == 1
    assert deliver_due_mails() == 0

    sent = django_mail.outbox[0]
    row.refresh_from_db()
    assert len(django_mail.outbox) == 1
    assert (sent.to, sent.subject) == (["kim@example.org"], "Ja, Kim O'Neil")
    assert sent.body == "Hallo Kim O'Neil\nhttp://127.0.0.1:8000/x/\n"
    assert sent.extra_headers["Message-ID"] == row.message_id
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert (row.state, row.outcome, row.attempts) == ("done", "sent", 1)
    # What was said in it is not kept longer than needed.
    assert row.context == {}


def test_html_part_has_inlined_styles_and_escapes(templates):
    mail = enqueue(template="cms/mail/test_html", context={"name": "<b>"})

    html = render_mail(mail).html

    assert '<h1 style="' in html
    assert "&lt;b&gt;</h1>" in html
    assert '<html lang="de">' in html


def test_mail_without_html_template_is_set_in_the_layout():
    html = render_mail(enqueue()).html

    assert '<a href="http://127.0.0.1:8000/x/"' in html


@pytest.mark.requirement("R6")
@pytest.mark.parametrize("template", ["test_empty", "test_broken", "test_missing"])
def test_template_that_fails_makes_the_mail_dead_and_visible(template):
    row = enqueue(template=f"cms/mail/{template}")
    good = enqueue("ada@example.org")

    deliver_due_mails()

    row.refresh_from_db()
    good.refresh_from_db()
    assert (row.state, row.attempts) == ("dead", 1)
    assert row.last_error != ""
    assert (good.state, len(django_mail.outbox)) == ("done", 1)


@pytest.mark.requirement("R6")
def test_security_mail_expires_instead_of_arriving_late():
    row = enqueue(expires_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))

    deliver_due_mails()

    row.refresh_from_db()
    assert (row.state, row.outcome, django_mail.outbox) == ("done", "expired", [])


@pytest.mark.requirement("R6")
def test_gates_are_asked_right_before_sending():
    answers = {"no@example.org": False, "night@example.org": dt.timedelta(hours=8)}
    gate = MailGate(name="test", wants=lambda mail: answers.get(mail.recipient, True))
    rows = [enqueue(address) for address in (*answers, "yes@example.org")]

    with mail_gates.registered(gate):
        deliver_due_mails()

    for row in rows:
        row.refresh_from_db()
    assert [(row.state, row.outcome, row.attempts) for row in rows] == [
        ("done", "suppressed", 1),
        ("due", "", 0),
        ("done", "sent", 1),
    ]
    assert (
        OutboxMail.objects.filter(due_at__gt=Now() + dt.timedelta(hours=7)).count() == 1
    )


@pytest.mark.requirement("R6")
def test_loop_ends_at_the_limit_of_the_recipient(settings):
    settings.VERBUND_MAILS_PER_RECIPIENT_AND_HOUR = 3
    for number in range(5):
        enqueue(event_key=f"{number}")
    enqueue("ada@example.org")

    deliver_due_mails()

    recipients = [sent.to[0] for sent in django_mail.outbox]
    assert recipients.count("kim@example.org") == 3
    assert recipients.count("ada@example.org") == 1
    assert OutboxMail.objects.filter(state="due", attempts=0).count() == 2


@pytest.mark.requirement("R6")
def test_unreachable_address_gets_nothing_but_security_mails():
    mark_unreachable("kim@example.org", "550 unknown")
    later = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    normal, code = enqueue(), enqueue(kind="code", expires_at=later)

    deliver_due_mails()

    normal.refresh_from_db()
    code.refresh_from_db()
    assert (normal.outcome, code.outcome) == ("suppressed", "sent")
    # The server took it after all: the address works again.
    assert is_unreachable("kim@example.org") is False


def test_bounce_is_forgotten_when_the_owner_confirms():
    mark_unreachable("kim@example.org", "550 unknown")

    forget_bounce("Kim@example.org")

    assert MailAddressState.objects.count() == 0


@pytest.mark.requirement("R6")
def test_mails_of_libraries_go_through_the_outbox():
    message = EmailMultiAlternatives(
        "Bitte\nprüfen",
        "Text",
        "x@example.org",
        ["kim@example.org"],
        bcc=["ada@example.org"],
        reply_to=["redaktion@example.org"],
    )
    message.attach_alternative("<p>Text</p>", "text/html")
    html_only = EmailMultiAlternatives(
        "x", "<style>p{}</style><p>Eins</p><p>Zwei</p>", to=["kim@example.org"]
    )
    html_only.content_subtype = "html"

    backend = get_connection("cms.outbox.OutboxBackend")
    assert backend.send_messages([message, html_only]) == 2
    assert django_mail.outbox == []
    deliver_due_mails()

    assert [
        (sent.to, sent.subject, sent.body, sent.alternatives[0][0])
        for sent in django_mail.outbox
    ] == [
        (["kim@example.org"], "Bitte prüfen", "Text", "<p>Text</p>"),
        (["ada@example.org"], "Bitte prüfen", "Text", "<p>Text</p>"),
        (
            ["kim@example.org"],
            "x",
            "Eins\nZwei",
            "<style>p{}</style><p>Eins</p><p>Zwei</p>",
        ),
    ]
    assert django_mail.outbox[0].extra_headers["Reply-To"] == "redaktion@example.org"


@pytest.mark.requirement("R5")
def test_mail_job_runs_twice_and_in_two_halves():
    """Killed after claiming, killed after sending: the next run does the rest, once."""
    row = enqueue()
    assert claim_due(OutboxMail) == row
    assert deliver_due_mails() == 0

    OutboxMail.objects.update(leased_until=Now())
    assert deliver_due_mails() == 1
    assert deliver_due_mails() == 0

    row.refresh_from_db()
    assert (row.state, row.attempts, len(django_mail.outbox)) == ("done", 2, 1)


@pytest.mark.requirement("R5")
def test_dead_mail_is_started_again():
    row = enqueue(template="cms/mail/test_empty")
    deliver_due_mails()
    OutboxMail.objects.update(template=HELLO)

    assert start_again(row) is True
    assert start_again(row) is False
    deliver_due_mails()

    row.refresh_from_db()
    assert (row.state, row.last_error, len(django_mail.outbox)) == ("done", "", 1)


@pytest.mark.requirement("P52", "P58")
@pytest.mark.parametrize(("days", "address"), [(30, "kim@example.org"), (31, "")])
def test_address_goes_a_month_after_the_mail_and_the_key_stays(db, days, address):
    left = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
    OutboxMail.objects.create(
        key="once", recipient="kim@example.org", state="done", finished_at=left
    )

    forget_recipients(left + dt.timedelta(days=days))

    row = OutboxMail.objects.get()
    assert (row.recipient, row.key) == (address, "once")
