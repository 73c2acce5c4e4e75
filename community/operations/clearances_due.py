"""What time does to clearances: told of, ended, forgotten (P6, P45)."""

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.models import StateChange
from cms.permissions.roles import find_coordinators
from cms.transitions import TransitionError
from community.conf import get_days
from community.enums import ClearanceState, MembershipState
from community.models import Clearance, Membership
from community.notifications.clearances import tell_clearance_ends
from community.operations.clearances import end_clearance


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
