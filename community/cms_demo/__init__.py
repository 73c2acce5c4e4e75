"""What `load_demo` creates of community: one module a topic."""

from community.cms_demo import (
    cases,
    crowd,
    feed,
    groups,
    invitations,
    members,
    messages,
    organisations,
    posts,
    profiles,
    rules,
    safeguarding,
)

__all__ = [
    "cases",
    "crowd",
    "feed",
    "groups",
    "invitations",
    "members",
    "messages",
    "organisations",
    "posts",
    "profiles",
    "rules",
    "safeguarding",
]
