"""What stands in somebody's notifications: lines, newest first, and how many are unread."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.registry import Label
from community.consent import find_participants
from community.models import Member, Notification
from community.notifications.catalogue import (
    NotificationKind,
    get_kind,
    list_kind_names,
)

LINES_A_PAGE = 20


@dataclass(frozen=True)
class Line:
    """One line: all that belongs to one group, told by its newest notification."""

    newest: Notification
    kind: NotificationKind
    count: int
    is_unread: bool

    @property
    def key(self) -> int:
        return self.newest.pk

    @property
    def sentence(self) -> str:
        """Return what happened, in the language of the reader."""
        values = {
            **self.newest.payload,
            "count": self.count,
            "actor": get_actor_name(self.newest.actor),
        }
        sentence: str = self.kind.sentence % values
        return sentence

    @property
    def words(self) -> str:
        return self.newest.words

    @property
    def reason(self) -> Label:
        return self.kind.reason

    @property
    def icon(self) -> str:
        return self.kind.icon

    @property
    def url(self) -> str:
        return self.kind.get_url(self.newest)

    @property
    def told_at(self) -> dt.datetime:
        return self.newest.created_at


@dataclass(frozen=True)
class CentrePage:
    """One page of the centre; ``older`` is the key from which the next one goes on."""

    lines: tuple[Line, ...]
    older: int | None
    unread_count: int

    @property
    def older_query(self) -> str:
        return f"?before={self.older}"

    @property
    def newest_key(self) -> int:
        return self.lines[0].key if self.lines else 0


def get_actor_name(actor: Member | None) -> str:
    """Return the name shown of who did it; whoever is gone is somebody."""
    return actor.display_name if actor else _("Somebody")


def get_centre_page(member: Member, before: int | None = None) -> CentrePage:
    """Return the lines of one person, those older than ``before``.

    A group that has unread and read parts is one line, as new as its newest part.
    """
    known = Notification.objects.told_to(member).of_kinds(list_kind_names())
    groups = (
        known.values("kind", "group_key")
        .annotate(
            newest=Max("pk"),
            all_count=Count("pk"),
            unread_count=Count("pk", filter=Q(read_at__isnull=True)),
        )
        .order_by("-newest")
    )
    if before is not None:
        groups = groups.filter(newest__lt=before)
    found = list(groups[: LINES_A_PAGE + 1])
    shown = found[:LINES_A_PAGE]
    rows = Notification.objects.select_related("actor").in_bulk(
        [group["newest"] for group in shown]
    )
    lines = tuple(
        Line(
            newest=rows[group["newest"]],
            kind=get_kind(group["kind"]),
            count=group["unread_count"] or group["all_count"],
            is_unread=group["unread_count"] > 0,
        )
        for group in shown
        if group["newest"] in rows
    )
    return CentrePage(
        lines=lines,
        older=lines[-1].key if len(found) > LINES_A_PAGE and lines else None,
        unread_count=_count_unread(known),
    )


def make_lines(rows: Sequence[Notification]) -> list[Line]:
    """Group rows that are ordered from the newest on into lines."""
    groups: dict[tuple[str, str], list[Notification]] = {}
    for row in rows:
        groups.setdefault((row.kind, row.group_key), []).append(row)
    return [
        Line(
            newest=group[0],
            kind=get_kind(group[0].kind),
            count=len(group),
            is_unread=any(row.read_at is None for row in group),
        )
        for group in groups.values()
    ]


def count_unread(member: int) -> int:
    """Return how many lines of somebody who takes part are unread."""
    return _count_unread(
        Notification.objects.told_to(member).of_kinds(list_kind_names())
    )


def find_unread_count(user: Any, now: dt.datetime) -> int | None:
    """Return how many lines are unread, by one query; None for who takes no part."""
    lines = (
        Notification.objects.unread()
        .unmuted()
        .filter(recipient=OuterRef("pk"), is_listed=True)
        .of_kinds(list_kind_names())
        .order_by()
        .values("recipient")
        .annotate(count=_LINE_COUNT)
        .values("count")
    )
    members = find_participants(timezone.localdate(now)).filter(user_id=user.pk)
    unread = Coalesce(Subquery(lines, output_field=IntegerField()), 0)
    return members.values_list(unread, flat=True).first()


def _count_unread(rows: Any) -> int:
    count: int = rows.unread().aggregate(count=_LINE_COUNT)["count"]
    return count


_LINE_COUNT = Count(Concat("kind", Value(" "), "group_key"), distinct=True)
