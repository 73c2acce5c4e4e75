"""What `load_demo` creates of community: one module a topic."""

from community.cms_demo import (
    cases,
    crowd,
    invitations,
    members,
    organisations,
    profiles,
    rules,
    safeguarding,
)

__all__ = [
    "cases",
    "crowd",
    "invitations",
    "members",
    "organisations",
    "profiles",
    "rules",
    "safeguarding",
]
