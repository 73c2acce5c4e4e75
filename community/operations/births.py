"""Another month of birth: a member asks, the coordination decides, and it is logged (P31)."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.links import make_link
from cms.transitions import apply_transition
from community.enums import AgeStep, CorrectionState, GuardianAnswer
from community.models import AgeNotice, BirthCorrection, Consent, Guardian, Member
from community.notifications.births import tell_correction
from community.notifications.guardians import tell_guardian
from community.operations.guardians import PAGE_LIFETIME, PAGE_PURPOSE
from community.transitions import (
    GRANT_CORRECTION,
    REFUSE_CORRECTION,
    TAKE_CORRECTION_BACK,
)

DECISIONS = {
    CorrectionState.GRANTED: GRANT_CORRECTION,
    CorrectionState.REFUSED: REFUSE_CORRECTION,
}
"""What a coordinator can say."""

UNREACHED = {
    AgeStep.CHILD: (AgeStep.YOUTH, AgeStep.ADULT),
    AgeStep.YOUTH: (AgeStep.ADULT,),
    AgeStep.ADULT: (),
}


class SameMonthError(Exception):
    """The month is the one that we hold."""


class AskedAlreadyError(Exception):
    """The coordination has not answered yet."""


@transaction.atomic
def ask_birth_correction(
    *, member: Member, birth_year: int, birth_month: int, words: str, now: dt.datetime
) -> BirthCorrection:
    """Ask the coordination for another month of birth; until then the old one holds.

    Raises:
        SameMonthError: nothing would change.
        AskedAlreadyError: there is an open question.
    """
    if (birth_year, birth_month) == (member.birth_year, member.birth_month):
        raise SameMonthError
    try:
        with transaction.atomic():
            return BirthCorrection.objects.create(
                member=member,
                old_year=member.birth_year,
                old_month=member.birth_month,
                birth_year=birth_year,
                birth_month=birth_month,
                words=words,
                asked_at=now,
            )
    except IntegrityError as error:
        raise AskedAlreadyError from error


@transaction.atomic
def take_birth_correction_back(
    *, correction: BirthCorrection, now: dt.datetime
) -> None:
    """Take the question back; the month stays.

    Raises:
        WrongStateError: it is decided.
    """
    apply_transition(
        row=correction,
        transition=TAKE_CORRECTION_BACK,
        actor=correction.member.user,
        now=now,
    )


@transaction.atomic
def decide_birth_correction(
    *,
    correction: BirthCorrection,
    decision: CorrectionState,
    words: str,
    actor: Any,
    now: dt.datetime,
) -> BirthCorrection:
    """Correct the month or leave it, and tell the member; who decided stays in the log.

    Raises:
        WrongStateError: somebody was quicker, or the member took it back.
    """
    rows = Member.objects.select_for_update(of=("self",)).select_related("user")
    member = rows.get(pk=correction.member_id)
    change = apply_transition(
        row=correction,
        transition=DECISIONS[decision],
        actor=actor,
        reason=words,
        now=now,
    )
    if decision == CorrectionState.GRANTED:
        _correct(member, correction, now)
    tell_correction(correction=correction, change=change)
    return correction


def _correct(member: Member, correction: BirthCorrection, now: dt.datetime) -> None:
    day = timezone.localdate(now)
    before = member.step_on(day)
    member.birth_year = correction.birth_year
    member.birth_month = correction.birth_month
    member.save(update_fields=["birth_year", "birth_month"])
    step = member.step_on(day)
    # What is not reached any more is told again when it is.
    AgeNotice.objects.filter(member=member, step__in=UNREACHED[step]).delete()
    if step == AgeStep.CHILD and before != AgeStep.CHILD:
        _give_back_to_guardian(member, now)


def _give_back_to_guardian(member: Member, now: dt.datetime) -> None:
    """Let the guardian decide again: the own yes of a child never counted."""
    own = Consent.objects.in_force().filter(member=member, by_guardian=False)
    own.update(withdrawn_at=now)
    guardian = Guardian.objects.filter(member=member).first()
    if guardian is not None and guardian.answer == GuardianAnswer.YES:
        page = make_link(
            purpose=PAGE_PURPOSE, thing=guardian, now=now, lifetime=PAGE_LIFETIME
        )
        tell_guardian(guardian=guardian, event="page", link=page, now=now)
