"""Tokens of members: taking part, in which networks, and the own things."""

from typing import Any

from django.utils import timezone

from cms.audiences import AudienceSource, Viewer, audience_sources
from community.consent import find_standing_of_user
from community.models import Membership


def find_member_tokens(user: Any) -> Viewer:
    """Return the tokens of a member; without consent only that of the own things (P2)."""
    standing = find_standing_of_user(user, timezone.now())
    if standing is None:
        return Viewer(tokens=frozenset())
    tokens = {f"owner:{standing.member.pk}"}
    if standing.takes_part:
        confirmed = Membership.objects.confirmed().filter(member=standing.member)
        keys = confirmed.values_list("network_id", flat=True)
        tokens |= {"member", *(f"network:{key}" for key in keys)}
    return Viewer(tokens=frozenset(tokens))


audience_sources.register(AudienceSource(name="members", find=find_member_tokens))
