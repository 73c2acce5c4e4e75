"""What we hold on people: community answers for itself, for cms and for the libraries (P35).

One module for each topic; importing it declares its tables.
"""

from community.community_personal_data import (
    accounts,
    bookmarks,
    circulars,
    editorial,
    impersonal,
    joining,
    moderation,
    organisations,
    profiles,
    told,
    wagtail,
)

__all__ = [
    "accounts",
    "bookmarks",
    "circulars",
    "editorial",
    "impersonal",
    "joining",
    "moderation",
    "organisations",
    "profiles",
    "told",
    "wagtail",
]
