"""The team of an organisation: asking, deciding, roles, leaving, handing over (CO23)."""

import datetime as dt
from typing import Any

from django.db import transaction

from cms.transitions import apply_transition
from community.enums import AccountState, TeamRole, TeamState
from community.models import Member, Organisation, TeamMembership
from community.notifications.organisations import (
    tell_admins,
    tell_coordinators,
    tell_member,
)
from community.transitions import (
    ACCEPT_TO_TEAM,
    ASK_TEAM_AGAIN,
    DECLINE_TO_TEAM,
    END_TEAM,
)


class AskedAlreadyError(Exception):
    """The member has asked or belongs to the team."""


class NobodyToAskError(Exception):
    """The organisation has no admin: it can be claimed instead (SP49)."""


class NotInTeamError(Exception):
    """The person does not belong to the team, or no more."""


class LastAdminError(Exception):
    """The only admin: somebody else has to be one first."""


@transaction.atomic
def ask_to_join(
    *, organisation: Organisation, member: Member, words: str, now: dt.datetime
) -> TeamMembership:
    """Ask the admins to be taken into the team, and tell them.

    Raises:
        NobodyToAskError: nobody decides there.
        AskedAlreadyError: there is a request or a place in the team.
    """
    _lock(organisation)
    if not TeamMembership.objects.admins().filter(organisation=organisation).exists():
        raise NobodyToAskError
    row, is_new = _find_or_make(organisation, member, now)
    if row.state in ASK_TEAM_AGAIN.from_states:
        apply_transition(row=row, transition=ASK_TEAM_AGAIN, actor=member.user, now=now)
    elif not is_new:
        raise AskedAlreadyError
    row.words, row.asked_at, row.is_shown = words, now, False
    row.save(update_fields=["words", "asked_at", "is_shown"])
    tell_admins(
        organisation=organisation,
        event="team_asked",
        key=f"{row.pk}:{now.isoformat()}",
        words=words,
        name=member.display_name,
    )
    return row


@transaction.atomic
def decide_request(
    *, row: TeamMembership, accepts: bool, actor: Any, now: dt.datetime
) -> TeamMembership:
    """Take somebody into the team or not, and tell the person.

    Raises:
        WrongStateError: somebody was quicker, or the request was taken back.
    """
    transition = ACCEPT_TO_TEAM if accepts else DECLINE_TO_TEAM
    change = apply_transition(row=row, transition=transition, actor=actor, now=now)
    # What was written to the team has served its purpose.
    row.words = ""
    row.save(update_fields=["words"])
    _tell(row, f"team_{'accepted' if accepts else 'declined'}", change.pk)
    return row


@transaction.atomic
def set_team_role(
    *, row: TeamMembership, role: TeamRole, now: dt.datetime
) -> TeamMembership:
    """Make somebody of the team an admin, or an admin one of the team.

    Raises:
        LastAdminError: nobody would be admin any more.
        NotInTeamError: the person has left in the meantime.
    """
    _lock(row.organisation)
    fresh = TeamMembership.objects.active().filter(pk=row.pk).first()
    if fresh is None:
        raise NotInTeamError
    if role == TeamRole.TEAM:
        _keep_an_admin(fresh)
    fresh.role = role
    fresh.save(update_fields=["role"])
    if role == TeamRole.ADMIN:
        Organisation.objects.filter(pk=row.organisation_id).update(had_admin=True)
        _tell(fresh, "team_admin", now.isoformat())
    return fresh


@transaction.atomic
def end_team_membership(
    *, row: TeamMembership, actor: Any, now: dt.datetime
) -> TeamMembership:
    """Leave a team, take a request back, or let somebody go, who is told.

    Raises:
        LastAdminError: nobody would be admin any more.
        WrongStateError: it has ended.
    """
    _lock(row.organisation)
    fresh = TeamMembership.objects.select_related("member__user").get(pk=row.pk)
    _keep_an_admin(fresh)
    fresh.role, fresh.words, fresh.is_shown = TeamRole.TEAM, "", False
    fresh.save(update_fields=["role", "words", "is_shown"])
    change = apply_transition(row=fresh, transition=END_TEAM, actor=actor, now=now)
    if actor != fresh.member.user:
        _tell(fresh, "team_ended", change.pk)
    return fresh


@transaction.atomic
def take_into_team(
    *,
    organisation: Organisation,
    member: Member,
    role: TeamRole,
    actor: Any,
    now: dt.datetime,
) -> TeamMembership:
    """Make an invited member one of the team; who is more already stays that."""
    _lock(organisation)
    row, _is_new = _find_or_make(organisation, member, now)
    if row.state in ASK_TEAM_AGAIN.from_states:
        apply_transition(row=row, transition=ASK_TEAM_AGAIN, actor=actor, now=now)
    if row.state == TeamState.ASKED:
        apply_transition(row=row, transition=ACCEPT_TO_TEAM, actor=actor, now=now)
    if role == TeamRole.ADMIN:
        row.role = role
        Organisation.objects.filter(pk=organisation.pk).update(had_admin=True)
    row.words = ""
    row.save(update_fields=["role", "words"])
    return row


def show_in_team(*, row: TeamMembership, is_shown: bool) -> None:
    """Show the person to other members as one of the team, or no more."""
    TeamMembership.objects.active().filter(pk=row.pk).update(is_shown=is_shown)


@transaction.atomic
def make_first_admin(
    *, organisation: Organisation, member: Member, actor: Any, now: dt.datetime
) -> TeamMembership:
    """Make somebody whose claim was accepted the admin; the organisation is locked."""
    row, _is_new = _find_or_make(organisation, member, now)
    if row.state in ASK_TEAM_AGAIN.from_states:
        apply_transition(row=row, transition=ASK_TEAM_AGAIN, actor=actor, now=now)
    if row.state == TeamState.ASKED:
        apply_transition(row=row, transition=ACCEPT_TO_TEAM, actor=actor, now=now)
    row.role, row.words = TeamRole.ADMIN, ""
    row.save(update_fields=["role", "words"])
    return row


def tell_who_takes_over(*, member: Member, now: dt.datetime) -> int:
    """Tell the coordinators which organisations lose their last admin with this account.

    Called when the account is closed or erased; nothing of that waits for an answer
    (P10, P42, P43).
    """
    own = TeamMembership.objects.filter(
        member=member, role=TeamRole.ADMIN, state=TeamState.ACTIVE
    )
    alone = [
        row.organisation
        for row in own.select_related("organisation__network").order_by("pk")
        if not _find_other_admins(row).exists()
    ]
    for organisation in alone:
        tell_coordinators(organisation=organisation, now=now)
    return len(alone)


def _find_or_make(
    organisation: Organisation, member: Member, now: dt.datetime
) -> tuple[TeamMembership, bool]:
    """Return the row of this person there, and whether it was made now."""
    return TeamMembership.objects.get_or_create(
        organisation=organisation, member=member, defaults={"asked_at": now}
    )


def _find_other_admins(row: TeamMembership) -> Any:
    admins = TeamMembership.objects.admins().filter(organisation=row.organisation_id)
    return admins.exclude(pk=row.pk)


def _keep_an_admin(row: TeamMembership) -> None:
    is_leaving = row.role == TeamRole.ADMIN and row.state == TeamState.ACTIVE
    is_known = row.member.state != AccountState.CLOSED
    if is_leaving and is_known and not _find_other_admins(row).exists():
        raise LastAdminError


def _tell(row: TeamMembership, event: str, key: Any) -> None:
    tell_member(
        member=row.member,
        organisation=row.organisation,
        event=event,
        key=f"{row.pk}:{key}",
    )


def _lock(organisation: Organisation) -> None:
    rows = Organisation.objects.select_for_update(of=("self",))
    rows.filter(pk=organisation.pk).first()
