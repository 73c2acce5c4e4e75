"""Figures of members as they are shown: small cells merged, so that nobody is told apart."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.conf import get_setting
from cms.models import Network
from community.enums import MemberFigureKind, MemberRole
from community.models import MemberFigure

DAYS_SHOWN = 90


@dataclass(frozen=True)
class DayOfFigures:
    """What is told of one day: pairs of label and value; a value is a number or words."""

    day: dt.date
    cells: tuple[tuple[str, str], ...]


def get_figures(network: Network, *, until: dt.date) -> list[DayOfFigures]:
    """Return the figures of a network by day, the newest first."""
    start = until - dt.timedelta(days=DAYS_SHOWN)
    rows = MemberFigure.objects.filter(network=network, day__gt=start, day__lte=until)
    days: dict[dt.date, list[MemberFigure]] = {}
    for row in rows.order_by("-day", "pk"):
        days.setdefault(row.day, []).append(row)
    return [DayOfFigures(day, tuple(_draw(found))) for day, found in days.items()]


def _draw(rows: Iterable[MemberFigure]) -> list[tuple[str, str]]:
    known = {(row.kind, row.role): row.count for row in rows}
    roles = {
        role: known[MemberFigureKind.MEMBER, role]
        for role in MemberRole.values
        if known.get((MemberFigureKind.MEMBER, role))
    }
    cells = [(_("members"), show(sum(roles.values())))]
    cells += [
        (str(MemberFigureKind(kind).label), show(known.get((kind, ""), 0)))
        for kind in (MemberFigureKind.WAITING, MemberFigureKind.ACTIVE)
    ]
    named, other = merge_small(roles)
    cells += [(str(MemberRole(role).label), show(count)) for role, count in named]
    if other:
        cells.append((_("other roles together"), show(other)))
    return cells


def merge_small(roles: dict[str, int]) -> tuple[list[tuple[str, int]], int]:
    """Return the roles that can be named, and the sum of all others.

    What is small is put together; if that is still small, or stands for one role alone, the
    next larger role goes in too: else the sum less the named ones would tell it.
    """
    least = get_setting("SMALLEST_SHOWN_COUNT")
    named = sorted(roles.items(), key=lambda item: -item[1])
    merged: list[int] = []
    while named and named[-1][1] < least:
        merged.append(named.pop()[1])
    while merged and named and (sum(merged) < least or len(merged) == 1):
        merged.append(named.pop()[1])
    return named, sum(merged)


def show(count: int) -> str:
    """Return a number in words where it is too small to be told."""
    least = get_setting("SMALLEST_SHOWN_COUNT")
    if 0 < count < least:
        return _("fewer than %(count)d") % {"count": least}
    return str(count)
