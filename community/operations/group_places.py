"""Places in groups: what joining, leaving and leading have in common (CO30, CO31)."""

import datetime as dt
from typing import Any

from cms.models import StateChange
from cms.transitions import apply_transition
from community.activity import record_activity
from community.enums import AccountState, GroupMembershipState, GroupRole
from community.models import Group, GroupMembership, Member
from community.notifications.groups import ASKED
from community.notifications.telling import withdraw
from community.transitions import (
    ACCEPT_TO_GROUP,
    ASK_GROUP_AGAIN,
    END_GROUP,
    LIFT_GROUP_BAN,
)


class LastOwnerError(Exception):
    """The only adult in charge: somebody else has to be it first."""


class InChargeError(Exception):
    """The adult in charge of a group for young people is named by the coordination."""


def lock_group(group: Group) -> Group:
    """Return the group as it is, with nobody else at it until the transaction ends."""
    rows = Group.objects.select_for_update(of=("self",)).select_related("network")
    return rows.get(pk=group.pk)


def admit(
    *, group: Group, member: Member, role: GroupRole, actor: Any, now: dt.datetime
) -> GroupMembership:
    """Make somebody belong to a locked group, whatever the place was before."""
    row, _is_new = GroupMembership.objects.select_related(
        "member__user", "group"
    ).get_or_create(group=group, member=member, defaults={"since": now})
    if row.state == GroupMembershipState.BANNED:
        apply_transition(row=row, transition=LIFT_GROUP_BAN, actor=actor, now=now)
    if row.state in ASK_GROUP_AGAIN.from_states:
        apply_transition(row=row, transition=ASK_GROUP_AGAIN, actor=actor, now=now)
    if row.state == GroupMembershipState.ASKED:
        apply_transition(row=row, transition=ACCEPT_TO_GROUP, actor=actor, now=now)
        row.since, row.is_muted, row.is_welcomed = now, False, False
    row.role = role
    row.save(update_fields=["role", "since", "is_muted", "is_welcomed"])
    return row


def let_in(
    group: Group, member: Member, *, actor: Any, now: dt.datetime
) -> GroupMembership:
    """Make somebody a simple member of a locked group, and note it where others may read it."""
    row = admit(group=group, member=member, role=GroupRole.MEMBER, actor=actor, now=now)
    if not group.is_hidden and not group.admits_minors:
        record_activity(kind="group-joined", actor=member, thing=group, now=now)
    return row


def end_place(row: GroupMembership, *, actor: Any, now: dt.datetime) -> StateChange:
    """End a locked place and its role."""
    if row.role != GroupRole.MEMBER:
        row.role = GroupRole.MEMBER
        row.save(update_fields=["role"])
    change = apply_transition(row=row, transition=END_GROUP, actor=actor, now=now)
    withdraw(kind=ASKED.name, thing=row)
    return change


def lock_place(row: GroupMembership) -> GroupMembership:
    """Return the place as it is, with its group locked: one order for all, so none deadlock."""
    lock_group(row.group)
    rows = GroupMembership.objects.select_related("member__user", "group")
    return rows.get(pk=row.pk)


def find_other_owners(row: GroupMembership) -> Any:
    """Return who else is in charge of the group."""
    owners = GroupMembership.objects.owners().filter(group=row.group_id)
    return owners.exclude(pk=row.pk)


def keep_an_owner(row: GroupMembership) -> None:
    """Refuse to end the place of the last owner; an account on its way out never waits.

    Raises:
        LastOwnerError: nobody would be in charge any more.
    """
    is_leaving = (
        row.role == GroupRole.OWNER and row.state == GroupMembershipState.ACTIVE
    )
    is_known = row.member.state != AccountState.CLOSED
    if is_leaving and is_known and not find_other_owners(row).exists():
        raise LastOwnerError


def keep_who_is_in_charge(row: GroupMembership) -> None:
    """Refuse to end the place of the adult in charge of young people (CO31).

    Raises:
        InChargeError: the coordination names somebody else first.
    """
    if row.group.admits_minors and row.group.in_charge_id == row.member_id:
        raise InChargeError
