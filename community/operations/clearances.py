"""Clearances: entered by one person, approved by another, ended and forgotten (ME15, P6, P45)."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.models import Network
from cms.transitions import apply_transition
from community.conf import get_days
from community.enums import (
    ClearanceState,
    ClearanceTier,
    ReadReason,
)
from community.models import Clearance, Member, SafeguardingRead
from community.notifications.clearances import (
    tell_about_clearance,
    tell_clearance_waits,
)
from community.permissions.clearances import (
    can_approve_clearance,
    find_clearance_deciders,
)
from community.transitions import (
    APPROVE_CLEARANCE,
    END_CLEARANCE,
    REFUSE_CLEARANCE,
)

CERTIFICATE_MONTHS = 3
LONGEST_YEARS = 5
LIST = "clearances"


class ClearanceDateError(Exception):
    """The dates do not fit; ``field`` is the one to change."""

    field = "valid_until"


class CertificateTooOldError(ClearanceDateError):
    """It was more than three months old when it was inspected."""

    field = "certificate_date"


class InspectedLaterError(ClearanceDateError):
    """The certificate is younger than the inspection, or that lies in the future."""

    field = "inspected_on"


class TooLongError(ClearanceDateError):
    """It would hold for more than five years."""


class OverAlreadyError(ClearanceDateError):
    """It would end before today."""


class SecondPersonError(Exception):
    """Whoever entered it, or has it, cannot decide on it (ME15, ME18)."""


class OwnClearanceError(Exception):
    """Nobody enters one for themselves."""


class WaitsAlreadyError(Exception):
    """One for this person and network waits for a second person."""


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months later, or the last one of that month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    first_of_next = dt.date(year + month // 12, month % 12 + 1, 1)
    return dt.date(
        year, month, min(day.day, (first_of_next - dt.timedelta(days=1)).day)
    )


def check_clearance_dates(
    *,
    certificate_date: dt.date,
    inspected_on: dt.date,
    valid_until: dt.date,
    today: dt.date,
) -> None:
    """Compare the dates with what associations agree on (P24).

    Raises:
        ClearanceDateError: one of its kinds, by the field to change.
    """
    if not certificate_date <= inspected_on <= today:
        raise InspectedLaterError
    if add_months(certificate_date, CERTIFICATE_MONTHS) < inspected_on:
        raise CertificateTooOldError
    if valid_until < today or valid_until <= inspected_on:
        raise OverAlreadyError
    if valid_until > add_months(certificate_date, LONGEST_YEARS * 12):
        raise TooLongError


@transaction.atomic
def enter_clearance(
    *,
    member: Member,
    network: Network,
    tier: ClearanceTier,
    certificate_date: dt.date,
    inspected_on: dt.date,
    valid_until: dt.date,
    actor: Any,
    now: dt.datetime,
) -> Clearance:
    """Write down that a certificate was seen; nothing holds until a second person approves.

    Raises:
        OwnClearanceError: it is the actor's own.
        ClearanceDateError: the dates do not fit.
        WaitsAlreadyError: one waits already.
    """
    if member.user_id == actor.pk:
        raise OwnClearanceError
    check_clearance_dates(
        certificate_date=certificate_date,
        inspected_on=inspected_on,
        valid_until=valid_until,
        today=timezone.localdate(now),
    )
    try:
        with transaction.atomic():
            clearance = Clearance.objects.create(
                member=member,
                network=network,
                tier=tier,
                certificate_date=certificate_date,
                inspected_on=inspected_on,
                valid_until=valid_until,
                inspected_by=actor,
            )
    except IntegrityError as error:
        raise WaitsAlreadyError from error
    tell_clearance_waits(clearance=clearance, people=find_clearance_deciders(clearance))
    return clearance


@transaction.atomic
def approve_clearance(
    *, clearance: Clearance, actor: Any, now: dt.datetime
) -> Clearance:
    """Let it hold from now on; an older one of the same person and network ends.

    Raises:
        SecondPersonError: the actor has entered it, has it, or does not decide here.
        OverAlreadyError: its last day is over.
        WrongStateError: somebody was quicker.
    """
    if clearance.valid_until < timezone.localdate(now):
        raise OverAlreadyError
    _refuse_first_person(clearance, actor)
    _lock_member(clearance)
    apply_transition(row=clearance, transition=APPROVE_CLEARANCE, actor=actor, now=now)
    clearance.approved_by = actor
    clearance.save(update_fields=["approved_by"])
    older = Clearance.objects.filter(
        member=clearance.member_id,
        network=clearance.network_id,
        state=ClearanceState.APPROVED,
        tier__lte=clearance.tier,
        valid_until__lte=clearance.valid_until,
    )
    for row in older.exclude(pk=clearance.pk).order_by("pk"):
        apply_transition(row=row, transition=END_CLEARANCE, actor=actor, now=now)
    tell_about_clearance(clearance=clearance, event="approved", now=now)
    return clearance


@transaction.atomic
def refuse_clearance(
    *, clearance: Clearance, actor: Any, now: dt.datetime
) -> Clearance:
    """Say no as the second person; why is kept nowhere (P23), and soon it is gone.

    Raises:
        SecondPersonError: the actor has entered it, has it, or does not decide here.
        WrongStateError: somebody was quicker.
    """
    _refuse_first_person(clearance, actor)
    apply_transition(row=clearance, transition=REFUSE_CLEARANCE, actor=actor, now=now)
    tell_about_clearance(clearance=clearance, event="refused", now=now)
    return clearance


@transaction.atomic
def end_clearance(*, clearance: Clearance, actor: Any, now: dt.datetime) -> Clearance:
    """End it from the next request on, or take back what waits.

    Raises:
        WrongStateError: it has ended.
    """
    has_held = clearance.state == ClearanceState.APPROVED
    apply_transition(row=clearance, transition=END_CLEARANCE, actor=actor, now=now)
    if has_held:
        tell_about_clearance(clearance=clearance, event="ended", now=now)
    return clearance


@transaction.atomic
def note_clearance_read(
    *, networks: Any, what: str, reader: Any, now: dt.datetime
) -> None:
    """Write down that somebody reads clearances, before anything is shown (P16)."""
    SafeguardingRead.objects.bulk_create(
        SafeguardingRead(
            reader=reader,
            network=network,
            what=what,
            reason=ReadReason.CLEARANCE,
            read_at=now,
            delete_on=timezone.localdate(now) + get_days("SAFEGUARDING_LOG_DAYS"),
        )
        for network in networks
    )


def _refuse_first_person(clearance: Clearance, actor: Any) -> None:
    # A state that has moved on is said by the transition.
    if clearance.state == ClearanceState.ENTERED and not can_approve_clearance(
        actor, clearance
    ):
        raise SecondPersonError


def _lock_member(clearance: Clearance) -> None:
    Member.objects.select_for_update(of=("self",)).get(pk=clearance.member_id)
