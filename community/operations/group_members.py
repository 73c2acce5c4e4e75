"""Belonging to a group: joining, leaving, coming back, muting (CO29, CO31, CO32)."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.models import StateChange
from cms.transitions import WrongStateError, apply_transition
from community.consent import find_standing
from community.enums import AgeStep, GroupJoining, GroupMembershipState, GroupRole
from community.models import Group, GroupMembership, Member
from community.notifications.groups import tell_group_coordinators, tell_leads
from community.operations.group_places import (
    end_place,
    find_other_owners,
    keep_an_owner,
    keep_who_is_in_charge,
    let_in,
    lock_group,
    lock_place,
)
from community.permissions.groups import can_care_for_group
from community.transitions import ASK_GROUP_AGAIN, COME_BACK_TO_GROUP


class NotAdmittedError(Exception):
    """The group does not admit this person so; why is nobody's business."""


class AskedAlreadyError(Exception):
    """The member has asked or belongs to the group."""


@transaction.atomic
def join_group(
    *, group: Group, member: Member, now: dt.datetime, is_by_link: bool = False
) -> GroupMembership:
    """Join at once, or ask those who lead, as the group has it.

    Raises:
        NotAdmittedError: by invitation only, archived, for young people; also for whoever
            is shut out, and who takes no part as an adult.
        AskedAlreadyError: there is a request or a place.
    """
    row = lock_group(group)
    standing = find_standing(member, now)
    is_adult = standing.takes_part and not standing.is_protected
    is_open = is_by_link or row.joining != GroupJoining.INVITE
    if not (is_adult and is_open and row.is_active) or row.admits_minors:
        raise NotAdmittedError
    old = GroupMembership.objects.filter(group=row, member=member).first()
    if old and old.state == GroupMembershipState.BANNED:
        raise NotAdmittedError
    if old and old.state == GroupMembershipState.ACTIVE:
        raise AskedAlreadyError
    if is_by_link or row.joining == GroupJoining.OPEN:
        return let_in(row, member, actor=member.user, now=now)
    return _ask(row, member, old, now)


@transaction.atomic
def join_as_invited(
    *, group: Group, member: Member, inviter: Any, now: dt.datetime
) -> GroupMembership:
    """Take an invitation up; minors only where it is safe, adults there only by staff (CO31).

    Raises:
        NotAdmittedError: archived, shut out, too young, or not by whom it takes.
    """
    row = lock_group(group)
    standing = find_standing(member, now)
    if not standing.takes_part or not row.is_active:
        raise NotAdmittedError
    if standing.is_protected:
        safe = Group.objects.safe_for_minors_on(timezone.localdate(now))
        if not safe.filter(pk=row.pk).exists():
            raise NotAdmittedError
    is_grown_among_young = row.admits_minors and standing.step == AgeStep.ADULT
    if is_grown_among_young and not can_care_for_group(inviter, row):
        raise NotAdmittedError
    rows = GroupMembership.objects.filter(group=row, member=member)
    if rows.filter(state=GroupMembershipState.BANNED).exists():
        raise NotAdmittedError
    found = rows.active().first()
    if found is None:
        return let_in(row, member, actor=member.user, now=now)
    if is_grown_among_young:
        # Who grew up here stays, as an adult whom the coordination lets in.
        found.since = now
        found.save(update_fields=["since"])
    return found


@transaction.atomic
def leave_group(*, row: GroupMembership, now: dt.datetime) -> StateChange:
    """Leave, or take a request back; who led comes back as a simple member.

    Raises:
        LastOwnerError: no adult would be in charge any more.
        InChargeError: the coordination names somebody else first.
        WrongStateError: it has ended.
    """
    fresh = lock_place(row)
    keep_an_owner(fresh)
    keep_who_is_in_charge(fresh)
    return end_place(fresh, actor=fresh.member.user, now=now)


@transaction.atomic
def come_back(*, change: StateChange, member: Member, now: dt.datetime) -> Group:
    """Undo leaving, while nothing else has happened to the place since.

    Raises:
        WrongStateError: something has.
    """
    rows = GroupMembership.objects.filter(member=member)
    found = rows.select_related("group").filter(pk=change.object_id).first()
    if found is None:
        raise WrongStateError("come back")
    row = lock_place(found)
    newest = StateChange.objects.filter(
        content_type=change.content_type_id, object_id=row.pk
    ).first()
    if newest != change or not row.group.is_active:
        raise WrongStateError("come back")
    apply_transition(row=row, transition=COME_BACK_TO_GROUP, actor=member.user, now=now)
    return row.group


def mute_group(*, row: GroupMembership, is_muted: bool) -> None:
    """Hear nothing of the group in any channel, or again; the place stays (CO32)."""
    GroupMembership.objects.active().filter(pk=row.pk).update(is_muted=is_muted)


def note_welcome(*, row: GroupMembership) -> None:
    """Note that the person has read the welcome: it is shown once."""
    GroupMembership.objects.filter(pk=row.pk).update(is_welcomed=True)


def tell_who_takes_groups_over(*, member: Member, now: dt.datetime) -> int:
    """Tell the coordinators which groups lose their last owner with this account.

    Called when the account is closed or erased; nothing of that waits for an answer
    (P10, P42, P43).
    """
    own = GroupMembership.objects.active().filter(member=member, role=GroupRole.OWNER)
    alone = [
        row.group
        for row in own.select_related("group__network").order_by("pk")
        if row.group.is_active and not find_other_owners(row).exists()
    ]
    for group in alone:
        tell_group_coordinators(group=group, now=now)
    return len(alone)


def _ask(
    group: Group, member: Member, old: GroupMembership | None, now: dt.datetime
) -> GroupMembership:
    if old and old.state == GroupMembershipState.ASKED:
        raise AskedAlreadyError
    if old:
        apply_transition(
            row=old, transition=ASK_GROUP_AGAIN, actor=member.user, now=now
        )
        old.since = now
        old.save(update_fields=["since"])
    row = old or GroupMembership.objects.create(group=group, member=member, since=now)
    tell_leads(row=row, now=now)
    return row
