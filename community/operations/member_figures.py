"""Counting the members of each network once a day (ED72)."""

import datetime as dt

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from cms.models import Network
from community.enums import AccountState, MemberFigureKind
from community.models import MemberFigure, Membership
from community.queries.members import RECENT


def count_members(now: dt.datetime) -> int:
    """Count the networks that have no figures of today; return how many were counted."""
    day = timezone.localdate(now)
    counted = MemberFigure.objects.filter(day=day).values("network")
    networks = Network.objects.in_registry().exclude(pk__in=counted)
    return sum(_count(network, day) for network in networks.order_by("pk"))


@transaction.atomic
def _count(network: Network, day: dt.date) -> bool:
    rows = Membership.objects.filter(network=network).exclude(
        member__state=AccountState.CLOSED
    )
    members = rows.confirmed()
    found = [
        (MemberFigureKind.MEMBER, role, count)
        for role, count in members.order_by()
        .values_list("member__role")
        .annotate(count=Count("pk"))
    ]
    seen = members.filter(member__last_seen_date__gt=day - RECENT).count()
    # The last of these is always there: by it the day counts as counted.
    found += [
        (MemberFigureKind.WAITING, "", rows.undecided().count()),
        (MemberFigureKind.ACTIVE, "", seen),
    ]
    made = MemberFigure.objects.bulk_create(
        (
            MemberFigure(network=network, day=day, kind=kind, role=role, count=count)
            for kind, role, count in found
        ),
        # Whoever counts at the same moment has counted the same.
        ignore_conflicts=True,
    )
    return bool(made)
