"""What followers are told of things: once for each change, and only while it is public (CO71)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.models import Page

from cms.models.base import ListedPageQuerySet
from cms.models.thing import LocalisedRow
from cms.registry import Label
from community.enums import Frequency
from community.models import Member, Notification
from community.notifications.catalogue import NotificationKind, notification_kinds
from community.notifications.telling import notify

TITLE_LENGTH = 200


def get_thing_path(notification: Notification) -> str:
    """Return the page that the notification was made of."""
    return str(notification.payload["url"])


def find_public(rows: Sequence[Notification]) -> set[int]:
    """Return the keys of those whose thing still has an open page (CO71)."""
    keys = {
        row.pk: row.thing.translation_key
        for row in rows
        if isinstance(row.thing, LocalisedRow)
    }
    pages = ListedPageQuerySet(model=Page).open_to_all()
    open_keys = set(
        pages.filter(translation_key__in=keys.values()).values_list(
            "translation_key", flat=True
        )
    )
    return {
        row.pk
        for row in rows
        if row.thing is not None and (row.pk not in keys or keys[row.pk] in open_keys)
    }


def register_kind(
    name: str,
    *,
    title: Label,
    sentence: Any,
    icon: str,
    mail: Frequency,
    order: int,
) -> str:
    """Register a kind that followers get; minors find it in the centre only (P19)."""
    notification_kinds.register(
        NotificationKind(
            name=name,
            title=title,
            audience=_("who follows it, its network, a topic or a theme of it"),
            reason=_("You follow this, its network or its topic."),
            sentence=sentence,
            get_url=get_thing_path,
            fields=frozenset({"title", "url"}),
            icon=icon,
            mail=mail,
            find_true=find_public,
            order=order,
        )
    )
    return name


KINDS = (
    register_kind(
        "followed-published",
        title=_("Something new on what you follow"),
        sentence=ngettext_lazy(
            "“%(title)s” is new.", "%(count)d things are new.", "count"
        ),
        icon="newspaper",
        mail=Frequency.WEEKLY,
        order=60,
    ),
    register_kind(
        "followed-updated",
        title=_("News that you follow have changed"),
        sentence=ngettext_lazy(
            "“%(title)s” was updated.", "%(count)d news were updated.", "count"
        ),
        icon="pencil",
        mail=Frequency.WEEKLY,
        order=61,
    ),
    register_kind(
        "followed-deadline",
        title=_("A deadline that you follow was moved"),
        sentence=ngettext_lazy(
            "“%(title)s” has another deadline.",
            "%(count)d deadlines were moved.",
            "count",
        ),
        icon="calendar-clock",
        mail=Frequency.AT_ONCE,
        order=62,
    ),
    register_kind(
        "followed-dates",
        title=_("An event that you follow has other dates"),
        sentence=ngettext_lazy(
            "“%(title)s” has other dates.",
            "%(count)d events have other dates.",
            "count",
        ),
        icon="calendar-clock",
        mail=Frequency.WEEKLY,
        order=63,
    ),
    register_kind(
        "followed-cancelled",
        title=_("An event that you follow does not take place"),
        sentence=ngettext_lazy(
            "“%(title)s” does not take place.",
            "%(count)d events do not take place.",
            "count",
        ),
        icon="calendar-x",
        mail=Frequency.AT_ONCE,
        order=64,
    ),
    register_kind(
        "followed-postponed",
        title=_("An event that you follow is postponed"),
        sentence=ngettext_lazy(
            "“%(title)s” is postponed.", "%(count)d events are postponed.", "count"
        ),
        icon="calendar-x",
        mail=Frequency.AT_ONCE,
        order=65,
    ),
    register_kind(
        "followed-resumed",
        title=_("An event that you follow takes place after all"),
        sentence=ngettext_lazy(
            "“%(title)s” takes place after all.",
            "%(count)d events take place after all.",
            "count",
        ),
        icon="calendar-check",
        mail=Frequency.WEEKLY,
        order=66,
    ),
)


def tell_follower(
    *,
    member: Member,
    kind: str,
    thing: Any,
    event_key: str,
    title: str,
    url: str,
    now: dt.datetime,
) -> None:
    """Tell one follower, as she or he has chosen; twice is once."""
    notify(
        recipient=member,
        kind=kind,
        event_key=event_key,
        thing=thing,
        payload={"title": title[:TITLE_LENGTH], "url": url},
        now=now,
    )


def withdraw_told(*, thing: Any) -> int:
    """Take back what nobody has read yet of a thing that is not public any more."""
    rows = Notification.objects.about(thing).unread().of_kinds(KINDS)
    count, _by_model = rows.delete()
    return count
