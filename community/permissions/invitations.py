"""Who invites whom to what, and who sees which invitations (CO47, A5)."""

from typing import Any

from django.db.models import Q, QuerySet

from community.enums import InvitationState
from community.invite_targets import InviteTarget, invite_targets
from community.models import Invitation


def can_invite(user: Any, *, kind: str, thing: Any, option: str) -> bool:
    """Tell whether the person may invite somebody to this, as this."""
    target = invite_targets.get(kind)
    if target is None or user is None or not user.is_active or thing is None:
        return False
    options = {value for value, _label in target.list_options()}
    return option in options and target.can_invite(user, thing, option)


def list_staff_targets() -> list[InviteTarget]:
    """Return the kinds whose invitations stand in the admin, not on a page of the thing."""
    entries = invite_targets.entries()
    return [target for target in entries if target.find_inviter_path is None]


def can_invite_at_all(user: Any) -> bool:
    """Tell whether there is anything to which the person may invite in the admin."""
    return any(target.list_things(user).exists() for target in list_staff_targets())


def get_readable_invitations(user: Any) -> QuerySet[Invitation]:
    """Return the invitations of the admin to all to which the person may invite."""
    wanted = Q(pk__in=())
    for target in list_staff_targets():
        things = target.list_things(user).values("pk")
        wanted |= Q(kind=target.name, object_id__in=things)
    return Invitation.objects.filter(wanted)


def can_read_invitation(user: Any, invitation: Invitation) -> bool:
    """Tell whether the person may see this invitation."""
    return get_readable_invitations(user).filter(pk=invitation.pk).exists()


def can_change_invitation(user: Any, invitation: Invitation) -> bool:
    """Tell whether the person may withdraw it or send it again: who could have sent it."""
    return invitation.state == InvitationState.PENDING and can_invite(
        user,
        kind=invitation.kind,
        thing=invitation.thing,
        option=invitation.option,
    )
