"""What somebody is invited to, in words."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from community.invite_targets import invite_targets
from community.models import Invitation, InvitationBlock
from community.models.invitation import make_address_key
from community.queries.addresses import list_own_addresses


@dataclass(frozen=True)
class OwnInvitation:
    """One line of the own list: to what, by whom, until when."""

    key: int
    description: str
    inviter: str
    expires_at: dt.datetime


def get_own_invitations(user: Any, now: dt.datetime) -> list[OwnInvitation]:
    """Return what is open for the confirmed addresses of this person, the next end first."""
    rows = (
        find_own_invitations(user)
        .open_at(now)
        .unblocked()
        .select_related("invited_by__community_member")
        .prefetch_related("thing")
        .order_by("expires_at", "pk")
    )
    return [
        OwnInvitation(
            key=row.pk,
            description=describe_invitation(row),
            inviter=name_inviter(row),
            expires_at=row.expires_at,
        )
        for row in rows
        if row.kind in known_kinds() and row.thing is not None
    ]


def is_blocked(user: Any) -> bool:
    """Tell whether a confirmed address of the person wants no invitations."""
    keys = [
        make_address_key(address)
        for address in list_own_addresses(user, is_confirmed=True)
    ]
    return InvitationBlock.objects.filter(address_key__in=keys).exists()


def find_own_invitations(user: Any) -> Any:
    """Return all invitations, in whatever state, to the confirmed addresses of a person."""
    addresses = list_own_addresses(user, is_confirmed=True)
    return Invitation.objects.addressed_to(addresses)


def known_kinds() -> set[str]:
    """Return the kinds of invitations of the apps that are installed."""
    return {target.name for target in invite_targets.entries()}


def describe_invitation(invitation: Invitation) -> str:
    """Return to what and as what somebody is invited, in the language of the moment."""
    target = invite_targets.get(invitation.kind)
    if target is None or invitation.thing is None:
        return ""
    return target.describe(invitation.thing, invitation.option)


def name_inviter(invitation: Invitation) -> str:
    """Return the name that the inviter shows, else that of the thing itself."""
    member = getattr(invitation.invited_by, "community_member", None)
    return member.display_name if member else str(invitation.thing)
