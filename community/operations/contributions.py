"""Saying on the own profile what one has done for an event or a project (CO16)."""

import datetime as dt
from typing import Any

from django.db import transaction

from cms.models import Event, PracticeEntry
from community.enums import ContributionRole
from community.models import Contribution, Member


@transaction.atomic
def add_contribution(
    *,
    member: Member,
    thing: Event | PracticeEntry,
    role: ContributionRole,
    now: dt.datetime,
) -> Contribution:
    """Put it on the profile, once for each thing; said again it changes the role."""
    which = "event" if isinstance(thing, Event) else "practice"
    place: dict[str, Any] = {"member": member, which: thing}
    row, _is_new = Contribution.objects.update_or_create(
        **place,
        defaults={"role": role},
        create_defaults={"role": role, "added_at": now},
    )
    return row


@transaction.atomic
def drop_contribution(*, contribution: Contribution) -> None:
    """Take it off the profile."""
    Contribution.objects.filter(pk=contribution.pk).delete()
