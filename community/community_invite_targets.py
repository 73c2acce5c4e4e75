"""What community invites to: a network as a member or as staff, an organisation's team (CO47)."""

import datetime as dt
from typing import Any

from django.urls import reverse
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
from cms.queries.cards import format_day
from community.enums import MemberRole, TeamRole
from community.invite_targets import InviteTarget, invite_targets
from community.models import Group, Member, Organisation, RoleOffer
from community.operations.group_members import NotAdmittedError, join_as_invited
from community.operations.invitations import RightEndedError, ThingRefusesError
from community.operations.joining import confirm_at_once, lock_membership
from community.operations.organisation_team import take_into_team
from community.operations.role_offers import take_up_role
from community.permissions.class_codes import get_coordinated_networks
from community.permissions.groups import can_invite_to_group, get_led_groups
from community.permissions.organisations import (
    can_name_organisation,
    get_led_organisations,
)

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


def manages_team(user: Any, organisation: Organisation, _option: str) -> bool:
    return can_name_organisation(user, organisation, timezone.now())


def describe_team(organisation: Organisation, option: str) -> str:
    return gettext("The team of %(organisation)s, as: %(role)s") % {
        "organisation": organisation.name,
        "role": TeamRole(option).label,
    }


def join_team(
    organisation: Organisation, option: str, user: Any, inviter: Any, now: dt.datetime
) -> None:
    take_into_team(
        organisation=organisation,
        member=Member.objects.get(user=user),
        role=TeamRole(option),
        actor=inviter,
        now=now,
    )


def find_team_path(organisation: Organisation) -> str:
    return reverse(
        "community_organisations:organisation_team", args=[organisation.slug]
    )


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
invite_targets.register(
    InviteTarget(
        name="organisation-team",
        label=gettext_lazy("Team of the organisation"),
        model=Organisation,
        list_things=get_led_organisations,
        can_invite=manages_team,
        list_options=lambda: TeamRole.choices,
        describe=describe_team,
        accept=join_team,
        is_for_adults=lambda _option: True,
        find_inviter_path=find_team_path,
        order=30,
    )
)


def may_offer(user: Any, offer: RoleOffer, _option: str) -> bool:
    """Tell whether the inviter could give this role today (A5)."""
    return offer.role in get_grantable_roles(user, offer.network)


def describe_offer(offer: RoleOffer, _option: str) -> str:
    said = describe_role(offer.network, offer.role)
    if offer.end_date:
        return gettext("%(what)s, until %(day)s") % {
            "what": said,
            "day": format_day(offer.end_date),
        }
    return said


invite_targets.register(
    InviteTarget(
        name="network-role-offer",
        label=gettext_lazy("Staff of the network, for a period"),
        model=RoleOffer,
        list_things=lambda user: RoleOffer.objects.filter(
            network__in=get_editable_networks(user)
        ),
        can_invite=may_offer,
        list_options=lambda: [("", "")],
        describe=describe_offer,
        accept=lambda offer, _option, user, inviter, now: take_up_role(
            offer=offer, user=user, inviter=inviter, now=now
        ),
        is_for_adults=lambda _option: True,
        order=21,
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
