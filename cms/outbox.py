"""The only way a mail leaves: a row in the transaction of its cause, sent by a job (R6)."""

import datetime as dt
import hashlib
import re
import smtplib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.utils import make_msgid, parseaddr
from typing import Any

import css_inline
import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.db import connection, transaction
from django.db.models.functions import Now
from django.template import Context
from django.template.loader import get_template, select_template
from django.utils import translation
from django_tasks import task

from cms.conf import get_setting
from cms.enums import MailOutcome
from cms.jobs.rows import fail, finish, give_back, work_off
from cms.models import MailAddressState, OutboxMail
from cms.registry import Registry

SECONDS_A_RUN = 25.0
TIMEOUT_SECONDS = 10
WAIT_SECONDS = 600
"""How long a mail waits whose recipient has had enough for this hour."""

FIRST_PERMANENT_CODE = 500
ADDRESS_CODES = {550, 551, 553}
"""Answers to a message that speak of the mailbox, not of what is in the message."""

LIBRARY = "library"
PLAIN_TEMPLATE = "cms/mail/plain.html"
MAILS_A_CONNECTION = 50

log = structlog.get_logger("verbund.mail")
_inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=True)


@dataclass(frozen=True, kw_only=True)
class MailGate:
    """A question asked right before sending: consent, block, erasure, quiet hours (R6.4).

    ``wants`` gets the mail and returns True to send it, False to drop it, or how long it
    must wait.
    """

    name: str
    wants: Callable[[OutboxMail], bool | dt.timedelta]
    order: int = 100


mail_gates: Registry[MailGate] = Registry("may this mail still be sent?")


def enqueue_mail(
    *,
    recipient: str,
    kind: str,
    event_key: str,
    language: str,
    template: str,
    context: dict[str, Any] | None = None,
    expires_at: dt.datetime | None = None,
    headers: dict[str, str] | None = None,
) -> OutboxMail:
    """Write a mail into the outbox, once for each recipient, event and kind.

    ``template`` names three files without their endings: ``cms/mail/welcome`` stands for
    ``welcome.subject.txt``, ``welcome.txt`` and ``welcome.html``; without the last the text
    is set in the site's layout.
    ``context`` is JSON of keys and plain values. Returns the row, which is the older one
    where the mail was enqueued before.
    """
    address = normalise_address(recipient)
    mail, _created = OutboxMail.objects.get_or_create(
        key=get_mail_key(address, kind, event_key),
        defaults={
            "recipient": address,
            "kind": kind,
            "event_key": event_key,
            "language": language,
            "message_id": make_message_id(),
            "template": template,
            "context": context or {},
            "headers": headers or {},
            "expires_at": expires_at,
        },
    )
    wake_up()
    return mail


def get_mail_key(address: str, kind: str, event_key: str) -> str:
    """Return what makes a mail unique, as a key of 64 characters."""
    return hashlib.sha256("\n".join((address, kind, event_key)).encode()).hexdigest()


def normalise_address(address: str) -> str:
    """Return an address as it is compared: without name and spaces, in lower case."""
    return (parseaddr(address)[1] or address).strip().lower()


def make_message_id() -> str:
    """Return a Message-ID; it is fixed when the row is made (R6.2)."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return make_msgid(domain=sender.rpartition("@")[2] or "localhost")


class OutboxBackend(BaseEmailBackend):
    """Takes what libraries want to send (workflow mails, accounts) into the outbox."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            self._write_rows(message)
        wake_up()
        return len(email_messages)

    def _write_rows(self, message: EmailMessage) -> None:
        parts = [
            str(part[0])
            for part in getattr(message, "alternatives", [])
            if part[1] == "text/html"
        ]
        body = str(message.body)
        is_html = message.content_subtype == "html"
        for recipient in message.recipients():
            address = normalise_address(recipient)
            message_id = make_message_id()
            OutboxMail.objects.create(
                key=get_mail_key(address, LIBRARY, message_id),
                recipient=address,
                kind=LIBRARY,
                event_key=message_id,
                language=translation.get_language() or settings.LANGUAGE_CODE,
                message_id=message_id,
                subject=" ".join(str(message.subject).split())[:250],
                text=strip_tags_to_text(body) if is_html else body,
                html=body if is_html else "".join(parts[:1]),
                headers=_read_headers(message),
            )


def _read_headers(message: EmailMessage) -> dict[str, str]:
    own = {"message-id", "date", "from"}
    headers = {
        name: str(value)
        for name, value in message.extra_headers.items()
        if name.lower() not in own
    }
    if message.reply_to:
        headers["Reply-To"] = ", ".join(message.reply_to)
    return headers


def strip_tags_to_text(html: str) -> str:
    """Return the text of an HTML mail, for readers that show text only."""
    text = re.sub(
        r"<(style|head|title)\b.*?</\1>", "", html, flags=re.DOTALL | re.IGNORECASE
    )
    text = re.sub(r"<(br|/p|/h\d|/li|/tr)\b[^>]*>", "\n", text, flags=re.IGNORECASE)
    lines = (
        " ".join(line.split()) for line in re.sub(r"<[^>]+>", "", text).split("\n")
    )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def wake_up() -> None:
    """Ask a worker to send, when the transaction is over; the sweeper would come anyway."""
    if not send_due_mails.get_backend().supports_defer:
        # Without a queue the task would run here: nothing is sent from a request.
        return
    callbacks = [entry[1] for entry in connection.run_on_commit]
    if _enqueue_sending not in callbacks:
        transaction.on_commit(_enqueue_sending, robust=True)


def _enqueue_sending() -> None:
    send_due_mails.enqueue()


@task()
def send_due_mails() -> int:
    """Wake up: send what is due."""
    return deliver_due_mails()


def deliver_due_mails() -> int:
    """Send what is due, for half a minute at most; return how many rows were tried."""
    with Postman() as postman:
        return work_off(OutboxMail, postman.deliver, seconds=SECONDS_A_RUN)


@dataclass(frozen=True)
class RenderedMail:
    """A mail as the reader gets it."""

    subject: str
    text: str
    html: str


class UnreadableMailError(Exception):
    """The template gave no subject or no text: better dead and visible than empty."""


def render_mail(mail: OutboxMail) -> RenderedMail:
    """Return subject, text and HTML in the language of the recipient.

    Raises:
        UnreadableMailError: subject or text is empty.
    """
    context = {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "site_url": settings.WAGTAILADMIN_BASE_URL,
        "language": mail.language,
        **mail.context,
    }
    with translation.override(mail.language):
        if mail.template:
            subject = _render_text(f"{mail.template}.subject.txt", context)
            text = _render_text(f"{mail.template}.txt", context) + "\n"
        else:
            subject, text = mail.subject, mail.text
        if not subject or not text.strip():
            raise UnreadableMailError(f"{mail.template or mail.kind} is empty")
        context |= {"subject": subject, "text": text.strip()}
        html = mail.html or _render_html(mail.template, context)
    return RenderedMail(" ".join(subject.split()), text, html)


def _render_html(template: str, context: dict[str, Any]) -> str:
    """Render a mail's own HTML, or its text in the frame that all mails have."""
    names = [f"{template}.html", PLAIN_TEMPLATE] if template else [PLAIN_TEMPLATE]
    return str(_inliner.inline(select_template(names).render(context)))


def _render_text(name: str, context: dict[str, Any]) -> str:
    template: Any = get_template(name)
    # Plain text: a name with an apostrophe stays as it is.
    text: str = template.template.render(Context(context, autoescape=False))
    return text.strip()


def build_message(mail: OutboxMail, rendered: RenderedMail) -> EmailMultiAlternatives:
    """Return the message with the row's Message-ID, the same on every attempt."""
    message = EmailMultiAlternatives(
        subject=rendered.subject,
        body=rendered.text,
        to=[mail.recipient],
        headers={
            "Auto-Submitted": "auto-generated",
            **mail.headers,
            "Message-ID": mail.message_id,
        },
    )
    if rendered.html:
        message.attach_alternative(rendered.html, "text/html")
    return message


class Postman:
    """Delivers one mail after the other over one connection."""

    def __init__(self) -> None:
        self.connection: Any = None
        self.sent_count = 0

    def __enter__(self) -> "Postman":
        return self

    def __exit__(self, *_error: object) -> None:
        self._hang_up()

    def deliver(self, mail: OutboxMail) -> bool:
        """End one claimed mail; False when the server is away and others must wait too."""
        if mail.expires_at and _is_past(mail):
            _close(mail, MailOutcome.EXPIRED)
            return True
        if _is_suppressed(mail):
            _close(mail, MailOutcome.SUPPRESSED)
            return True
        pause = ask_gates(mail)
        if pause is None:
            _close(mail, MailOutcome.SUPPRESSED)
            return True
        if pause or _has_had_enough(mail):
            give_back(mail, pause_seconds=pause or WAIT_SECONDS)
            return True
        return self._send(mail)

    def _send(self, mail: OutboxMail) -> bool:
        try:
            message = build_message(mail, render_mail(mail))
        except Exception as error:
            # Another attempt would render the same.
            log.exception("mail_not_rendered", kind=mail.kind)
            fail(mail, f"{type(error).__name__}: {error}", is_final=True)
            return True
        try:
            self._call().send_messages([message])
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            return _answer_refusal(mail, error)
        # Nothing may stand between the server's yes and this line (R6.2).
        finish(mail, outcome=MailOutcome.SENT, context={}, text="", html="")
        if mail.is_urgent:
            MailAddressState.objects.filter(address=mail.recipient).delete()
        return True

    def _call(self) -> Any:
        """Return an open connection; servers take only so many mails over one."""
        if self.sent_count == MAILS_A_CONNECTION:
            self._hang_up()
        if self.connection is None:
            self.connection = get_connection(
                backend=get_setting("MAIL_BACKEND"), timeout=TIMEOUT_SECONDS
            )
            self.connection.open()
        self.sent_count += 1
        return self.connection

    def _hang_up(self) -> None:
        if self.connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                self.connection.close()
        self.connection, self.sent_count = None, 0


def ask_gates(mail: OutboxMail) -> float | None:
    """Return the seconds that a mail must wait (0: send it), None if it is not wanted."""
    pause = 0.0
    for gate in mail_gates.entries():
        answer = gate.wants(mail)
        if answer is False:
            return None
        if isinstance(answer, dt.timedelta):
            pause = max(pause, answer.total_seconds())
    return pause


def is_unreachable(address: str) -> bool:
    """Return whether mail servers refused this address; the interface says so (R6.3)."""
    rows = MailAddressState.objects.filter(address=normalise_address(address))
    return rows.exists()


def forget_bounce(address: str) -> None:
    """Try an address again, because its owner confirmed it."""
    MailAddressState.objects.filter(address=normalise_address(address)).delete()


def _close(mail: OutboxMail, outcome: MailOutcome) -> None:
    finish(mail, outcome=outcome, context={}, text="", html="")


def _is_past(mail: OutboxMail) -> bool:
    return OutboxMail.objects.filter(pk=mail.pk, expires_at__lte=Now()).exists()


def _is_suppressed(mail: OutboxMail) -> bool:
    # A login code is tried all the same: nobody may be locked out by one bounce.
    return not mail.is_urgent and is_unreachable(mail.recipient)


def _has_had_enough(mail: OutboxMail) -> bool:
    sent = OutboxMail.objects.filter(
        recipient=mail.recipient,
        outcome=MailOutcome.SENT,
        finished_at__gt=Now() - dt.timedelta(hours=1),
    )
    return sent.count() >= get_setting("MAILS_PER_RECIPIENT_AND_HOUR")


def _answer_refusal(mail: OutboxMail, error: Exception) -> bool:
    """Retry, or mark the address; return whether the other mails can go on."""
    code, sentence, is_about_address = _read_refusal(error, mail)
    if code >= FIRST_PERMANENT_CODE:
        if is_about_address:
            mark_unreachable(mail.recipient, sentence)
        fail(mail, sentence, is_final=True, outcome=MailOutcome.REFUSED)
        return True
    fail(mail, sentence)
    return bool(code)


def mark_unreachable(address: str, reason: str) -> None:
    """Remember that a server refused an address for good."""
    MailAddressState.objects.update_or_create(
        address=address, defaults={"bounced_at": Now(), "reason": reason}
    )


def _read_refusal(error: Exception, mail: OutboxMail) -> tuple[int, str, bool]:
    """Return the server's code (0: no answer about this mail), a sentence, about whom."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(error.recipients.values()))
        return code, f"{code} {_decode(answer)}", True
    if isinstance(error, smtplib.SMTPDataError):
        sentence = f"{error.smtp_code} {_decode(error.smtp_error)}"
        return error.smtp_code, sentence, error.smtp_code in ADDRESS_CODES
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return FIRST_PERMANENT_CODE, f"{error}", True
    # The sender or the login is refused, the server is away or hangs: that is our side.
    return 0, f"{type(error).__name__}: {error}", False


def _decode(answer: bytes | str) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else answer
