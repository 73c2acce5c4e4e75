"""How long people wait until a network decides about them (CO56)."""

import datetime as dt
from statistics import median

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from cms.models import StateChange
from community.enums import MembershipState
from community.models import Membership

LOOKS_BACK = dt.timedelta(days=90)
MOST = 1_000
DECIDED = (MembershipState.CONFIRMED, MembershipState.DECLINED)


def get_median_wait(
    memberships: QuerySet[Membership], now: dt.datetime
) -> dt.timedelta | None:
    """Return the median time from claim to decision of the last 90 days; None without one.

    Who was confirmed at once, by a code or an invitation, has not waited.
    """
    changes = StateChange.objects.filter(
        content_type=ContentType.objects.get_for_model(Membership),
        field="state",
        to_state__in=DECIDED,
        changed_at__gt=now - LOOKS_BACK,
        object_id__in=memberships.values("pk"),
    )
    decided = dict(
        changes.order_by("changed_at", "pk").values_list("object_id", "changed_at")[
            :MOST
        ]
    )
    claimed = Membership.objects.filter(pk__in=decided)
    waits = [
        (decided[key] - asked).total_seconds()
        for key, asked in claimed.values_list("pk", "claimed_at")
        if decided[key] > asked
    ]
    return dt.timedelta(seconds=median(waits)) if waits else None
