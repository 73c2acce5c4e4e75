"""What we hold on people: community answers for itself, for cms and for the libraries (P35).

One module for each topic; importing it declares its tables.
"""

from community.community_personal_data import (
    accounts,
    administration,
    bookmarks,
    circulars,
    contributions,
    editorial,
    enquiries,
    feed,
    group_events,
    groups,
    impersonal,
    joining,
    messages,
    moderation,
    mutes,
    organisations,
    posts,
    profiles,
    safeguarding,
    told,
    wagtail,
)

__all__ = [
    "accounts",
    "administration",
    "bookmarks",
    "circulars",
    "contributions",
    "editorial",
    "enquiries",
    "feed",
    "group_events",
    "groups",
    "impersonal",
    "joining",
    "messages",
    "moderation",
    "mutes",
    "organisations",
    "posts",
    "profiles",
    "safeguarding",
    "told",
    "wagtail",
]
