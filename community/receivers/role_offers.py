"""cms says that a role was offered to an address: an invitation is written (CO47, CO60)."""

import datetime as dt
from typing import Any

from cms.enums import Role
from cms.models import Network
from cms.operations.roles import OwnRoleError, RoleOfferedAlreadyError
from cms.signals import role_offered
from community.operations.invitations import (
    AlreadyInvitedError,
    InvitesOneselfError,
    invite_by_mail,
)
from community.operations.role_offers import find_role_offer

KIND = "network-role-offer"


def invite_to_role(
    *,
    email: str,
    network: Network,
    role: Role,
    start_date: dt.date | None,
    end_date: dt.date | None,
    language: str,
    actor: Any,
    now: dt.datetime,
    **_facts: Any,
) -> None:
    """Write the invitation in the transaction of the offer."""
    offer = find_role_offer(
        network=network, role=role, start_date=start_date, end_date=end_date
    )
    try:
        invite_by_mail(
            kind=KIND,
            thing=offer,
            option="",
            email=email,
            language=language,
            actor=actor,
            now=now,
        )
    except AlreadyInvitedError as error:
        raise RoleOfferedAlreadyError from error
    except InvitesOneselfError as error:
        raise OwnRoleError from error


def connect() -> None:
    """Listen; called once, when the apps are ready."""
    role_offered.connect(invite_to_role, dispatch_uid="community.invite_to_role")
