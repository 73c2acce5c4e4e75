"""What may be due in cms."""

import datetime as dt

from django.contrib.sessions.models import Session
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.enums import LeaseState
from cms.links import forget_expired_links
from cms.models import LinkToken, OutboxMail
from cms.operations.link_checks import check_links
from cms.operations.offer_requests import (
    forget_requests,
    let_requests_lapse,
    remind_of_requests,
)
from cms.operations.orphans import report_orphans
from cms.operations.publication import publish_due
from cms.operations.reviews import remind_reviewers
from cms.operations.roles import sync_due_roles
from cms.outbox import deliver_due_mails
from cms.schedule import Due, schedule
from cms.tasks.renditions import requeue_lost_renditions

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
LINKS_PAUSE = dt.timedelta(minutes=5)
KEEP_TASKS = dt.timedelta(days=14)
KEEP_MAILS = dt.timedelta(days=90)
KEEP_RECIPIENTS = dt.timedelta(days=30)
KEEP_LINKS = dt.timedelta(days=90)


def sync_roles(now: dt.datetime) -> int:
    """Let roles begin and end by the day in Berlin."""
    return sync_due_roles(today=timezone.localdate(now))


def send_mails(_now: dt.datetime) -> int:
    """Send what no wake-up call has sent, and what is to be tried again."""
    return deliver_due_mails()


def clear_sessions(now: dt.datetime) -> int:
    """Delete logins that have ended."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]


def prune_tasks(now: dt.datetime) -> int:
    """Delete the results of old tasks."""
    old = DBTaskResult.objects.finished().filter(finished_at__lt=now - KEEP_TASKS)
    return old.delete()[0]


def prune_mails(_now: dt.datetime) -> int:
    """Delete mails that left long ago; dead ones stay until somebody decides."""
    old = OutboxMail.objects.filter(
        state=LeaseState.DONE, finished_at__lt=Now() - KEEP_MAILS
    )
    return old.delete()[0]


def forget_recipients(now: dt.datetime) -> int:
    """Take the address from mails that left a month ago; the key that sends once stays (P52)."""
    old = OutboxMail.objects.filter(
        state=LeaseState.DONE, finished_at__lt=now - KEEP_RECIPIENTS
    ).exclude(recipient="")
    return old.update(recipient="", subject="", headers={}, context={})


def prune_links(now: dt.datetime) -> int:
    """Empty links when they expire; delete what is left of them long after (P55).

    In between their page says that the time is over, of what nobody can tell.
    """
    forget_expired_links(now)
    return LinkToken.objects.filter(expires_at__lt=now - KEEP_LINKS).delete()[0]


def look_for_orphans(now: dt.datetime) -> int:
    """Report files without a row and rows without a file."""
    found = report_orphans(now=now)
    return len(found.files) + len(found.rows)


for due in (
    Due(name="publication", run=publish_due, order=10),
    Due(name="roles", run=sync_roles, order=20, pause=dt.timedelta(minutes=1)),
    Due(name="reviews", run=remind_reviewers, order=30, pause=HOUR),
    Due(name="late requests", run=remind_of_requests, order=40, pause=HOUR),
    Due(name="silent requests", run=let_requests_lapse, order=41, pause=HOUR),
    Due(name="old requests", run=forget_requests, order=90, pause=HOUR),
    Due(name="mail", run=send_mails, order=50),
    Due(name="links", run=check_links, order=92, pause=LINKS_PAUSE),
    Due(name="lost sizes", run=requeue_lost_renditions, order=80, pause=HOUR),
    Due(name="orphans", run=look_for_orphans, order=95, pause=DAY),
    Due(name="sessions", run=clear_sessions, order=90, pause=HOUR),
    Due(name="tasks", run=prune_tasks, order=90, pause=HOUR),
    Due(name="old mails", run=prune_mails, order=90, pause=HOUR),
    Due(name="old recipients", run=forget_recipients, order=90, pause=HOUR),
    Due(name="old links", run=prune_links, order=90, pause=HOUR),
):
    schedule.register(due)
