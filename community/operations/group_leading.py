"""Leading a group: deciding requests, removing, shutting out, roles (CO29, CO30)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from cms.transitions import WrongStateError, apply_transition
from community.consent import find_standing
from community.enums import GroupMembershipState, GroupRole
from community.models import Group, GroupMembership
from community.notifications.groups import (
    ACCEPTED,
    ASKED,
    DECLINED,
    LEADS,
    REMOVED,
    tell_groupmate,
)
from community.notifications.telling import withdraw
from community.operations.group_places import (
    end_place,
    keep_an_owner,
    keep_who_is_in_charge,
    let_in,
    lock_group,
    lock_place,
)
from community.transitions import BAN_FROM_GROUP, DECLINE_TO_GROUP, LIFT_GROUP_BAN


class NotGrownUpError(Exception):
    """Only an adult leads a group (CO30)."""


@transaction.atomic
def decide_requests(
    *, group: Group, row_ids: Iterable[int], accepts: bool, actor: Any, now: dt.datetime
) -> int:
    """Let in or decline those who ask, and tell them; return how many it was.

    Whoever has taken the request back, or takes no part any more, is left out.
    """
    fresh = lock_group(group)
    rows = GroupMembership.objects.asked().filter(group=fresh, pk__in=list(row_ids))
    count = 0
    for row in rows.select_related("member__user", "group").order_by("pk"):
        if accepts:
            standing = find_standing(row.member, now)
            is_adult = standing.takes_part and not standing.is_protected
            if fresh.admits_minors or not fresh.is_active or not is_adult:
                continue
            let_in(fresh, row.member, actor=actor, now=now)
            tell_groupmate(row=row, kind=ACCEPTED, now=now)
        else:
            apply_transition(row=row, transition=DECLINE_TO_GROUP, actor=actor, now=now)
            tell_groupmate(row=row, kind=DECLINED, now=now)
        count += 1
    return count


@transaction.atomic
def remove_groupmates(
    *, group: Group, row_ids: Iterable[int], actor: Any, now: dt.datetime
) -> int:
    """Remove simple members, who are told; return how many it was."""
    fresh = lock_group(group)
    rows = GroupMembership.objects.active().filter(
        group=fresh, pk__in=list(row_ids), role=GroupRole.MEMBER
    )
    found = list(rows.select_related("member__user", "group").order_by("pk"))
    for row in found:
        end_place(row, actor=actor, now=now)
        tell_groupmate(row=row, kind=REMOVED, now=now)
    return len(found)


@transaction.atomic
def ban_groupmate(
    *, row: GroupMembership, actor: Any, now: dt.datetime
) -> GroupMembership:
    """Shut somebody out; a removal is told, being shut out is not.

    Raises:
        WrongStateError: it is so already, or the person leads the group.
    """
    fresh = lock_place(row)
    if fresh.role != GroupRole.MEMBER:
        raise WrongStateError("shut out")
    was_active = fresh.state == GroupMembershipState.ACTIVE
    apply_transition(row=fresh, transition=BAN_FROM_GROUP, actor=actor, now=now)
    if was_active:
        tell_groupmate(row=fresh, kind=REMOVED, now=now)
    else:
        withdraw(kind=ASKED.name, thing=fresh)
    return fresh


@transaction.atomic
def lift_group_ban(
    *, row: GroupMembership, actor: Any, now: dt.datetime
) -> GroupMembership:
    """Let somebody join again; the person is not let in by that.

    Raises:
        WrongStateError: nobody is shut out.
    """
    fresh = lock_place(row)
    apply_transition(row=fresh, transition=LIFT_GROUP_BAN, actor=actor, now=now)
    return fresh


@transaction.atomic
def set_group_role(
    *, row: GroupMembership, role: GroupRole, now: dt.datetime
) -> GroupMembership:
    """Give somebody of the group another role; who leads from now on is told.

    Raises:
        LastOwnerError: no adult would be in charge any more.
        InChargeError: the coordination names somebody else first.
        NotGrownUpError: only an adult who takes part leads.
        WrongStateError: the person has left in the meantime.
    """
    fresh = lock_place(row)
    if fresh.state != GroupMembershipState.ACTIVE:
        raise WrongStateError("role")
    if role != GroupRole.OWNER:
        keep_an_owner(fresh)
        keep_who_is_in_charge(fresh)
    if role != GroupRole.MEMBER:
        standing = find_standing(fresh.member, now)
        if standing.is_protected or not standing.takes_part:
            raise NotGrownUpError
    leads_already = fresh.role != GroupRole.MEMBER
    fresh.role = role
    fresh.save(update_fields=["role"])
    if role != GroupRole.MEMBER and not leads_already:
        tell_groupmate(row=fresh, kind=LEADS, now=now)
    return fresh
