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
from cms.queries.cards import format_day
from community.enums import MemberRole
from community.invite_targets import InviteTarget, invite_targets
from community.models import Member, RoleOffer
from community.operations.invitations import RightEndedError
from community.operations.joining import confirm_at_once, lock_membership
from community.operations.role_offers import take_up_role
from community.permissions.class_codes import get_coordinated_networks

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
