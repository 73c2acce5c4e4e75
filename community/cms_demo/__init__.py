"""What `load_demo` creates of community: one module a topic."""

from community.cms_demo import (
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
    "cases",
    "circulars",
    "crowd",
    "invitations",
    "members",
    "organisations",
    "profiles",
    "rules",
]
