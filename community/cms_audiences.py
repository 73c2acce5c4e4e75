"""Tokens of members: taking part, in which networks, contacts, and the own things."""

import datetime as dt
from typing import Any

from django.utils import timezone

from cms.audiences import AudienceSource, Viewer, audience_sources
from community.consent import find_standing_of_user
from community.models import Block, Contact, Group, GroupMembership, Membership
from community.safeguarding import list_frozen


def find_member_tokens(user: Any) -> Viewer:
    """Return the tokens of a member; without consent only that of the own things (P2)."""
    now = timezone.now()
    standing = find_standing_of_user(user, now)
    if standing is None:
        return Viewer(tokens=frozenset())
    key = standing.member.pk
    if not standing.takes_part:
        return Viewer(tokens=frozenset({f"owner:{key}"}))
    confirmed = Membership.objects.confirmed().filter(member=key)
    tokens = {f"owner:{key}", "member"}
    tokens |= {f"network:{pk}" for pk in confirmed.values_list("network_id", flat=True)}
    if not standing.is_protected:
        tokens |= {"adult", *(f"contact:{pk}" for pk in list_contacts(key))}
    day = timezone.localdate(now)
    groups = list_groups(key, day if standing.is_protected else None)
    tokens |= {f"group:{pk}" for pk in groups}
    blocked = (f"owner:{pk}" for pk in list_blocked(key))
    return Viewer(tokens=frozenset(tokens), blocked=frozenset(blocked))


def list_contacts(member: int) -> list[int]:
    """Return the keys of those with whom a member is in contact."""
    rows = Contact.objects.accepted()
    pairs = rows.filter(low=member) | rows.filter(high=member)
    found = pairs.values_list("low", "high")
    keys = [high if low == member else low for low, high in found]
    # Frozen contact comes back as it was (ME39).
    frozen = list_frozen(member, keys) if keys else set()
    return [key for key in keys if key not in frozen]


def list_groups(member: int, day: dt.date | None) -> list[int]:
    """Return the keys of a member's groups; with a day only those safe for minors then (CO31)."""
    groups = (
        Group.objects.all() if day is None else Group.objects.safe_for_minors_on(day)
    )
    rows = GroupMembership.objects.active().filter(member=member, group__in=groups)
    return list(rows.values_list("group_id", flat=True))


def list_blocked(member: int) -> list[int]:
    """Return the keys of whom a member blocks and of who blocks the member."""
    rows = Block.objects.filter(blocker=member) | Block.objects.filter(blocked=member)
    found = rows.values_list("blocker_id", "blocked_id")
    return [other if one == member else one for one, other in found]


audience_sources.register(AudienceSource(name="members", find=find_member_tokens))
