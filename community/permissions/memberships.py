"""Who decides who belongs to a network: its coordination (CO56, S25)."""

from typing import Any

from django.db.models import QuerySet

from cms.enums import Role
from cms.permissions.roles import get_active_roles
from community.enums import AccountState, MembershipState
from community.models import Membership

DECIDABLE = (
    MembershipState.CLAIMED,
    MembershipState.ASKED,
    MembershipState.CONFIRMED,
)


def get_readable_memberships(user: Any) -> QuerySet[Membership]:
    """Return the memberships of the networks that the person coordinates today.

    Who has closed the account is on the way out and is nobody's business any more.
    """
    rows = Membership.objects.exclude(member__state=AccountState.CLOSED)
    if user.is_active and user.is_superuser:
        return rows
    roles = get_active_roles(user).filter(role=Role.COORDINATOR)
    return rows.filter(network__in=roles.values("network"))


def can_read_membership(user: Any, membership: Membership) -> bool:
    """Tell whether the person may see who belongs to this network."""
    return get_readable_memberships(user).filter(pk=membership.pk).exists()


def can_decide_membership(user: Any, membership: Membership) -> bool:
    """Tell whether the person may answer a claim or end a membership; never the own one."""
    is_open = membership.state in DECIDABLE
    is_own = membership.member.user_id == user.pk
    return is_open and not is_own and can_read_membership(user, membership)


def get_decidable_claims(user: Any) -> QuerySet[Membership]:
    """Return the claims that wait for this person; never the own one (CO52).

    Those with the own first yes wait for somebody else.
    """
    rows = get_readable_memberships(user).filter(state=MembershipState.CLAIMED)
    return rows.exclude(member__user=user.pk).exclude(first_yes_by=user.pk)
