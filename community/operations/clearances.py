"""Clearances: entered by one person, approved by another, ended and forgotten (ME15, P6, P45)."""

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.models import Network, StateChange
from cms.permissions.roles import find_coordinators
from cms.transitions import TransitionError, apply_transition
from community.conf import get_days
from community.enums import (
    ClearanceState,
    ClearanceTier,
    MembershipState,
    ReadReason,
)
from community.models import Clearance, Member, Membership, SafeguardingRead
from community.notifications.clearances import (
    tell_about_clearance,
    tell_clearance_ends,
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


# --- by date ------------------------------------------------------------------------------------


def remind_clearances(now: dt.datetime) -> int:
    """Tell people and coordination once that a clearance ends soon (P6)."""
    day = timezone.localdate(now)
    rows = Clearance.objects.ending_by(day, day + get_days("CLEARANCE_REMINDER_DAYS"))
    found = rows.select_related("member__user", "network").order_by("pk")
    return sum(
        tell_clearance_ends(
            clearance=row, people=find_coordinators(row.network, day), now=now
        )
        for row in found
    )


def end_left_clearances(now: dt.datetime) -> int:
    """End the clearances of whom the network does not know any more (P45)."""
    known = Membership.objects.filter(
        state=MembershipState.CONFIRMED,
        member=OuterRef("member"),
        network=OuterRef("network"),
    )
    rows = Clearance.objects.filter(
        ~Exists(known), state__in=[ClearanceState.ENTERED, ClearanceState.APPROVED]
    )
    return sum(_end_quietly(row, now) for row in rows.order_by("pk"))


def forget_clearances(now: dt.datetime) -> int:
    """Delete what was refused at once, and what has ended within three months (P6, P45)."""
    day = timezone.localdate(now)
    kept = get_days("CLEARANCE_KEPT_DAYS")
    kind = ContentType.objects.get_for_model(Clearance)
    ended_lately = StateChange.objects.filter(
        content_type=kind,
        object_id=OuterRef("pk"),
        to_state=ClearanceState.ENDED,
        changed_at__gt=now - kept,
    )
    over = (
        Q(state=ClearanceState.REFUSED)
        | Q(valid_until__lt=day - kept)
        | Q(state=ClearanceState.ENTERED, inspected_on__lt=day - kept)
        # What never held is of no use to anybody once it was taken back.
        | Q(state=ClearanceState.ENDED, approved_by=None)
        | (Q(state=ClearanceState.ENDED) & ~Exists(ended_lately))
    )
    keys = list(Clearance.objects.filter(over).values_list("pk", flat=True))
    return _forget(keys)


@transaction.atomic
def _forget(keys: list[int]) -> int:
    # Who moved it says that there was one, and Wagtail's log whose.
    kind = ContentType.objects.get_for_model(Clearance)
    StateChange.objects.filter(content_type=kind, object_id__in=keys).delete()
    logged = ModelLogEntry.objects.filter(content_type=kind)
    logged.filter(object_id__in=[str(key) for key in keys]).delete()
    return Clearance.objects.filter(pk__in=keys).delete()[0]


def _end_quietly(clearance: Clearance, now: dt.datetime) -> bool:
    try:
        end_clearance(clearance=clearance, actor=None, now=now)
    except TransitionError:
        return False
    return True


def _refuse_first_person(clearance: Clearance, actor: Any) -> None:
    # A state that has moved on is said by the transition.
    if clearance.state == ClearanceState.ENTERED and not can_approve_clearance(
        actor, clearance
    ):
        raise SecondPersonError


def _lock_member(clearance: Clearance) -> None:
    Member.objects.select_for_update(of=("self",)).get(pk=clearance.member_id)
