"""What `load_demo` creates of community: one module a topic."""

from community.cms_demo import (
    cases,
    crowd,
    feed,
    invitations,
    members,
    organisations,
    profiles,
    rules,
)

__all__ = [
    "cases",
    "crowd",
    "feed",
    "invitations",
    "members",
    "organisations",
    "profiles",
    "rules",
]
