"""How the own account stands, in the words of its page."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from community.conf import get_days
from community.consent import Standing, find_standing
from community.enums import AccountState, AgeStep, GuardianAnswer, MemberRole
from community.models import DataExport, Guardian, Member, Membership
from community.queries.invitations import get_own_invitations


@dataclass(frozen=True)
class Account:
    """The own account: ``asks_guardian`` is the next step of a child."""

    member: Member
    standing: Standing
    memberships: tuple[Membership, ...]
    guardian: Guardian | None
    invitation_count: int
    makes_codes: bool

    @property
    def asks_guardian(self) -> bool:
        is_open = self.member.state == AccountState.ACTIVE
        return is_open and self.standing.needs_guardian

    @property
    def asks_about_age(self) -> bool:
        is_open = self.member.state == AccountState.ACTIVE
        return is_open and self.standing.is_asked

    @property
    def asks_about_rules(self) -> bool:
        is_open = self.member.state == AccountState.ACTIVE
        return is_open and not self.standing.has_accepted_rules

    @property
    def has_own_consents(self) -> bool:
        return self.standing.step == AgeStep.YOUTH

    @property
    def reads_posts(self) -> bool:
        """Whether the posts of a network are open: to adults who take part (P5)."""
        return self.standing.takes_part and not self.standing.is_protected

    @property
    def waits_for_guardian(self) -> bool:
        return (
            self.guardian is not None and self.guardian.answer == GuardianAnswer.WAITING
        )

    @property
    def link_ends_at(self) -> dt.datetime | None:
        return (
            self.guardian.asked_at + get_days("GUARDIAN_LINK_DAYS")
            if self.guardian
            else None
        )

    @property
    def erased_at(self) -> dt.datetime | None:
        closed_at = self.member.closed_at
        return closed_at + get_days("ERASURE_GRACE_DAYS") if closed_at else None


def get_account(member: Member, now: dt.datetime) -> Account:
    """Return what the own account page shows."""
    rows = member.memberships.select_related("network").order_by("claimed_at", "pk")
    return Account(
        member=member,
        standing=find_standing(member, now),
        memberships=tuple(rows),
        guardian=Guardian.objects.filter(member=member).first(),
        invitation_count=len(get_own_invitations(member.user, now)),
        makes_codes=member.role == MemberRole.TEACHER,
    )


@dataclass(frozen=True)
class OwnExports:
    """How the export of the own data stands: what waits, what can be fetched, what failed."""

    waiting: DataExport | None
    ready: DataExport | None
    has_failed: bool


def get_own_exports(user: Any, now: dt.datetime) -> OwnExports:
    """Return what the page about the own data shows, newest first."""
    rows = DataExport.objects.light().own().filter(user_id=user.pk).order_by("-pk")
    newest = rows.first()
    return OwnExports(
        waiting=newest if newest is not None and newest.is_open else None,
        ready=rows.ready_at(now).first(),
        has_failed=newest is not None and newest.has_failed,
    )
