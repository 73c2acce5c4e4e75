"""What can happen in community, and to what (CO26, CO27); importing a module declares it."""

from community.community_activities import groups, posts

__all__ = ["groups", "posts"]
