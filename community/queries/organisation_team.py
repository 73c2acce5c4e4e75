"""The team of an organisation as its page for members shows it (CO23)."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType

from community.enums import TeamState
from community.models import Invitation, Member, Organisation, TeamMembership


@dataclass(frozen=True)
class TeamPage:
    """The own place, and for who manages the team all others and who asks.

    ``can_ask``: there is somebody to ask, and the person, a member, has no place yet;
    ``can_claim``: there is nobody.
    """

    own: TeamMembership | None
    is_member: bool
    manages: bool
    team: tuple[TeamMembership, ...]
    asked: tuple[TeamMembership, ...]
    has_admin: bool
    invitations: tuple[Invitation, ...] = ()

    @property
    def is_in_team(self) -> bool:
        return self.own is not None and self.own.state == TeamState.ACTIVE

    @property
    def waits(self) -> bool:
        return self.own is not None and self.own.state == TeamState.ASKED

    @property
    def can_ask(self) -> bool:
        is_outside = not self.is_in_team and not self.waits
        return self.is_member and self.has_admin and is_outside

    @property
    def can_claim(self) -> bool:
        return self.is_member and not self.has_admin


def get_team_page(
    organisation: Organisation, member: Member | None, *, manages: bool
) -> TeamPage:
    """Return what one person sees of the team; who only asks sees nobody else."""
    rows = TeamMembership.objects.filter(organisation=organisation)
    own = rows.filter(member=member).first() if member else None
    is_in_team = own is not None and own.state == TeamState.ACTIVE
    others = rows.select_related("member").order_by("role", "member__display_name")
    return TeamPage(
        own=own,
        is_member=member is not None,
        manages=manages,
        team=tuple(others.active()) if manages or is_in_team else (),
        asked=tuple(others.asked()) if manages else (),
        has_admin=rows.admins().exists(),
        invitations=tuple(find_team_invitations(organisation)) if manages else (),
    )


def find_team_invitations(organisation: Organisation) -> Any:
    """Return the invitations into a team that nobody has answered, the newest first."""
    rows = Invitation.objects.pending().filter(
        content_type=ContentType.objects.get_for_model(Organisation),
        object_id=organisation.pk,
    )
    return rows.order_by("-invited_at", "-pk")
