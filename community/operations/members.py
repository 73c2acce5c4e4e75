"""What the coordination puts right about a member: the role that was stated (CO1, CO56)."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.models import StateChange
from community.enums import AgeStep, MemberRole
from community.models import Member

ROLES_OF_MINORS = (MemberRole.PUPIL, MemberRole.TRAINEE, MemberRole.ALUMNUS)


class NotForMinorsError(Exception):
    """Nobody under 18 has this role."""


def lock_member(key: int) -> Member:
    """Return a member as it is, with nobody else at the row until the transaction ends."""
    rows = Member.objects.select_for_update(of=("self",)).select_related("user")
    return rows.get(pk=key)


@transaction.atomic
def correct_role(
    *, member: Member, role: MemberRole, reason: str, actor: Any, now: dt.datetime
) -> Member:
    """Put the stated role right and log who did so and why; the same again changes nothing.

    Raises:
        NotForMinorsError: the role is one of adults.
    """
    row = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    is_adult = row.step_on(timezone.localdate(now)) == AgeStep.ADULT
    if role not in ROLES_OF_MINORS and not is_adult:
        raise NotForMinorsError
    if row.role == role:
        return row
    StateChange.objects.create(
        thing=row,
        field="role",
        from_state=row.role,
        to_state=role,
        actor=actor,
        reason=reason,
        changed_at=now,
    )
    row.role = role
    row.save(update_fields=["role"])
    return row
