"""What people are told about groups; the coordination by a plain mail (CO29, CO30)."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, override

from cms.models import Network
from cms.outbox import enqueue_mail
from cms.permissions.roles import find_coordinators
from community.enums import Frequency
from community.models import Group, GroupMembership, Notification
from community.notifications.accounts import get_language_of
from community.notifications.catalogue import NotificationKind, notification_kinds
from community.notifications.telling import notify, withdraw

MAIL_KIND = "group"


def get_group_path(notification: Notification) -> str:
    """Return the page of the group; the own groups where it is gone."""
    thing = notification.thing
    if isinstance(thing, Group):
        return thing.get_absolute_url()
    return reverse("community_groups:group_mine")


def get_requests_path(notification: Notification) -> str:
    """Return where requests are answered."""
    thing = notification.thing
    if isinstance(thing, GroupMembership):
        return reverse("community_groups:group_members", args=[thing.group.slug])
    return reverse("community_groups:group_mine")


ASKED = notification_kinds.register(
    NotificationKind(
        name="group-asked",
        title=_("Somebody would like to join your group"),
        audience=_("who leads the group"),
        reason=_("You lead this group."),
        sentence=ngettext_lazy(
            "%(actor)s would like to join %(group)s.",
            "%(count)d people would like to join %(group)s.",
            "count",
        ),
        get_url=get_requests_path,
        fields=frozenset({"group"}),
        icon="user-plus",
        mail=Frequency.DAILY,
        order=60,
    )
)
ACCEPTED = notification_kinds.register(
    NotificationKind(
        name="group-accepted",
        title=_("A group has let you in"),
        audience=_("the member who asked"),
        reason=_("You have asked to join this group."),
        sentence=ngettext_lazy(
            "You belong to %(group)s now.",
            "You were let into %(group)s %(count)d times.",
            "count",
        ),
        get_url=get_group_path,
        fields=frozenset({"group"}),
        icon="user-check",
        mail=Frequency.AT_ONCE,
        order=61,
    )
)
DECLINED = notification_kinds.register(
    NotificationKind(
        name="group-declined",
        title=_("A group could not let you in"),
        audience=_("the member who asked"),
        reason=_("You have asked to join this group."),
        sentence=ngettext_lazy(
            "%(group)s could not let you in.",
            "%(group)s could not let you in, %(count)d times.",
            "count",
        ),
        get_url=get_group_path,
        fields=frozenset({"group"}),
        icon="circle-x",
        mail=Frequency.AT_ONCE,
        order=62,
    )
)
REMOVED = notification_kinds.register(
    NotificationKind(
        name="group-removed",
        title=_("You do not belong to a group any more"),
        audience=_("the member who was removed"),
        reason=_("You belonged to this group."),
        sentence=ngettext_lazy(
            "You do not belong to %(group)s any more.",
            "You do not belong to %(group)s any more (%(count)d times).",
            "count",
        ),
        get_url=lambda _row: reverse("community_groups:group_mine"),
        fields=frozenset({"group"}),
        icon="circle-x",
        mail=Frequency.AT_ONCE,
        mail_for_minors=Frequency.AT_ONCE,
        order=63,
    )
)
LEADS = notification_kinds.register(
    NotificationKind(
        name="group-leads",
        title=_("You lead a group"),
        audience=_("the member who leads it from now on"),
        reason=_("Somebody has asked you to lead this group."),
        sentence=ngettext_lazy(
            "You lead %(group)s from now on.",
            "You were asked to lead %(group)s %(count)d times.",
            "count",
        ),
        get_url=get_group_path,
        fields=frozenset({"group"}),
        icon="users",
        mail=Frequency.AT_ONCE,
        order=64,
    )
)
GROWS_UP = notification_kinds.register(
    NotificationKind(
        name="group-grows-up",
        title=_("You grow out of a group for young people"),
        audience=_("the member who is 18 soon"),
        reason=_("You belong to this group, and it is for people under 18."),
        sentence=ngettext_lazy(
            "You are 18 soon. %(group)s is for young people, so you leave it on %(day)s. "
            "The coordination can let you in again as an adult.",
            "You are 18 soon and leave %(group)s on %(day)s, as it is for young people "
            "(%(count)d messages).",
            "count",
        ),
        get_url=get_group_path,
        fields=frozenset({"group", "day"}),
        icon="users",
        mail=Frequency.AT_ONCE,
        mail_for_minors=Frequency.AT_ONCE,
        order=65,
    )
)
GROWN_UP = notification_kinds.register(
    NotificationKind(
        name="group-grown-up",
        title=_("You have grown out of a group for young people"),
        audience=_("the member who is 18 now"),
        reason=_("You belonged to this group, and it is for people under 18."),
        sentence=ngettext_lazy(
            "You are 18 now, so you do not belong to %(group)s any more. It was good to "
            "have you there; the coordination can let you in again as an adult.",
            "You are 18 now, so you do not belong to %(group)s any more "
            "(%(count)d messages).",
            "count",
        ),
        get_url=lambda _row: reverse("community_groups:group_mine"),
        fields=frozenset({"group"}),
        icon="users",
        mail=Frequency.AT_ONCE,
        mail_for_minors=Frequency.AT_ONCE,
        order=66,
    )
)


def tell_grows_up(*, row: GroupMembership, day: dt.date, now: dt.datetime) -> None:
    """Tell a member some weeks before, once, when the place ends."""
    with override(row.member.language):
        said = date_format(day, "DATE_FORMAT")
    notify(
        recipient=row.member,
        kind=GROWS_UP.name,
        event_key=f"{GROWS_UP.name}:{row.pk}:{day.isoformat()}",
        now=now,
        thing=row.group,
        payload={"group": row.group.name, "day": said},
    )


def tell_leads(*, row: GroupMembership, now: dt.datetime) -> None:
    """Tell who leads a group that somebody asks to join."""
    leads = GroupMembership.objects.leading().filter(group=row.group)
    for lead in leads.select_related("member__user").order_by("pk"):
        notify(
            recipient=lead.member,
            kind=ASKED.name,
            event_key=f"group-asked:{row.pk}:{now.isoformat()}",
            now=now,
            thing=row,
            actor=row.member,
            group_key=f"group-asked:{row.group_id}",
            payload={"group": row.group.name},
            group=row.group,
        )


def tell_groupmate(
    *, row: GroupMembership, kind: NotificationKind, now: dt.datetime
) -> None:
    """Tell a person what became of the own place; that is told in a muted group, too."""
    withdraw(kind=ASKED.name, thing=row)
    notify(
        recipient=row.member,
        kind=kind.name,
        event_key=f"{kind.name}:{row.pk}:{now.isoformat()}",
        now=now,
        thing=row.group,
        payload={"group": row.group.name},
    )


def tell_group_coordinators(*, group: Group, now: dt.datetime) -> None:
    """Tell the coordination, else the portal's, that a group has lost who leads it."""
    day = timezone.localdate(now)
    people = find_coordinators(group.network, day)
    people = people or find_coordinators(Network.objects.get_site(), day)
    for person in people:
        _tell_coordinator(person, group, day)


def _tell_coordinator(person: Any, group: Group, day: dt.date) -> None:
    if not person.email:
        return
    enqueue_mail(
        recipient=person.email,
        kind=MAIL_KIND,
        event_key=f"{MAIL_KIND}:left-alone:{group.pk}:{day}:{person.pk}",
        language=get_language_of(person),
        template="community/mail/group_left_alone",
        context={
            "group": group.name,
            "url": settings.WAGTAILADMIN_BASE_URL
            + reverse("member_groups:inspect", args=[group.pk]),
        },
    )
