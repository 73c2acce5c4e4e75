"""Asking for one's own data, building the archive, letting it go (P9, P53)."""

import datetime as dt
import secrets
from typing import Any

import structlog
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from cms.enums import LeaseState
from cms.jobs.rows import fail, finish, work_off
from community.conf import get_days
from community.exports.personal_data import build_archive
from community.models import DataExport
from community.notifications.data_exports import tell_ready
from community.queries.personal_data import get_person

SECONDS_A_RUN = 25.0
KEY_BYTES = 16

log = structlog.get_logger("verbund.data_exports")


class ExportRequestedError(Exception):
    """One is on its way already."""


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
        archive = build_archive(get_person(row.user), row.language)
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
        older = DataExport.objects.filter(user=row.user_id).exclude(pk=row.pk)
        older.exclude(state=LeaseState.DUE).delete()
        tell_ready(export=row)
    return True


def forget_exports(now: dt.datetime) -> int:
    """Delete archives whose time is over, and what failed as long ago (P53)."""
    done = DataExport.objects.filter(expires_at__lte=now)
    failed = DataExport.objects.dead().filter(
        finished_at__lte=now - get_days("DATA_EXPORT_DAYS")
    )
    return done.delete()[0] + failed.delete()[0]
