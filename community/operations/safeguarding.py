"""Cases of child protection: opened, read, worked on, closed (ME39, ME40, P16)."""

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cms.models import Network
from cms.transitions import Transition, apply_transition
from community.conf import get_days
from community.enums import (
    ReadReason,
    SafeguardingSource,
    SafeguardingStep,
)
from community.models import (
    CaseEntry,
    CaseEvidence,
    CaseParty,
    CaseStep,
    Freeze,
    Member,
    ModerationCase,
    SafeguardingCase,
    SafeguardingContact,
    SafeguardingRead,
)
from community.notifications.safeguarding import tell_nobody_is_there, tell_officers
from community.permissions.safeguarding import find_case_officers
from community.transitions import (
    CLARIFY_SAFEGUARDING,
    CLOSE_SAFEGUARDING,
    REOPEN_SAFEGUARDING,
    TAKE_SAFEGUARDING_MEASURES,
    TRIAGE_SAFEGUARDING,
)

NUMBER_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
NUMBER_LENGTH = 8
SALT = "community.safeguarding"

TRIAGE, CLARIFY, ACT, CLOSE, REOPEN = "triage", "clarify", "act", "close", "reopen"
MOVES: dict[str, Transition] = {
    TRIAGE: TRIAGE_SAFEGUARDING,
    CLARIFY: CLARIFY_SAFEGUARDING,
    ACT: TAKE_SAFEGUARDING_MEASURES,
    CLOSE: CLOSE_SAFEGUARDING,
    REOPEN: REOPEN_SAFEGUARDING,
}
"""What an officer chooses."""


class FrozenStillError(Exception):
    """Contact is frozen: whoever closes the case decides on that first."""


class KnownAlreadyError(Exception):
    """It stands there already."""


class NotYetError(Exception):
    """Evidence is of what has happened."""


@dataclass(frozen=True, kw_only=True)
class Concern:
    """What somebody tells. ``key`` makes a form that is sent twice one case."""

    network: Network
    source: SafeguardingSource
    words: str
    is_critical: bool = False
    told_by: Member | None = None
    about: models.Model | None = None
    people: tuple[Member, ...] = ()
    notice_case: ModerationCase | None = None
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What an officer writes down by hand: the words themselves, from where and of when."""

    words: str
    source: str
    happened_at: dt.datetime


@transaction.atomic
def open_safeguarding_case(
    *, concern: Concern, author: Any, now: dt.datetime
) -> SafeguardingCase:
    """Open a case, keep what proves it, and ask the officers by a mail that says nothing.

    Where nobody in the network can look at it, the portal's officers are asked at once.
    """
    number = _make_number(concern)
    try:
        with transaction.atomic():
            case = SafeguardingCase.objects.create(
                number=number,
                network=concern.network,
                source=concern.source,
                is_critical=concern.is_critical,
                notice_case=concern.notice_case,
                received_at=now,
            )
    except IntegrityError:
        # The same form once more, or a second one from the same notice.
        same = SafeguardingCase.objects.filter(number=number)
        if concern.notice_case is not None:
            same |= SafeguardingCase.objects.filter(notice_case=concern.notice_case)
        return same.get()
    CaseEntry.objects.create(
        case=case, author=author, words=concern.words, written_at=now
    )
    for member in concern.people:
        CaseParty.objects.get_or_create(case=case, member=member)
    if concern.told_by is not None:
        CaseParty.objects.get_or_create(
            case=case, member=concern.told_by, defaults={"has_told": True}
        )
    for row in (concern.about, concern.notice_case):
        if row is not None:
            keep_evidence(case=case, row=row, now=now)
    ask_officers(case=case, event="case", now=now)
    return case


@transaction.atomic
def note_read(
    *, case: SafeguardingCase, reader: Any, reason: ReadReason, now: dt.datetime
) -> SafeguardingRead:
    """Write down who reads a case and why; called before anything of it is shown (P16)."""
    return SafeguardingRead.objects.create(
        reader=reader,
        network=case.network,
        what=case.number,
        reason=reason,
        read_at=now,
    )


@transaction.atomic
def add_entry(
    *, case: SafeguardingCase, words: str, actor: Any, now: dt.datetime
) -> CaseEntry:
    """Add to the log of the case; nothing in it is ever changed."""
    return CaseEntry.objects.create(
        case=case, author=actor, words=words, written_at=now
    )


@transaction.atomic
def add_evidence(
    *, case: SafeguardingCase, evidence: Evidence, actor: Any, now: dt.datetime
) -> CaseEntry:
    """Add what proves something and lies nowhere here: a letter, a call, a picture of a chat.

    Raises:
        NotYetError: it would be of a time that has not come.
    """
    if evidence.happened_at > now:
        raise NotYetError
    return CaseEntry.objects.create(
        case=case,
        author=actor,
        words=evidence.words,
        written_at=now,
        is_evidence=True,
        source=evidence.source,
        happened_at=evidence.happened_at,
    )


@transaction.atomic
def move_case(
    *,
    case: SafeguardingCase,
    move: str,
    words: str,
    is_critical: bool,
    actor: Any,
    now: dt.datetime,
) -> SafeguardingCase:
    """Say how far it has come, and why in the log of the case; closing sets its last day.

    Raises:
        WrongStateError: somebody was quicker.
        FrozenStillError: it would be closed while contact is frozen.
    """
    row = SafeguardingCase.objects.select_for_update(of=("self",)).get(pk=case.pk)
    row.is_critical = is_critical
    if move == CLOSE:
        if Freeze.objects.in_force().filter(case=row).exists():
            raise FrozenStillError
        row.delete_on = timezone.localdate(now) + get_days("SAFEGUARDING_KEPT_DAYS")
        row.save(update_fields=["delete_on"])
    apply_transition(row=row, transition=MOVES[move], actor=actor, now=now)
    if move == REOPEN:
        row.delete_on = None
    row.save(update_fields=["is_critical", "delete_on"])
    add_entry(case=row, words=words, actor=actor, now=now)
    return row


@transaction.atomic
def tick_step(
    *, case: SafeguardingCase, step: SafeguardingStep, actor: Any, now: dt.datetime
) -> None:
    """Tick a line of the checklist; twice is once."""
    CaseStep.objects.bulk_create(
        [CaseStep(case=case, step=step, done_by=actor, done_at=now)],
        ignore_conflicts=True,
    )


@transaction.atomic
def add_party(*, case: SafeguardingCase, member: Member) -> None:
    """Name a member whom the case is about; an officer who is named loses it from sight.

    Raises:
        KnownAlreadyError: the member is named.
    """
    _party, is_new = CaseParty.objects.get_or_create(case=case, member=member)
    if not is_new:
        raise KnownAlreadyError


@transaction.atomic
def freeze_contact(
    *,
    case: SafeguardingCase,
    member: Member,
    other: Member | None,
    now: dt.datetime,
) -> Freeze:
    """Stop contact from the next request on, of two members or of one with anybody.

    Raises:
        KnownAlreadyError: it is frozen.
    """
    if other is not None and other.pk < member.pk:
        member, other = other, member
    try:
        with transaction.atomic():
            return Freeze.objects.create(
                case=case, member=member, other=other, frozen_at=now
            )
    except IntegrityError as error:
        raise KnownAlreadyError from error


@transaction.atomic
def lift_freeze(*, freeze: Freeze, now: dt.datetime) -> None:
    """Let contact be again what it was before.

    Raises:
        KnownAlreadyError: somebody has lifted it.
    """
    rows = Freeze.objects.in_force().filter(pk=freeze.pk)
    if not rows.update(ended_at=now):
        raise KnownAlreadyError


@transaction.atomic
def keep_evidence(
    *, case: SafeguardingCase, row: models.Model, now: dt.datetime
) -> None:
    """Keep a row as long as the case is open; messages are kept by the same call."""
    CaseEvidence.objects.bulk_create(
        [
            CaseEvidence(
                case=case,
                content_type=ContentType.objects.get_for_model(row),
                object_id=row.pk,
                kept_at=now,
            )
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def save_officer_contact(
    *, user: Any, network: Network, phone: str, is_deputy: bool
) -> SafeguardingContact:
    """Say how an officer is reached, and whether as the one who stands in."""
    row, _is_new = SafeguardingContact.objects.update_or_create(
        user=user, network=network, defaults={"phone": phone, "is_deputy": is_deputy}
    )
    return row


def ask_officers(*, case: SafeguardingCase, event: str, now: dt.datetime) -> None:
    """Ask who is to look at it; where nobody is, those who can name somebody."""
    day = timezone.localdate(now)
    people = find_case_officers(case, day, passed_on=event == "passed_on")
    if people:
        tell_officers(case=case, people=people, event=event)
        return
    others: Iterable[Any] = get_user_model().objects.filter(
        is_superuser=True, is_active=True
    )
    tell_nobody_is_there(case=case, people=others)


def _make_number(concern: Concern) -> str:
    """Return a number that nobody guesses; the same for the same form of the same person."""
    if concern.key and concern.told_by is not None:
        digest = salted_hmac(
            SALT, f"{concern.told_by.pk}:{concern.key}", algorithm="sha256"
        ).digest()
        signs = [NUMBER_SIGNS[byte % len(NUMBER_SIGNS)] for byte in digest]
        return "".join(signs[:NUMBER_LENGTH])
    return "".join(secrets.choice(NUMBER_SIGNS) for _sign in range(NUMBER_LENGTH))
