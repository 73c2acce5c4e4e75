"""A kind of notification and rows of it, for tests."""

import datetime as dt
from contextlib import contextmanager

from django.utils.translation import ngettext_lazy

from community.enums import Frequency
from community.notifications.catalogue import NotificationKind, notification_kinds
from community.notifications.telling import notify
from community.operations.notifications import Choice, save_choices

NOON = dt.datetime(2027, 3, 3, 11, tzinfo=dt.UTC)
"""A Wednesday, 12:00 in Berlin."""

KIND = "test-answer"


def make_kind(name=KIND, **values):
    defaults = {
        "name": name,
        "title": "Answers",
        "audience": "who asked",
        "reason": "You have asked.",
        "sentence": ngettext_lazy(
            "An answer in %(place)s", "%(count)d answers in %(place)s", "count"
        ),
        "get_url": lambda row: f"/x/{row.pk}/",
        "fields": frozenset({"place"}),
    }
    return NotificationKind(**defaults | values)


@contextmanager
def kinds(*declared):
    with notification_kinds.registered(*declared):
        yield


def tell(member, event="1", *, now=NOON, kind=KIND, place="Mainz", **values):
    return notify(
        recipient=member,
        kind=kind,
        event_key=event,
        payload={"place": place},
        now=now,
        **values,
    )


def choose(member, mail, *, kind=KIND, is_listed=True, quiet_hours=None):
    save_choices(
        member=member,
        choices={kind: Choice(mail=Frequency(mail), is_listed=is_listed)},
        quiet_hours=quiet_hours,
    )
