"""Offers of roles with a period, and what accepting one does (CO60)."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.enums import Role
from cms.models import Network
from cms.operations.roles import (
    RoleAlreadyHeldError,
    RolePeriodError,
    grant_network_role,
)
from cms.permissions.roles import can_grant_role
from community.models import RoleOffer
from community.operations.invitations import RightEndedError


def find_role_offer(
    *,
    network: Network,
    role: Role,
    start_date: dt.date | None,
    end_date: dt.date | None,
) -> RoleOffer:
    """Return the row of these terms, made where there is none."""
    offer, _is_new = RoleOffer.objects.get_or_create(
        network=network, role=role, start_date=start_date, end_date=end_date
    )
    return offer


@transaction.atomic
def take_up_role(
    *, offer: RoleOffer, user: Any, inviter: Any, now: dt.datetime
) -> None:
    """Give the role that was offered, from today or its later first day on.

    Who holds it already keeps it as it is.

    Raises:
        RightEndedError: who has offered it may do so no more, or its period is over.
    """
    if not can_grant_role(inviter, offer.network, offer.role, user):
        raise RightEndedError
    today = timezone.localdate(now)
    try:
        # In a savepoint: what is refused must not break the acceptance.
        with transaction.atomic():
            grant_network_role(
                user=user,
                network=offer.network,
                role=Role(offer.role),
                start_date=max(offer.start_date or today, today),
                end_date=offer.end_date,
                today=today,
                now=now,
                actor=inviter,
            )
    except RoleAlreadyHeldError:
        return
    except RolePeriodError as error:
        raise RightEndedError from error
