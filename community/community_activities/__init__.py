"""What can happen in cms and community, and to what (CO26, CO27): one module a topic."""

from community.community_activities import editorial, groups, people, posts

__all__ = ["editorial", "groups", "people", "posts"]
