"""Class codes: made, used, revoked (CO3, S50)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F

from cms.models import Network
from cms.transitions import apply_transition
from community.enums import AccountState, MemberRole, MembershipState
from community.models import ClassCode, Member, Membership
from community.operations.joining import ENDED_STATES, confirm_at_once, lock_membership
from community.permissions.class_codes import can_make_class_code, find_usable_code
from community.transitions import CLAIM_MEMBERSHIP

LEARNERS = (MemberRole.PUPIL, MemberRole.TRAINEE)
"""Whom a code confirms; a code that made teachers would let them make further codes."""

REASON = "class code"


class MayNotMakeCodeError(Exception):
    """The person may not let anybody into this network."""


class CodeDoesNotWorkError(Exception):
    """Unknown, revoked, expired or used up: which of these is nobody's business."""


class NotForThisRoleError(Exception):
    """The code is for those who learn."""


class AccountNotActiveError(Exception):
    """The account rests or is on its way out."""


class RevokedAlreadyError(Exception):
    """The code was revoked before."""


@dataclass(frozen=True, kw_only=True)
class CodeTerms:
    """For whom a code is, how often it works and how long."""

    label: str
    max_uses: int
    lifetime: dt.timedelta


@transaction.atomic
def make_class_code(
    *, network: Network, terms: CodeTerms, actor: Any, now: dt.datetime
) -> ClassCode:
    """Make a code for a class of this network.

    Raises:
        MayNotMakeCodeError: neither coordinator nor confirmed teacher of it.
    """
    if not can_make_class_code(actor, network, now):
        raise MayNotMakeCodeError
    return ClassCode.objects.create(
        network=network,
        label=terms.label,
        max_uses=terms.max_uses,
        expires_at=now + terms.lifetime,
        created_by=actor,
        created_at=now,
    )


@transaction.atomic
def revoke_class_code(*, class_code: ClassCode, now: dt.datetime) -> ClassCode:
    """End a code at once; who has joined by it stays.

    Raises:
        RevokedAlreadyError: somebody was quicker.
    """
    rows = ClassCode.objects.filter(pk=class_code.pk, revoked_at__isnull=True)
    if not rows.update(revoked_at=now):
        raise RevokedAlreadyError
    class_code.revoked_at = now
    return class_code


@transaction.atomic
def redeem_class_code(*, member: Member, text: str, now: dt.datetime) -> Membership:
    """Let a member into the network of the code; consent is another matter (P2).

    Whom the network has declined or ended before asks again and is decided by people.
    Belonging to it already costs no use.

    Raises:
        CodeDoesNotWorkError: it does not, or somebody had the last use.
        NotForThisRoleError: the member is neither pupil nor apprentice.
        AccountNotActiveError: it rests or is closed.
    """
    found = find_usable_code(text, now)
    if found is None:
        raise CodeDoesNotWorkError
    if member.role not in LEARNERS:
        raise NotForThisRoleError
    if member.state != AccountState.ACTIVE:
        raise AccountNotActiveError
    membership = lock_membership(member=member, network=found.network, now=now)
    if membership.state == MembershipState.CONFIRMED:
        return membership
    # The number stands in the row's own condition: on PostgreSQL only that is asked anew once
    # the row is free.
    left = ClassCode.objects.filter(
        pk=found.pk,
        used_count__lt=F("max_uses"),
        revoked_at__isnull=True,
        expires_at__gt=now,
    )
    if not left.update(used_count=F("used_count") + 1):
        raise CodeDoesNotWorkError
    if membership.state in ENDED_STATES:
        apply_transition(
            row=membership, transition=CLAIM_MEMBERSHIP, actor=member.user, now=now
        )
        return membership
    confirm_at_once(membership=membership, actor=None, reason=REASON, now=now)
    return membership
