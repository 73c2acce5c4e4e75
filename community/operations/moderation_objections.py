"""Whoever has reported something wants somebody else to look at it (CO50, CO52)."""

import datetime as dt

from django.db import transaction

from cms.links import use_up_links
from community.models import Notice
from community.operations.moderation import (
    OBJECTION_PURPOSE,
    TooLateError,
    ask_deciders,
    join_case,
    lock_case,
)
from community.permissions.moderation import can_be_objected_to
from community.reportables import reportables


@transaction.atomic
def object_to_refusal(*, notice: Notice, words: str, now: dt.datetime) -> None:
    """Ask for another look at what was found to be no breach; it becomes a case of its own.

    Whoever decided before does not decide again. What comes of it can be appealed by whom
    it concerns, like any decision.

    Raises:
        TooLateError: it was done before, its time is over, or the item is gone.
        BusyItemError: as for a notice.
    """
    if not Notice.objects.filter(pk=notice.pk, appealed_at=None).update(
        appealed_at=now
    ):
        raise TooLateError
    old = lock_case(notice.case)
    kind, row = reportables.get(old.kind), old.thing
    if kind is None or row is None or not can_be_objected_to(old, now):
        raise TooLateError
    case, _is_new = join_case(kind, row, now, before=old)
    Notice.objects.get_or_create(
        case=case,
        reporter_key=notice.reporter_key,
        defaults={
            "reporter": notice.reporter,
            "reason": notice.reason,
            "words": words,
            "name": notice.name,
            "email": notice.email,
            "language": notice.language,
            "made_at": now,
            "appealed_at": now,
        },
    )
    use_up_links(purpose=OBJECTION_PURPOSE, thing=notice, now=now)
    ask_deciders(case, "case", now)
