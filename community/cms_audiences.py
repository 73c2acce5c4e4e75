"""Tokens of members: taking part, in which networks, contacts, and the own things."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet, Value
from django.utils import timezone

from cms.audiences import AudienceSource, Viewer, audience_sources
from community.consent import Standing, find_standing_of_user
from community.enums import AgeStep
from community.models import Block, Contact, Group, GroupMembership, Membership
from community.models.member import ADULT_AGE
from community.safeguarding import leave_out_frozen


def find_member_tokens(user: Any) -> Viewer:
    """Return the tokens of a member; without consent only that of the own things (P2)."""
    now = timezone.now()
    standing = find_standing_of_user(user, now)
    if standing is None:
        return Viewer(tokens=frozenset())
    own = f"owner:{standing.member.pk}"
    if not standing.takes_part:
        return Viewer(tokens=frozenset({own}))
    tokens, blocked = {own, "member", f"acting:{standing.member.pk}"}, set()
    if not standing.is_protected:
        tokens.add("adult")
    for kind, key in list_ties(standing, timezone.localdate(now)):
        if kind == "blocked":
            blocked.add(f"owner:{key}")
        else:
            tokens.add(f"{kind}:{key}")
    return Viewer(tokens=frozenset(tokens), blocked=frozenset(blocked))


def list_ties(standing: Standing, day: dt.date) -> QuerySet[Any, tuple[str, int]]:
    """Return what a member is tied to, as kind and key, in one query for each request.

    Contacts are for adults; minors are tied only to groups that are safe for them, and who
    comes of age in one is not tied to it any more, whether or not a job has run (CO31).
    ``blocked`` are those whom the member blocks and who block the member.
    """
    member = standing.member.pk
    groups = GroupMembership.objects.active().filter(member=member)
    ties = [
        _tie(
            "network", Membership.objects.confirmed().filter(member=member), "network"
        ),
        _tie("blocked", Block.objects.filter(blocker=member), "blocked"),
        _tie("blocked", Block.objects.filter(blocked=member), "blocker"),
    ]
    if standing.is_protected:
        groups = groups.filter(group__in=Group.objects.safe_for_minors_on(day))
    else:
        # Frozen contact comes back as it was (ME39).
        contacts = leave_out_frozen(Contact.objects.accepted())
        ties.append(_tie("contact", contacts.filter(low=member), "high"))
        ties.append(_tie("contact", contacts.filter(high=member), "low"))
    if _grew_up_here(standing):
        outgrown = groups.outgrown_on(day)
        groups = groups.exclude(pk__in=outgrown.values("pk"))
    return _tie("group", groups, "group").union(*ties, all=True)


def _grew_up_here(standing: Standing) -> bool:
    is_grown = standing.step == AgeStep.ADULT
    return is_grown and standing.member.has_joined_younger_than(ADULT_AGE)


def _tie(kind: str, rows: QuerySet[Any], column: str) -> QuerySet[Any, tuple[str, int]]:
    return rows.values_list(Value(kind), column)


audience_sources.register(AudienceSource(name="members", find=find_member_tokens))
