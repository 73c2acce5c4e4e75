"""What a decision does to an account: read only, shut for a time, shut for good (CO50)."""

import datetime as dt
from typing import Any

from django.db import transaction

from cms.models import LinkToken
from cms.transitions import apply_transition
from community.enums import AccountState, Outcome
from community.models import BannedAddress, CaseDecision, Member
from community.queries.moderation import make_address_key
from community.transitions import BLOCK_ACCOUNT, UNBLOCK_ACCOUNT

SHUTTING = (Outcome.SUSPEND, Outcome.BAN)
"""Outcomes with which nobody can log in."""


@transaction.atomic
def impose_sanction(*, decision: CaseDecision, actor: Any, now: dt.datetime) -> None:
    """Block the member of a decision; a login that is shut ends with all that hangs on it.

    A member who has closed the account stays closed; only what shuts is added.
    """
    member = _lock(decision)
    if member.state in BLOCK_ACCOUNT.from_states:
        apply_transition(row=member, transition=BLOCK_ACCOUNT, actor=actor, now=now)
    if decision.outcome in SHUTTING:
        _shut_login(member, now)
    if decision.outcome == Outcome.BAN:
        for address in list_addresses(member.user):
            BannedAddress.objects.get_or_create(
                key=make_address_key(address),
                defaults={"decision": decision, "banned_at": now},
            )


@transaction.atomic
def lift_sanction(*, decision: CaseDecision, actor: Any, now: dt.datetime) -> None:
    """Give the account back, unless another decision still holds."""
    CaseDecision.objects.filter(pk=decision.pk).update(lifted_at=now)
    BannedAddress.objects.filter(decision=decision).delete()
    if decision.member is None:
        return
    member = _lock(decision)
    holding = CaseDecision.objects.holding(member, now)
    if not holding.filter(outcome__in=SHUTTING).exists():
        member.user.is_active = True
        member.user.save(update_fields=["is_active"])
    if member.state == AccountState.BLOCKED and not holding.exists():
        apply_transition(row=member, transition=UNBLOCK_ACCOUNT, actor=actor, now=now)


def list_addresses(user: Any) -> set[str]:
    """Return all addresses of a login; a host may keep them only with the user."""
    rows = getattr(user, "emailaddress_set", None)
    known = rows.values_list("email", flat=True) if rows is not None else ()
    return {address for address in (user.email, *known) if address}


def _shut_login(member: Member, now: dt.datetime) -> None:
    """End sign-ins and links in this request (A25)."""
    user = member.user
    user.is_active = False
    user.save(update_fields=["is_active"])
    sessions = getattr(user, "usersession_set", None)
    for session in sessions.all() if sessions is not None else ():
        session.end()
    made = LinkToken.objects.filter(created_by=user, revoked_at__isnull=True)
    made.update(revoked_at=now)


def _lock(decision: CaseDecision) -> Member:
    return (
        Member.objects.select_for_update(of=("self",))
        .select_related("user")
        .get(case_decisions=decision)
    )
