"""Bringing a file of people, saying what it holds, starting it, inviting batch by batch (CO57)."""

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now

from cms.enums import LeaseState
from cms.jobs.rows import LeaseLostError
from cms.models import Network
from cms.transitions import WrongStateError
from community.conf import get_days
from community.enums import ImportBasis, InvitationState, MemberRole
from community.models import Invitation, MemberImport, MemberImportTemplate
from community.models.invitation import make_address_key
from community.permissions.members import can_change_import, can_export_members

KEY_BYTES = 16
KIND = "network-member"
ANSWERED = (
    InvitationState.PENDING,
    InvitationState.ACCEPTED,
    InvitationState.DECLINED,
)
"""Who has said something to this network, or still may, is not asked once more."""


class MayNotImportError(Exception):
    """The person does not coordinate this network, or somebody else brought the file."""


@dataclass(frozen=True)
class ImportedPerson:
    """One line of a file that can be invited."""

    line: int
    address: str
    role: str


@dataclass(frozen=True, kw_only=True)
class ImportTerms:
    """What the file holds, and why one may write to its people."""

    columns: Mapping[str, str]
    role: MemberRole
    basis: ImportBasis
    basis_words: str


@transaction.atomic
def bring_import(
    *,
    network: Network,
    content: bytes,
    columns: Mapping[str, str],
    language: str,
    actor: Any,
    now: dt.datetime,
) -> MemberImport:
    """Keep a file until its owner has said what it holds; nobody is invited yet.

    Raises:
        MayNotImportError: not this network.
    """
    if not can_export_members(actor, network):
        raise MayNotImportError
    return MemberImport.objects.create(
        key=secrets.token_hex(KEY_BYTES),
        network=network,
        made_by=actor,
        language=language,
        content=content,
        columns=dict(columns),
        due_at=now,
        created_at=now,
    )


@transaction.atomic
def describe_import(
    *, row: MemberImport, terms: ImportTerms, template_name: str, actor: Any
) -> MemberImport:
    """Say which column holds what and on which basis; keep the columns under a name.

    Raises:
        MayNotImportError: somebody else brought the file.
        WrongStateError: it was started.
    """
    if not can_change_import(actor, row):
        raise MayNotImportError
    values = {
        "columns": dict(terms.columns),
        "role": terms.role,
        "basis": terms.basis,
        "basis_words": terms.basis_words,
    }
    if not _unstarted(row).update(**values):
        raise WrongStateError("describe")
    if template_name:
        MemberImportTemplate.objects.update_or_create(
            network=row.network,
            name=template_name,
            defaults={"columns": dict(terms.columns)},
        )
    row.refresh_from_db()
    return row


@transaction.atomic
def start_import(
    *, row: MemberImport, row_count: int, actor: Any, now: dt.datetime
) -> None:
    """Hand the file to the job; of two who start it at once one does.

    Raises:
        MayNotImportError: somebody else brought the file.
        WrongStateError: it was started, or no basis is stored.
    """
    if not can_change_import(actor, row):
        raise MayNotImportError
    ready = _unstarted(row).exclude(basis="").exclude(basis_words="")
    if not ready.update(started_at=now, row_count=row_count, due_at=Now()):
        raise WrongStateError("start")


@transaction.atomic
def drop_import(*, row: MemberImport, actor: Any) -> None:
    """Delete a file that was not started.

    Raises:
        MayNotImportError: somebody else brought the file.
        WrongStateError: it was started.
    """
    if not can_change_import(actor, row):
        raise MayNotImportError
    if not _unstarted(row).delete()[0]:
        raise WrongStateError("drop")


def invite_batch(
    *, row: MemberImport, people: Sequence[ImportedPerson], now: dt.datetime
) -> None:
    """Invite the next people of a file, each once, and move on, in one transaction.

    If the database refuses them together, they are tried one by one, so that one line
    holds up no other. The mails follow by themselves: they start from the rows.

    Raises:
        LeaseLostError: another worker has the import.
    """
    try:
        _write_batch(row, people, now)
    except IntegrityError:
        if len(people) == 1:
            # Somebody else has invited this address within the same moment.
            _move_on(row, people, invited=0)
            return
        for person in people:
            invite_batch(row=row, people=[person], now=now)


@transaction.atomic
def _write_batch(
    row: MemberImport, people: Sequence[ImportedPerson], now: dt.datetime
) -> None:
    network_type = ContentType.objects.get_for_model(Network)
    keys = {one.address: make_address_key(one.address) for one in people}
    known = set(
        Invitation.objects.filter(
            kind=KIND,
            content_type=network_type,
            object_id=row.network_id,
            address_key__in=keys.values(),
            state__in=ANSWERED,
        ).values_list("address_key", flat=True)
    )
    made = Invitation.objects.bulk_create(
        Invitation(
            kind=KIND,
            content_type=network_type,
            object_id=row.network_id,
            option=one.role,
            email=one.address,
            address_key=keys[one.address],
            language=row.language,
            invited_by_id=row.made_by_id,
            invited_at=now,
            expires_at=now + get_days("INVITATION_DAYS"),
            member_import=row,
        )
        for one in people
        if keys[one.address] not in known
    )
    _move_on(row, people, invited=len(made))


def _move_on(
    row: MemberImport, people: Sequence[ImportedPerson], *, invited: int
) -> None:
    held = MemberImport.objects.filter(
        pk=row.pk,
        state=LeaseState.LEASED,
        leased_by=row.leased_by,
        last_line=row.last_line,
    )
    moved = held.update(
        last_line=people[-1].line,
        invited_count=F("invited_count") + invited,
        known_count=F("known_count") + len(people) - invited,
    )
    if not moved:
        raise LeaseLostError(f"{row}")
    row.last_line = people[-1].line


def forget_member_imports(now: dt.datetime) -> int:
    """Delete files, then the lines with mistakes, then the note of an import (P62)."""
    rows = MemberImport.objects
    unused = rows.filter(
        started_at__isnull=True,
        created_at__lte=now - get_days("MEMBER_IMPORT_FILE_DAYS"),
    ).delete()[0]
    failed = rows.filter(
        content__isnull=False,
        state=LeaseState.DEAD,
        finished_at__lte=now - get_days("MEMBER_IMPORT_FILE_DAYS"),
    ).update(content=None)
    wrong = (
        rows.exclude(errors=[])
        .filter(finished_at__lte=now - get_days("MEMBER_IMPORT_ERROR_DAYS"))
        .update(errors=[])
    )
    old = rows.filter(
        finished_at__lte=now - get_days("MEMBER_IMPORT_NOTE_DAYS")
    ).delete()[0]
    return unused + failed + wrong + old


def _unstarted(row: MemberImport) -> Any:
    return MemberImport.objects.filter(pk=row.pk, started_at__isnull=True)
