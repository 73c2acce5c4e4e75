"""Asking for one's own data, building the archive, letting it go (P9, P53)."""

import datetime as dt
import secrets
from typing import Any

import structlog
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.enums import LeaseState
from cms.jobs.rows import fail, finish, work_off
from cms.links import make_link
from community.conf import get_days
from community.enums import AccountState, AgeStep, GuardianAnswer
from community.exports.personal_data import build_archive
from community.models import DataExport, Guardian
from community.notifications.data_exports import tell_ready
from community.notifications.guardians import tell_child_of_file, tell_guardian
from community.queries.personal_data import get_person

FILE_PURPOSE = "guardian-file"
A_DAY = dt.timedelta(days=1)
SECONDS_A_RUN = 25.0
KEY_BYTES = 16

log = structlog.get_logger("verbund.data_exports")


class ExportRequestedError(Exception):
    """One is on its way already."""


class NotEntitledError(Exception):
    """Whoever asks does not speak for the child, or not any more."""


@transaction.atomic
def request_export(*, user: Any, language: str, now: dt.datetime) -> DataExport:
    """Write the wish down; a job builds the archive (P9).

    Raises:
        ExportRequestedError: there is an open one.
    """
    try:
        with transaction.atomic():
            return DataExport.objects.create(
                key=secrets.token_hex(KEY_BYTES),
                user=user,
                language=language,
                due_at=now,
                created_at=now,
            )
    except IntegrityError as error:
        raise ExportRequestedError from error


@transaction.atomic
def request_export_as_guardian(
    *, guardian: Guardian, now: dt.datetime
) -> DataExport | None:
    """Write a guardian's wish down and tell the child; None where nothing new is made (CO66).

    The file goes to the guardian's own mailbox, whoever holds the link of the page. One a
    day is enough.

    Raises:
        NotEntitledError: the guardian has not agreed, or decides no more.
    """
    row = Guardian.objects.select_for_update(of=("self",)).get(pk=guardian.pk)
    if not can_get_file(row, now):
        raise NotEntitledError
    recent = DataExport.objects.filter(guardian=row, created_at__gt=now - A_DAY)
    if recent.exclude(state=LeaseState.DEAD).exists():
        return None
    member = row.member
    export = DataExport.objects.create(
        key=secrets.token_hex(KEY_BYTES),
        user=member.user,
        guardian=row,
        language=member.language,
        due_at=now,
        created_at=now,
    )
    tell_child_of_file(member=member, export=export, now=now)
    return export


def can_get_file(guardian: Guardian, now: dt.datetime) -> bool:
    """Tell whether the guardian speaks for the child: agreed, below 16, an open account."""
    member = guardian.member
    is_child = member.step_on(timezone.localdate(now)) == AgeStep.CHILD
    is_open = member.state != AccountState.CLOSED
    return is_child and is_open and guardian.answer == GuardianAnswer.YES


def build_due_exports(now: dt.datetime) -> int:
    """Build what is asked for, for half a minute at most; return how many were tried."""
    return work_off(
        DataExport, lambda row: build_export(row, now), seconds=SECONDS_A_RUN
    )


def build_export(row: DataExport, now: dt.datetime) -> bool:
    """Build one archive and tell the person; whatever goes wrong is tried again.

    The older archives of the person go when the new one is there, in one transaction.
    """
    try:
        archive = build_archive(
            get_person(row.user),
            row.language,
            is_for_guardian=row.guardian_id is not None,
        )
    except Exception as error:
        # Only the kind: what an error says may be what somebody wrote.
        log.exception("data_export_failed", export=row.pk)
        fail(row, type(error).__name__)
        return True
    with transaction.atomic():
        # Before the row, as erasing does: no mail follows somebody who is gone.
        get_user_model().objects.select_for_update().filter(pk=row.user_id).first()
        expires_at = now + get_days("DATA_EXPORT_DAYS")
        finish(row, archive=archive, expires_at=expires_at)
        older = DataExport.objects.filter(user=row.user_id, guardian=row.guardian_id)
        older.exclude(pk=row.pk).exclude(state=LeaseState.DUE).delete()
        if row.guardian is None:
            tell_ready(export=row)
        elif can_get_file(row.guardian, now):
            link = make_link(
                purpose=FILE_PURPOSE, thing=row, now=now, lifetime=expires_at - now
            )
            tell_guardian(guardian=row.guardian, event="file", link=link, now=now)
        else:
            DataExport.objects.filter(pk=row.pk).delete()
    return True


def forget_exports(now: dt.datetime) -> int:
    """Delete archives whose time is over, and what failed as long ago (P53)."""
    done = DataExport.objects.filter(expires_at__lte=now)
    failed = DataExport.objects.dead().filter(
        finished_at__lte=now - get_days("DATA_EXPORT_DAYS")
    )
    return done.delete()[0] + failed.delete()[0]
