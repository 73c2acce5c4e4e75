"""What `load_demo` creates of community: one module a topic."""

from community.cms_demo import (
    bookmarks,
    cases,
    circulars,
    crowd,
    invitations,
    members,
    organisations,
    profiles,
    rules,
)

__all__ = [
    "bookmarks",
    "cases",
    "circulars",
    "crowd",
    "invitations",
    "members",
    "organisations",
    "profiles",
    "rules",
]
