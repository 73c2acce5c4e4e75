"""What community invites to: a network as a member, a network's staff (CO47)."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from cms.enums import Role
from cms.models import Network
from cms.operations.roles import RoleAlreadyHeldError, grant_network_role
from cms.permissions.roles import (
    can_grant_role,
    get_editable_networks,
    get_grantable_roles,
)
from community.enums import MemberRole
from community.invite_targets import InviteTarget, invite_targets
from community.models import Group, Member
from community.operations.group_members import NotAdmittedError, join_as_invited
from community.operations.invitations import RightEndedError, ThingRefusesError
from community.operations.joining import confirm_at_once, lock_membership
from community.permissions.class_codes import get_coordinated_networks
from community.permissions.groups import can_invite_to_group, get_led_groups

REASON = "invitation"
OPEN_TO_MINORS = (MemberRole.PUPIL, MemberRole.TRAINEE, MemberRole.ALUMNUS)


def coordinates(user: Any, network: Network, _option: str) -> bool:
    return get_coordinated_networks(user).filter(pk=network.pk).exists()


def describe_membership(network: Network, option: str) -> str:
    return gettext("%(network)s, as: %(role)s") % {
        "network": network.display_name,
        "role": MemberRole(option).label,
    }


def join_as_member(
    network: Network, option: str, user: Any, inviter: Any, now: dt.datetime
) -> None:
    """Confirm the membership and the role that the coordination has named (CO1)."""
    member = Member.objects.select_for_update(of=("self",)).get(user=user)
    membership = lock_membership(member=member, network=network, now=now)
    confirm_at_once(membership=membership, actor=inviter, reason=REASON, now=now)
    if member.role != option:
        member.role = option
        member.save(update_fields=["role"])


def is_role_for_adults(option: str) -> bool:
    return option not in OPEN_TO_MINORS


def may_grant(user: Any, network: Network, option: str) -> bool:
    """Tell whether the inviter could give this role; nobody grants above the own one (A5)."""
    return option in get_grantable_roles(user, network)


def describe_role(network: Network, option: str) -> str:
    return gettext("Staff of %(network)s, as: %(role)s") % {
        "network": network.display_name,
        "role": Role(option).label,
    }


def join_staff(
    network: Network, option: str, user: Any, inviter: Any, now: dt.datetime
) -> None:
    """Give the role; who holds it already keeps it."""
    if not can_grant_role(inviter, network, option, user):
        raise RightEndedError
    try:
        grant_network_role(
            user=user,
            network=network,
            role=Role(option),
            today=timezone.localdate(now),
            now=now,
            actor=inviter,
        )
    except RoleAlreadyHeldError:
        return


invite_targets.register(
    InviteTarget(
        name="network-member",
        label=gettext_lazy("Member of the network"),
        model=Network,
        list_things=get_coordinated_networks,
        can_invite=coordinates,
        list_options=lambda: MemberRole.choices,
        describe=describe_membership,
        accept=join_as_member,
        is_for_adults=is_role_for_adults,
        order=10,
    )
)
invite_targets.register(
    InviteTarget(
        name="network-role",
        label=gettext_lazy("Staff of the network"),
        model=Network,
        list_things=get_editable_networks,
        can_invite=may_grant,
        list_options=lambda: Role.choices,
        describe=describe_role,
        accept=join_staff,
        is_for_adults=lambda _option: True,
        order=20,
    )
)


def describe_group(group: Group, _option: str) -> str:
    return gettext("The group %(group)s") % {"group": group.name}


def join_invited_group(
    group: Group, _option: str, user: Any, inviter: Any, now: dt.datetime
) -> None:
    """Let somebody in; whom a group takes at what age, the group decides (CO31)."""
    member = Member.objects.get(user=user)
    try:
        join_as_invited(group=group, member=member, inviter=inviter, now=now)
    except NotAdmittedError as error:
        raise ThingRefusesError from error


invite_targets.register(
    InviteTarget(
        name="group",
        label=gettext_lazy("Member of a group"),
        model=Group,
        list_things=get_led_groups,
        can_invite=can_invite_to_group,
        list_options=lambda: (("", ""),),
        describe=describe_group,
        accept=join_invited_group,
        is_for_adults=lambda _option: False,
        order=30,
    )
)
