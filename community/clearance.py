"""Who may come how close to minors (ME16, P5): the one gate, asked at each action."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from cms.models import Network
from community.enums import AccountState, ClearanceTier, MembershipState
from community.models import Clearance, Member, Membership
from community.models.clearance import ClearanceQuerySet


def find_cleared(
    *, network: Network, tier: ClearanceTier, day: dt.date
) -> ClearanceQuerySet:
    """Return the clearances that hold in a network on a day for this tier or a closer one.

    Whom the network does not know any more, or whose account is not open, has none there.
    """
    knows = Membership.objects.filter(
        Q(state=MembershipState.CONFIRMED),
        member=OuterRef("member"),
        network=OuterRef("network"),
    )
    rows: ClearanceQuerySet = Clearance.objects.in_force_on(day).reaching(tier)
    return rows.filter(
        Exists(knows), network=network, member__state=AccountState.ACTIVE
    )


def is_cleared(
    member: Member, tier: ClearanceTier, network: Network, day: dt.date
) -> bool:
    """Tell whether the member may come this close to minors in this network on this day."""
    rows = find_cleared(network=network, tier=tier, day=day)
    return rows.filter(member=member).exists()
