"""Steps of age: told once, answered by the person, nothing wider by itself (P31, P32)."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.links import revoke_links
from cms.transitions import apply_transition
from community.consent import AGES, TEXT_VERSION, find_standing
from community.enums import (
    AccountState,
    AgeStep,
    ConsentScope,
    GuardianAnswer,
    MemberRole,
    MembershipState,
)
from community.models import AgeNotice, Consent, Guardian, Member, Membership
from community.models.member import ADULT_AGE, MemberQuerySet
from community.notifications.ages import tell_end_to_guardian, tell_step
from community.operations.guardians import ASK_PURPOSE, PAGE_PURPOSE
from community.operations.members import lock_member
from community.operations.two_people import forget_first_yes
from community.transitions import CLAIM_MEMBERSHIP, END_MEMBERSHIP

OPEN = (
    MembershipState.CLAIMED,
    MembershipState.ASKED,
    MembershipState.CONFIRMED,
)
GRADUATES = {MemberRole.PUPIL, MemberRole.TRAINEE}
"""Roles that can become that of a graduate at 18."""


class WrongStepError(Exception):
    """The member is not of the age of this question, or has answered it."""


def tell_age_steps(now: dt.datetime) -> int:
    """Tell each member who has come of 16 or 18 here, once; at 16 the guardian as well.

    Who rests is told after coming back.
    """
    day = timezone.localdate(now)
    grown = Member.objects.aged_at_least(ADULT_AGE, day)
    young = Member.objects.aged_at_least(AGES[AgeStep.YOUTH], day)
    waiting = {
        AgeStep.YOUTH: young.exclude(pk__in=grown.values("pk")),
        # Who is much older was told in time or has answered long since.
        AgeStep.ADULT: grown.exclude(
            pk__in=Member.objects.aged_at_least(ADULT_AGE + 1, day).values("pk")
        ),
    }
    return sum(_tell_all(step, rows, now) for step, rows in waiting.items())


def _tell_all(step: AgeStep, rows: MemberQuerySet, now: dt.datetime) -> int:
    met = Q(pk__in=Member.objects.joined_younger_than(AGES[step]).values("pk"))
    # A corrected birth month makes older in one step: the guardian's link has ended too.
    met |= Q(guardian__answer=GuardianAnswer.YES)
    due = rows.filter(met, state=AccountState.ACTIVE).exclude(age_notices__step=step)
    return sum(_tell_one(key, step, now) for key in due.values_list("pk", flat=True))


@transaction.atomic
def _tell_one(key: int, step: AgeStep, now: dt.datetime) -> bool:
    member = lock_member(key)
    if member.step_on(timezone.localdate(now)) != step:
        return False
    _notice, is_new = AgeNotice.objects.get_or_create(
        member=member, step=step, defaults={"told_at": now}
    )
    if not is_new:
        return False
    tell_step(member=member, step=step, now=now)
    guardian = Guardian.objects.filter(member=member).first()
    if guardian is None:
        return True
    is_known = member.age_notices.filter(step=AgeStep.YOUTH, told_at__lt=now).exists()
    if guardian.answer == GuardianAnswer.YES and not is_known:
        tell_end_to_guardian(guardian=guardian)
    for purpose in (ASK_PURPOSE, PAGE_PURPOSE):
        revoke_links(purpose=purpose, thing=guardian, now=now)
    return True


@transaction.atomic
def set_own_consents(
    *, member: Member, scopes: Iterable[ConsentScope], now: dt.datetime
) -> None:
    """Write down what somebody of 16 or 17 says yes to; the account goes on with it.

    Raises:
        WrongStepError: below 16 the guardian decides, from 18 on there is no such list.
    """
    row = lock_member(member.pk)
    if row.step_on(timezone.localdate(now)) != AgeStep.YOUTH:
        raise WrongStepError
    wanted = {ConsentScope.ACCOUNT, *scopes}
    given = Consent.objects.in_force().filter(member=row, by_guardian=False)
    held = set(given.values_list("scope", flat=True))
    given.exclude(scope__in=wanted).update(withdrawn_at=now)
    Consent.objects.bulk_create(
        Consent(
            member=row,
            scope=scope,
            by_guardian=False,
            text_version=TEXT_VERSION,
            given_at=now,
        )
        for scope in sorted(wanted - held)
    )
    _answer(row, AgeStep.YOUTH, now)


@transaction.atomic
def answer_adult_step(
    *,
    member: Member,
    becomes_graduate: bool,
    memberships: Collection[Membership],
    now: dt.datetime,
) -> None:
    """Write down how somebody goes on at 18: as before, or as a graduate.

    A graduate takes along only the ``memberships`` that were ticked, and their networks
    confirm them anew: a role is a claim (CO1). The others end.

    Raises:
        WrongStepError: there is nothing to answer, or this role does not lead there.
    """
    row = lock_member(member.pk)
    standing = find_standing(row, now)
    if standing.step != AgeStep.ADULT or not standing.is_asked:
        raise WrongStepError
    if becomes_graduate:
        if row.role not in GRADUATES:
            raise WrongStepError
        row.role = MemberRole.ALUMNUS
        row.save(update_fields=["role"])
        kept = {membership.pk for membership in memberships}
        for membership in row.memberships.filter(state__in=OPEN).order_by("pk"):
            _take_along(membership, is_kept=membership.pk in kept, now=now)
    _answer(row, AgeStep.ADULT, now)


def _take_along(membership: Membership, *, is_kept: bool, now: dt.datetime) -> None:
    actor = membership.member.user
    apply_transition(row=membership, transition=END_MEMBERSHIP, actor=actor, now=now)
    forget_first_yes(row=membership)
    if is_kept:
        membership.claimed_at = now
        membership.save(update_fields=["claimed_at"])
        apply_transition(
            row=membership, transition=CLAIM_MEMBERSHIP, actor=actor, now=now
        )


def _answer(member: Member, step: AgeStep, now: dt.datetime) -> None:
    AgeNotice.objects.update_or_create(
        member=member, step=step, defaults={"answered_at": now}
    )
