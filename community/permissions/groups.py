"""Who may do what in groups: who belongs, who leads, the network's coordination (CO29, CO30)."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from cms.enums import Role
from cms.models import Network
from cms.permissions.roles import get_active_roles
from community.consent import Standing, find_standing_of_user
from community.enums import ClearanceTier, GroupMembershipState, GroupRole
from community.models import Clearance, Group, GroupFile, GroupMembership, Membership


def get_cared_for_groups(user: Any) -> QuerySet[Group]:
    """Return the groups of the networks that the person coordinates today."""
    rows = Group.objects.all()
    if user.is_active and user.is_superuser:
        return rows
    roles = get_active_roles(user).filter(role=Role.COORDINATOR)
    return rows.filter(network__in=roles.values("network"))


def can_care_for_group(user: Any, group: Group) -> bool:
    """Tell whether the person coordinates the network of this group."""
    return get_cared_for_groups(user).filter(pk=group.pk).exists()


def find_grown_up(user: Any, now: dt.datetime) -> Standing | None:
    """Return the standing of an adult for whom the rules for minors hold no more (P32)."""
    standing = find_standing_of_user(user, now)
    if standing is None or standing.is_protected or not standing.takes_part:
        return None
    return standing


def find_own_group_place(
    user: Any, group: Group, now: dt.datetime
) -> GroupMembership | None:
    """Return the person's active place, while the account takes part and the group is safe."""
    standing = find_standing_of_user(user, now)
    if standing is None or not standing.takes_part:
        return None
    rows = GroupMembership.objects.active().filter(group=group, member=standing.member)
    if standing.is_protected:
        day = timezone.localdate(now)
        rows = rows.filter(group__in=Group.objects.safe_for_minors_on(day))
    return rows.first()


def find_lead(user: Any, group: Group, now: dt.datetime) -> GroupMembership | None:
    """Return the person's place if it leads the group: an adult who owns or moderates it."""
    if find_grown_up(user, now) is None:
        return None
    place = find_own_group_place(user, group, now)
    return place if place and place.role != GroupRole.MEMBER else None


def can_lead_group(user: Any, group: Group, now: dt.datetime) -> bool:
    """Tell whether the person may let in, remove and shut out."""
    return find_lead(user, group, now) is not None or can_care_for_group(user, group)


def can_own_group(user: Any, group: Group, now: dt.datetime) -> bool:
    """Tell whether the person may edit the group, give roles, archive and export."""
    lead = find_lead(user, group, now)
    is_owner = lead is not None and lead.role == GroupRole.OWNER
    return is_owner or can_care_for_group(user, group)


def can_invite_to_group(user: Any, group: Group, _option: str = "") -> bool:
    """Tell whether the person may invite to this group now; archived, nobody joins it."""
    return group.is_active and can_lead_group(user, group, timezone.now())


def get_led_groups(user: Any) -> QuerySet[Group]:
    """Return the active groups that the person leads or cares for."""
    cared = get_cared_for_groups(user).values("pk")
    standing = find_grown_up(user, timezone.now())
    own = GroupMembership.objects.leading()
    own = own.filter(member=standing.member) if standing else own.none()
    rows = Group.objects.active()
    return rows.filter(pk__in=cared) | rows.filter(pk__in=own.values("group"))


def get_open_networks(user: Any, now: dt.datetime) -> QuerySet[Network]:
    """Return the networks in which the person may make a group: those that confirmed it."""
    standing = find_grown_up(user, now)
    if standing is None:
        return Network.objects.none()
    confirmed = Membership.objects.confirmed().filter(member=standing.member)
    return Network.objects.filter(pk__in=confirmed.values("network"))


def can_decide_on_groupmate(user: Any, row: GroupMembership, now: dt.datetime) -> bool:
    """Tell whether the person may remove or shut out; never oneself, never who leads."""
    is_own = row.member.user_id == user.pk
    is_lead = row.state == GroupMembershipState.ACTIVE and row.role != GroupRole.MEMBER
    return not is_own and not is_lead and can_lead_group(user, row.group, now)


def can_set_group_role(user: Any, row: GroupMembership, now: dt.datetime) -> bool:
    """Tell whether the person may give another role; nobody takes the own one."""
    return row.member.user_id != user.pk and can_own_group(user, row.group, now)


def can_add_file(user: Any, group: Group, now: dt.datetime) -> bool:
    """Tell whether the person may add a file by link; among minors only who leads (P5)."""
    if not group.is_active or not group.has_files:
        return False
    if group.admits_minors:
        return can_lead_group(user, group, now)
    return find_own_group_place(user, group, now) is not None


def can_remove_file(user: Any, file: GroupFile, now: dt.datetime) -> bool:
    """Tell whether the person may take it away: who added it, and who leads."""
    if not file.group.is_active:
        return False
    if can_lead_group(user, file.group, now):
        return True
    place = find_own_group_place(user, file.group, now)
    return place is not None and place.member_id == file.added_by_id


def find_cleared(network: Network, now: dt.datetime) -> QuerySet[Clearance]:
    """Return clearances in force of a network that reach groups (CO31)."""
    day = timezone.localdate(now)
    rows = Clearance.objects.in_force_on(day).reaching(ClearanceTier.GROUP)
    return rows.filter(network=network)
