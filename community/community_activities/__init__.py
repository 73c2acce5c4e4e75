"""What can happen in cms and community, and to what: one module a topic."""

from community.community_activities import editorial, groups, people

__all__ = ["editorial", "groups", "people"]
