"""Who comes of age in a group for young people leaves it, and is told before (CO31)."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from community.conf import get_days
from community.enums import AccountState, GroupState
from community.models import GroupMembership
from community.models.member import ADULT_AGE
from community.notifications.groups import GROWN_UP, tell_groupmate, tell_grows_up
from community.operations.group_places import end_place, lock_place


def tell_who_grows_up(now: dt.datetime) -> int:
    """Tell members, once for each group, that they leave it on the day they are 18.

    Until then the coordination can let them in as adults, or their clearance can.
    """
    day = timezone.localdate(now)
    rows = GroupMembership.objects.outgrown_on(day + get_days("GROUP_GROWN_UP_DAYS"))
    soon = rows.exclude(pk__in=GroupMembership.objects.outgrown_on(day).values("pk"))
    told = soon.filter(
        member__state=AccountState.ACTIVE, group__state=GroupState.ACTIVE
    )
    found = list(told.select_related("member__user", "group").order_by("pk"))
    for row in found:
        tell_grows_up(row=row, day=row.member.get_birthday_of(ADULT_AGE), now=now)
    return len(found)


def let_grown_ups_go(now: dt.datetime) -> int:
    """End the places of who has come of age; nothing of the group is open to them before."""
    rows = GroupMembership.objects.outgrown_on(timezone.localdate(now))
    return sum(_let_go(row, now) for row in rows.select_related("group").order_by("pk"))


@transaction.atomic
def _let_go(row: GroupMembership, now: dt.datetime) -> bool:
    fresh = lock_place(row)
    still = GroupMembership.objects.outgrown_on(timezone.localdate(now))
    if not still.filter(pk=fresh.pk).exists():
        return False  # let in as an adult while we looked
    end_place(fresh, actor=None, now=now)
    tell_groupmate(row=fresh, kind=GROWN_UP, now=now)
    return True
