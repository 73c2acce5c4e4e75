"""Giving and taking the roles of a network's staff (ED2)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from cms.enums import NetworkStatus, Role
from cms.models import BranchGroup, Network, NetworkRole, StateChange
from cms.operations.branches import open_branch
from cms.signals import role_offered

GRANTED, REVOKED = "granted", "revoked"


class RoleAlreadyHeldError(Exception):
    """The person holds this role in this network already."""


class RolePeriodError(Exception):
    """The period ends before it begins."""


class RoleOfferedAlreadyError(Exception):
    """The same role was offered to this address, and there is no answer yet."""


class OwnRoleError(Exception):
    """Nobody gives a role to themselves (A5)."""


class LastCoordinatorError(Exception):
    """Nobody else coordinates this network; a successor comes first (CO60)."""


@transaction.atomic
def offer_network_role(
    *,
    email: str,
    network: Network,
    role: Role,
    language: str,
    today: dt.date,
    now: dt.datetime,
    actor: Any,
    start_date: dt.date | None = None,
    end_date: dt.date | None = None,
) -> None:
    """Offer a role to an address; it begins when the person accepts, not before.

    The same happens for every address, so that the answer does not tell which of them
    have an account (CO48).

    Raises:
        RolePeriodError: the end lies before the start, or is over.
        RoleOfferedAlreadyError: the same offer is open.
        OwnRoleError: it is the own address.
    """
    if end_date and end_date < max(start_date or today, today):
        raise RolePeriodError
    role_offered.send(
        sender=NetworkRole,
        email=email,
        network=network,
        role=role,
        start_date=start_date,
        end_date=end_date,
        language=language,
        actor=actor,
        now=now,
    )


@transaction.atomic
def grant_network_role(
    *,
    user: Any,
    network: Network,
    role: Role,
    today: dt.date,
    now: dt.datetime,
    actor: Any = None,
    start_date: dt.date | None = None,
    end_date: dt.date | None = None,
) -> NetworkRole:
    """Give a person a role in a network; the first one opens the network's branch.

    Wagtail's groups follow in the same transaction; a role that begins later joins its
    group when ``sync_due_roles`` runs on that day.

    Raises:
        RoleAlreadyHeldError: an open role of this kind overlaps.
        RolePeriodError: the end lies before the start.
    """
    start = start_date or today
    if end_date and end_date < start:
        raise RolePeriodError
    Network.objects.select_for_update().get(pk=network.pk)
    held = NetworkRole.objects.filter(
        user=user, network=network, role=role, revoked_at__isnull=True
    ).exclude(end_date__lt=start)
    if end_date:
        held = held.exclude(start_date__gt=end_date)
    if held.exists():
        raise RoleAlreadyHeldError
    open_branch(network=network)
    network_role = NetworkRole.objects.create(
        user=user, network=network, role=role, start_date=start, end_date=end_date
    )
    _log(network_role, "", GRANTED, actor=actor, now=now)
    _sync(NetworkRole.objects.filter(user=user), today, user_ids=[user.pk])
    return network_role


@transaction.atomic
def end_network_role(
    *, network_role: NetworkRole, today: dt.date, now: dt.datetime, actor: Any = None
) -> NetworkRole:
    """Take a role away at once; a second call changes nothing.

    Raises:
        LastCoordinatorError: nobody else would coordinate the network.
    """
    if network_role.role == Role.COORDINATOR and network_role.revoked_at is None:
        _keep_one_coordinator(network_role, today)
    ended = NetworkRole.objects.filter(
        pk=network_role.pk, revoked_at__isnull=True
    ).update(revoked_at=now, end_date=max(today, network_role.start_date))
    network_role.refresh_from_db()
    if ended:
        _log(network_role, GRANTED, REVOKED, actor=actor, now=now)
        _sync(
            NetworkRole.objects.filter(user=network_role.user_id),
            today,
            user_ids=[network_role.user_id],
        )
    return network_role


def _keep_one_coordinator(network_role: NetworkRole, today: dt.date) -> None:
    # Two who are taken away at once wait for each other here.
    network = Network.objects.select_for_update().get(pk=network_role.network_id)
    active = NetworkRole.objects.active_on(today).filter(
        network=network, role=Role.COORDINATOR
    )
    others = active.exclude(pk=network_role.pk).filter(user__is_active=True)
    is_held = active.filter(pk=network_role.pk).exists()
    if is_held and network.status != NetworkStatus.ENDED and not others.exists():
        raise LastCoordinatorError


@transaction.atomic
def sync_due_roles(*, today: dt.date) -> int:
    """Make all groups equal to the roles that hold today; return how many rows changed."""
    return _sync(NetworkRole.objects.all(), today, user_ids=None)


def _sync(roles: Any, today: dt.date, *, user_ids: Iterable[int] | None) -> int:
    groups = {
        (row.network_id, row.role): row.group_id for row in BranchGroup.objects.all()
    }
    wanted = {
        (user_id, groups[network_id, role])
        for user_id, network_id, role in roles.active_on(today).values_list(
            "user_id", "network_id", "role"
        )
        if (network_id, role) in groups
    }
    membership: Any = get_user_model()._meta.get_field("groups").remote_field.through
    rows = membership.objects.filter(group__cms_branch_group__isnull=False)
    if user_ids is not None:
        rows = rows.filter(user_id__in=user_ids)
    present = {(row.user_id, row.group_id): row.pk for row in rows}
    stale = [pk for pair, pk in present.items() if pair not in wanted]
    membership.objects.filter(pk__in=stale).delete()
    new = membership.objects.bulk_create(
        membership(user_id=user_id, group_id=group_id)
        for user_id, group_id in sorted(wanted - set(present))
    )
    return len(stale) + len(new)


def _log(
    network_role: NetworkRole, old: str, new: str, *, actor: Any, now: dt.datetime
) -> None:
    StateChange.objects.create(
        thing=network_role,
        field=f"role:{network_role.role}",
        from_state=old,
        to_state=new,
        actor=actor,
        changed_at=now,
    )
