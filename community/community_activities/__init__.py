"""What happens in community, for the feed; one module for each topic."""

from community.community_activities import posts

__all__ = ["posts"]
