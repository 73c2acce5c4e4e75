"""What `load_demo` creates of community: one module a topic."""

from community.cms_demo import (
    bookmarks,
    cases,
    circulars,
    contributions,
    crowd,
    enquiries,
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
    "bookmarks",
    "cases",
    "circulars",
    "contributions",
    "crowd",
    "enquiries",
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
