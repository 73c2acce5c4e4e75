"""Accounts: opened at sign-up, paused, closed, taken back, erased when the grace is over."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from cms.models import LinkToken, Network
from cms.transitions import apply_transition
from community.conf import get_days
from community.enums import AccountState, AgeStep, Audience, MemberRole
from community.models import (
    CaseDecision,
    Member,
    Membership,
    Profile,
)
from community.models.profile import PARTS
from community.models.slugs import make_first_slug
from community.notifications.memberships import tell_claim
from community.operations.erasing import erase_user
from community.operations.group_members import tell_who_takes_groups_over
from community.operations.organisation_team import tell_who_takes_over
from community.operations.rules import accept_rules_in_force
from community.operations.slugs import give_slug
from community.safeguarding import get_held_parties
from community.transitions import (
    BLOCK_ACCOUNT,
    CLOSE_ACCOUNT,
    PAUSE_ACCOUNT,
    REOPEN_ACCOUNT,
    RESUME_ACCOUNT,
)

GRACE = "ERASURE_GRACE_DAYS"


class GraceOverError(Exception):
    """The account was closed too long ago to be taken back."""


@dataclass(frozen=True, kw_only=True)
class AccountDetails:
    """What sign-up asks besides the login (P1)."""

    display_name: str
    role: MemberRole
    birth_year: int
    birth_month: int
    network: Network | None = None


@transaction.atomic
def open_account(
    *, user: Any, details: AccountDetails, language: str, now: dt.datetime
) -> Member:
    """Make the member behind a login; the named network has to confirm it (CO1)."""
    member = Member.objects.create(
        user=user,
        slug=make_first_slug(),
        display_name=details.display_name,
        role=details.role,
        birth_year=details.birth_year,
        birth_month=details.birth_month,
        language=language,
        joined_at=now,
    )
    give_slug(row=member, text=Member.make_slug(details.display_name), now=now)
    is_grown = member.step_on(timezone.localdate(now)) == AgeStep.ADULT
    narrow = {f"{part}_audience": Audience.STAFF for part in PARTS}
    # Nothing of a minor opens by itself with the 18th birthday (P32).
    Profile.objects.create(
        member=member, changed_at=now, **({} if is_grown else narrow)
    )
    accept_rules_in_force(member=member, now=now)
    if details.network is not None:
        membership = Membership.objects.create(
            member=member, network=details.network, claimed_at=now
        )
        tell_claim(membership=membership, now=now)
    return member


@transaction.atomic
def pause_account(*, member: Member, now: dt.datetime) -> None:
    """Hide the member from everybody until it comes back.

    Raises:
        WrongStateError: the account is not active.
    """
    apply_transition(row=member, transition=PAUSE_ACCOUNT, actor=member.user, now=now)


@transaction.atomic
def resume_account(*, member: Member, now: dt.datetime) -> None:
    """Show the member again.

    Raises:
        WrongStateError: the account is not paused.
    """
    apply_transition(row=member, transition=RESUME_ACCOUNT, actor=member.user, now=now)


@transaction.atomic
def close_account(
    *, member: Member, actor: Any, reason: str = "", now: dt.datetime
) -> None:
    """Hide the member at once and erase it when the grace is over (P10).

    Closed by somebody else than the person (``actor``), the login ends in the same
    request, with the links that the person made (A25).

    Raises:
        WrongStateError: it is closed already.
    """
    member.closed_at = now
    member.save(update_fields=["closed_at"])
    apply_transition(
        row=member, transition=CLOSE_ACCOUNT, actor=actor, reason=reason, now=now
    )
    LinkToken.objects.filter(created_by=member.user, revoked_at__isnull=True).update(
        revoked_at=now
    )
    tell_who_takes_over(member=member, now=now)
    tell_who_takes_groups_over(member=member, now=now)
    if actor != member.user:
        member.user.is_active = False
        member.user.save(update_fields=["is_active"])


@transaction.atomic
def reopen_account(*, member: Member, actor: Any, now: dt.datetime) -> None:
    """Take the closing back.

    Raises:
        GraceOverError: its time is over.
        WrongStateError: it is not closed.
    """
    if member.closed_at and member.closed_at + get_days(GRACE) <= now:
        raise GraceOverError
    apply_transition(row=member, transition=REOPEN_ACCOUNT, actor=actor, now=now)
    if CaseDecision.objects.holding(member, now).exists():
        # Closing and coming back is no way round a decision (CO50).
        apply_transition(row=member, transition=BLOCK_ACCOUNT, actor=actor, now=now)
    member.closed_at = None
    member.save(update_fields=["closed_at"])


def erase_due_accounts(now: dt.datetime) -> int:
    """Erase closed accounts whose grace is over, and those that nobody confirmed (P40).

    Whom an open case of child protection names waits until it is closed (ME40).
    """
    closed = Member.objects.filter(
        state=AccountState.CLOSED, closed_at__lte=now - get_days(GRACE)
    )
    keys = {*closed.values_list("user_id", flat=True), *_list_unconfirmed(now)}
    keys -= set(get_held_parties().values_list("member__user", flat=True))
    return sum(erase_user(user_id=key, now=now) for key in sorted(keys))


def _list_unconfirmed(now: dt.datetime) -> list[int]:
    """Return logins that were made long ago with an address that nobody confirmed."""
    if not hasattr(get_user_model(), "emailaddress_set"):
        return []  # a host with another way to confirm addresses
    old = Member.objects.filter(
        joined_at__lte=now - get_days("UNCONFIRMED_ACCOUNT_DAYS"),
        user__last_login__isnull=True,
    ).exclude(user__emailaddress__verified=True)
    return list(old.values_list("user_id", flat=True))
