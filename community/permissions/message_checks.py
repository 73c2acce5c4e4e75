"""Who of the staff may look into conversations, and decide on messages (CO34, CO35, P16)."""

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from cms.enums import NetworkKind, Role
from cms.models import NetworkRole
from cms.permissions.roles import get_active_roles
from community.models import Member, Message, Thread, ThreadMember
from community.permissions.moderation import get_readable_cases


def get_looked_into_threads(user: Any) -> QuerySet[Thread]:
    """Return the supervised threads of the networks that the person coordinates.

    Not those that the person takes part in. Superusers may look too, and are seen to.
    """
    threads = Thread.objects.filter(is_supervised=True).exclude(
        memberships__member__user_id=user.pk or 0
    )
    if user.is_active and user.is_superuser:
        return threads
    roles = get_active_roles(user).filter(role=Role.COORDINATOR)
    return threads.filter(network__in=roles.values("network"))


def can_look_into_thread(user: Any, thread: Thread) -> bool:
    """Tell whether the person may look, with a reason that the members read (P16)."""
    return get_looked_into_threads(user).filter(pk=thread.pk).exists()


def get_held_messages(user: Any) -> QuerySet[Message]:
    """Return the held messages on which the person decides: never in an own thread (CO35).

    Those of the own networks, and for coordinators of the portal what was passed on.
    """
    rows = Message.objects.held().exclude(
        thread__memberships__member__user_id=user.pk or 0
    )
    if user.is_active and user.is_superuser:
        return rows
    roles = get_active_roles(user).filter(role=Role.COORDINATOR)
    rule = Q(thread__network__in=roles.values("network"))
    if roles.filter(network__kind=NetworkKind.SITE).exists():
        rule |= Q(escalated_at__isnull=False)
    return rows.filter(rule)


def get_checked_messages(user: Any) -> QuerySet[Message]:
    """Return the messages that wait for the person: held ones, and those that were reported."""
    reported = get_readable_cases(user).filter(
        content_type=ContentType.objects.get_for_model(Message)
    )
    keys = reported.values("object_id")
    return Message.objects.filter(
        Q(pk__in=get_held_messages(user).values("pk"))
        | Q(pk__in=keys) & ~Q(thread__memberships__member__user_id=user.pk or 0)
    ).distinct()


def can_read_checked_message(user: Any, message: Message) -> bool:
    """Tell whether the person may look at this one message, with a reason."""
    return get_checked_messages(user).filter(pk=message.pk).exists()


def can_decide_held_message(user: Any, message: Message) -> bool:
    """Tell whether the person may release, redact or return it."""
    return get_held_messages(user).filter(pk=message.pk).exists()


def works_on_messages(user: Any) -> bool:
    """Tell whether the person may open the lists of what waits and what is supervised."""
    if user.is_active and user.is_superuser:
        return True
    roles = get_active_roles(user)
    return roles.filter(role__in=[Role.COORDINATOR, Role.MODERATOR]).exists()


def find_checkers(message: Message, day: dt.date) -> QuerySet[Member]:
    """Return the members who are told that a message waits."""
    roles = NetworkRole.objects.active_on(day).filter(role=Role.COORDINATOR)
    rule = Q(network=message.thread.network_id)
    if message.escalated_at:
        rule |= Q(network__kind=NetworkKind.SITE)
    inside = ThreadMember.objects.filter(thread=message.thread_id)
    return Member.objects.filter(
        user__in=roles.filter(rule).values("user"), user__is_active=True
    ).exclude(pk__in=inside.values("member"))
