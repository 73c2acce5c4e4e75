"""The calendar of a group: events of the site put into it and taken out (CO30)."""

import datetime as dt

from django.db import IntegrityError, transaction

from cms.models import Event
from community.models import Group, GroupEvent, Member
from community.operations.group_places import lock_group
from community.operations.groups import AddedAlreadyError, ArchivedError


@transaction.atomic
def add_group_event(
    *, group: Group, event: Event, member: Member | None, now: dt.datetime
) -> GroupEvent:
    """Put an event of the site into the calendar of a group.

    Raises:
        ArchivedError: the group can only be read, or has no calendar any more.
        AddedAlreadyError: the event is in it.
    """
    row = lock_group(group)
    if not row.is_active or not row.has_events:
        raise ArchivedError
    try:
        with transaction.atomic():
            return GroupEvent.objects.create(
                group=row, event=event, added_by=member, added_at=now
            )
    except IntegrityError as error:
        raise AddedAlreadyError from error


@transaction.atomic
def remove_group_event(*, entry: GroupEvent) -> None:
    """Take an event out of the calendar; on the site nothing changes."""
    GroupEvent.objects.filter(pk=entry.pk).delete()
