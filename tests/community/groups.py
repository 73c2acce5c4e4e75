"""Groups for tests, made as people make them."""

import datetime as dt
from typing import Any

from django.utils import timezone

from cms.models import Network
from community.enums import (
    ClearanceState,
    ClearanceTier,
    GroupJoining,
    GroupKind,
    GroupRole,
)
from community.models import Clearance, Group, GroupMembership, Member
from community.operations.group_leading import set_group_role
from community.operations.group_members import join_as_invited, join_group
from community.operations.groups import (
    GroupContent,
    create_group,
    create_group_for_minors,
)


def make_group_content(name: str = "Lötkreis", **facts: Any) -> GroupContent:
    facts = {"name": name, "kind": GroupKind.THEME, "summary": "Wir löten."} | facts
    return GroupContent(facts=facts)


def make_group(
    owner: Member, network: Network, name: str = "Lötkreis", **facts: Any
) -> Group:
    """Return a group that everybody who takes part joins at once."""
    content = make_group_content(name, **{"joining": GroupJoining.OPEN} | facts)
    return create_group(
        creator=owner, network=network, content=content, now=timezone.now()
    )


def clear(member: Member, network: Network, *, days: int = 100) -> Clearance:
    """Give a clearance for groups that was seen long ago and holds for so many days."""
    day = timezone.localdate()
    return Clearance.objects.create(
        member=member,
        network=network,
        tier=ClearanceTier.GROUP,
        state=ClearanceState.APPROVED,
        certificate_date=day - dt.timedelta(days=400),
        inspected_on=day - dt.timedelta(days=390),
        valid_until=day + dt.timedelta(days=days),
    )


def make_group_for_minors(
    in_charge: Member, network: Network, name: str = "Jahrgang"
) -> Group:
    clear(in_charge, network)
    return create_group_for_minors(
        network=network,
        content=make_group_content(name, kind=GroupKind.COHORT),
        in_charge=in_charge,
        actor=None,
        now=timezone.now(),
    )


def enter(
    group: Group, member: Member, role: GroupRole = GroupRole.MEMBER
) -> GroupMembership:
    """Let a member in by the quick link."""
    now = timezone.now()
    row = join_group(group=group, member=member, is_by_link=True, now=now)
    return (
        row if role == GroupRole.MEMBER else set_group_role(row=row, role=role, now=now)
    )


def invite_in(group: Group, member: Member, inviter: Any) -> GroupMembership:
    return join_as_invited(
        group=group, member=member, inviter=inviter, now=timezone.now()
    )


def find_place(group: Group, member: Member) -> GroupMembership:
    return GroupMembership.objects.select_related("member__user", "group").get(
        group=group, member=member
    )
