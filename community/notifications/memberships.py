"""What is told about belonging to a network: to the member, and to who coordinates it."""

import datetime as dt

from django.utils import timezone

from cms.enums import Role
from cms.models import NetworkRole, StateChange
from community.models import Member, Membership
from community.notifications.catalogue import (
    MEMBERSHIP_ASKED,
    MEMBERSHIP_CLAIMED,
    MEMBERSHIP_CONFIRMED,
    MEMBERSHIP_DECLINED,
    MEMBERSHIP_ENDED,
)
from community.notifications.telling import notify, withdraw

KINDS = {
    kind.name.replace("membership-", ""): kind
    for kind in (
        MEMBERSHIP_CONFIRMED,
        MEMBERSHIP_DECLINED,
        MEMBERSHIP_ENDED,
        MEMBERSHIP_ASKED,
    )
}
"""By the state that the decision leads to."""


def tell_decision(*, membership: Membership, change: StateChange) -> None:
    """Tell the member, once for each move; the coordination has nothing to decide any more."""
    withdraw(kind=MEMBERSHIP_CLAIMED.name, thing=membership)
    notify(
        recipient=membership.member,
        kind=KINDS[membership.state].name,
        event_key=f"membership:{membership.pk}:{change.pk}",
        group_key=f"membership:{membership.pk}",
        thing=membership,
        payload={"network": membership.network.display_name},
        words=change.reason,
        now=change.changed_at,
    )


def tell_claim(*, membership: Membership, now: dt.datetime) -> None:
    """Tell the coordination of the network that somebody waits; the line names nobody."""
    today = timezone.localdate(now)
    roles = NetworkRole.objects.filter(
        network=membership.network, role=Role.COORDINATOR
    ).active_on(today)
    coordinators = Member.objects.filter(user__in=roles.values("user"))
    for member in coordinators.exclude(pk=membership.member_id).select_related("user"):
        notify(
            recipient=member,
            kind=MEMBERSHIP_CLAIMED.name,
            event_key=f"membership:{membership.pk}:{now.isoformat()}",
            group_key=f"network:{membership.network_id}",
            thing=membership,
            payload={"network": membership.network.display_name},
            now=now,
        )
