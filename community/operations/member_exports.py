"""Taking a list of members out, and letting the file and then the note go (CO58)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.models import Network
from community.conf import get_days
from community.exports.members import write_members
from community.models import MemberExport
from community.permissions.members import can_export_members, get_managed_members
from community.queries.member_exports import list_member_lines


class MayNotExportError(Exception):
    """The person does not coordinate this network."""


class NoPurposeError(Exception):
    """There is no list without a purpose, and none with minors without one for them."""


@dataclass(frozen=True, kw_only=True)
class MemberExportTerms:
    """What is taken out and what for; without ``minors_purpose`` there are no minors."""

    columns: Sequence[str]
    file_format: str
    purpose: str
    minors_purpose: str = ""


def make_member_export(
    *, network: Network, terms: MemberExportTerms, actor: Any, now: dt.datetime
) -> MemberExport:
    """Write the file and the note of it; who reads the note sees the purpose, not the people.

    The file is made before the transaction (R10.4).

    Raises:
        MayNotExportError: not this network.
        NoPurposeError: no purpose is named.
    """
    if not can_export_members(actor, network):
        raise MayNotExportError
    if not terms.purpose.strip():
        raise NoPurposeError
    lines = list_member_lines(
        get_managed_members(actor),
        network,
        columns=terms.columns,
        with_minors=bool(terms.minors_purpose.strip()),
        day=timezone.localdate(now),
    )
    content = write_members(lines, terms.file_format)
    with transaction.atomic():
        return MemberExport.objects.create(
            network=network,
            made_by=actor,
            made_at=now,
            purpose=terms.purpose,
            minors_purpose=terms.minors_purpose,
            columns=list(terms.columns),
            row_count=len(lines) - 1,
            format=terms.file_format,
            content=content,
            expires_at=now + get_days("MEMBER_EXPORT_DAYS"),
        )


def forget_member_exports(now: dt.datetime) -> int:
    """Delete files whose day is over, and notes after a year (P49)."""
    over = MemberExport.objects.filter(expires_at__lte=now, content__isnull=False)
    kept_since = now - get_days("MEMBER_EXPORT_NOTE_DAYS")
    old = MemberExport.objects.filter(made_at__lte=kept_since)
    return over.update(content=None) + old.delete()[0]
