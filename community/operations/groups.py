"""Groups: made, edited, archived; the adult in charge; files by link (CO29 to CO31)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from cms.links import make_link, revoke_links
from cms.models import LinkToken, Network
from cms.page_cache import bump_site_version
from cms.transitions import apply_transition
from cms.validators.slugs import make_slug
from community.activity import record_activity
from community.consent import find_standing
from community.enums import (
    ContentAudience,
    GroupJoining,
    GroupRole,
    GroupVisibility,
)
from community.models import Group, GroupFile, Member
from community.notifications.groups import LEADS, tell_groupmate
from community.operations.group_places import admit, lock_group
from community.operations.slugs import give_slug
from community.permissions.groups import find_cleared
from community.transitions import ARCHIVE_GROUP, OPEN_GROUP_AGAIN

LINK_PURPOSE = "group"
RESERVED_SLUGS = frozenset({"join", "mine", "new", "rejoin"})
KEPT_CLOSE = {
    "visibility": GroupVisibility.HIDDEN,
    "joining": GroupJoining.INVITE,
    "audience": ContentAudience.GROUP,
}
"""What holds for each group for young people, whatever a form says (CO31)."""


class NotClearedError(Exception):
    """The adult has no clearance in force for groups of this network (CO31)."""


class ArchivedError(Exception):
    """The group can only be read."""


class AddedAlreadyError(Exception):
    """The group has a file by this address."""


class NoQuickLinkError(Exception):
    """A link would let in whoever has it; not into a group for young people (CO31)."""


@dataclass(frozen=True, kw_only=True)
class GroupContent:
    """What a form says: columns by name."""

    facts: Mapping[str, Any]


@transaction.atomic
def create_group(
    *, creator: Member, network: Network, content: GroupContent, now: dt.datetime
) -> Group:
    """Make a group of adults, with who makes it in charge."""
    group = _add(network, {**content.facts, "admits_minors": False}, now)
    admit(
        group=group, member=creator, role=GroupRole.OWNER, actor=creator.user, now=now
    )
    if not group.is_hidden:
        record_activity(kind="group-created", actor=creator, thing=group, now=now)
    bump_site_version()
    return group


@transaction.atomic
def create_group_for_minors(
    *,
    network: Network,
    content: GroupContent,
    in_charge: Member,
    actor: Any,
    now: dt.datetime,
) -> Group:
    """Make a group for young people with a cleared adult in charge, who leads it (CO31).

    Raises:
        NotClearedError: no clearance of this network holds for the adult.
    """
    _check_cleared(in_charge, network, now)
    facts = {
        **content.facts,
        **KEPT_CLOSE,
        "admits_minors": True,
        "in_charge": in_charge,
    }
    group = _add(network, facts, now)
    row = admit(
        group=group, member=in_charge, role=GroupRole.OWNER, actor=actor, now=now
    )
    tell_groupmate(row=row, kind=LEADS, now=now)
    return group


@transaction.atomic
def edit_group(*, group: Group, content: GroupContent, now: dt.datetime) -> Group:
    """Write what the form says; a new name brings a new address, the old one leads on.

    Raises:
        ArchivedError: it can only be read.
    """
    row = lock_group(group)
    _check_active(row)
    old_name = row.name
    kept = KEPT_CLOSE if row.admits_minors else {}
    for name, value in {**content.facts, **kept}.items():
        setattr(row, name, value)
    row.save()
    if row.name != old_name:
        _give_slug(row, now)
    bump_site_version()
    return row


@transaction.atomic
def archive_group(*, group: Group, actor: Any, now: dt.datetime) -> Group:
    """Let the group be read only; links by which one joins end.

    Raises:
        WrongStateError: it is so already.
    """
    row = lock_group(group)
    apply_transition(row=row, transition=ARCHIVE_GROUP, actor=actor, now=now)
    revoke_links(purpose=LINK_PURPOSE, thing=row, now=now)
    bump_site_version()
    return row


@transaction.atomic
def open_group_again(*, group: Group, actor: Any, now: dt.datetime) -> Group:
    """Let the group go on.

    Raises:
        WrongStateError: it is active.
    """
    row = lock_group(group)
    apply_transition(row=row, transition=OPEN_GROUP_AGAIN, actor=actor, now=now)
    bump_site_version()
    return row


@transaction.atomic
def put_in_charge(
    *, group: Group, member: Member, actor: Any, now: dt.datetime
) -> Group:
    """Let the coordination name who leads a group; for young people it must be cleared.

    Raises:
        NotClearedError: no clearance holds, or the person takes no part as an adult.
    """
    row = lock_group(group)
    if row.admits_minors:
        _check_cleared(member, row.network, now)
        row.in_charge = member
        row.save(update_fields=["in_charge"])
    else:
        _check_grown_up(member, now)
    place = admit(group=row, member=member, role=GroupRole.OWNER, actor=actor, now=now)
    tell_groupmate(row=place, kind=LEADS, now=now)
    return row


@transaction.atomic
def make_quick_link(
    *, group: Group, lifetime: dt.timedelta, actor: Any, now: dt.datetime
) -> LinkToken:
    """Make a link by which adults join at once; the one before ends.

    Raises:
        ArchivedError: nobody joins any more.
        NoQuickLinkError: the group is for young people.
    """
    row = lock_group(group)
    _check_active(row)
    if row.admits_minors:
        raise NoQuickLinkError
    revoke_links(purpose=LINK_PURPOSE, thing=row, now=now)
    return make_link(
        purpose=LINK_PURPOSE, thing=row, now=now, created_by=actor, lifetime=lifetime
    )


@transaction.atomic
def revoke_quick_link(*, group: Group, now: dt.datetime) -> int:
    """End the link at once; who has joined by it stays."""
    return revoke_links(purpose=LINK_PURPOSE, thing=group, now=now)


@transaction.atomic
def add_group_file(
    *, group: Group, title: str, url: str, member: Member | None, now: dt.datetime
) -> GroupFile:
    """Add a file by link.

    Raises:
        ArchivedError: the group can only be read.
        AddedAlreadyError: the address is there.
    """
    row = lock_group(group)
    _check_active(row)
    try:
        with transaction.atomic():
            return GroupFile.objects.create(
                group=row, title=title, url=url, added_by=member, added_at=now
            )
    except IntegrityError as error:
        raise AddedAlreadyError from error


@transaction.atomic
def remove_group_file(*, file: GroupFile) -> None:
    """Take a link away; the file itself lies elsewhere."""
    GroupFile.objects.filter(pk=file.pk).delete()


def _add(network: Network, facts: Mapping[str, Any], now: dt.datetime) -> Group:
    group = Group.objects.create(network=network, created_at=now, **facts)
    _give_slug(group, now)
    return group


def _give_slug(group: Group, now: dt.datetime) -> None:
    is_taken = make_slug(group.name, max_length=80) in RESERVED_SLUGS
    text = f"{group.name} {group.network.slug}" if is_taken else group.name
    give_slug(row=group, text=text, now=now)


def _check_active(group: Group) -> None:
    if not group.is_active:
        raise ArchivedError


def _check_cleared(member: Member, network: Network, now: dt.datetime) -> None:
    _check_grown_up(member, now)
    if not find_cleared(network, now).filter(member=member).exists():
        raise NotClearedError


def _check_grown_up(member: Member, now: dt.datetime) -> None:
    standing = find_standing(member, now)
    if standing.is_protected or not standing.takes_part:
        raise NotClearedError
