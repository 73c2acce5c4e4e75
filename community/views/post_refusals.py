"""Why a text was not taken, in words (CO54)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.operations.moderation import BusyItemError
from community.operations.posts import (
    PostClosedError,
    TooManyLinksError,
    TooManyMentionsError,
    TooManyRepliesError,
)

REFUSALS = (PostClosedError, TooManyLinksError, TooManyRepliesError, BusyItemError)


def say_refusal(error: Exception) -> str:
    """Return in words why a text was not taken, and what to do."""
    if isinstance(error, TooManyMentionsError):
        return ngettext(
            "You can mention %(count)d person. Please take the others out.",
            "You can mention %(count)d people. Please take the others out.",
            error.allowed,
        ) % {"count": error.allowed}
    if isinstance(error, TooManyLinksError):
        if not error.allowed:
            return _("Links are off for you. Please take them out.")
        return ngettext(
            "In your first days there can be %(count)d link. Please take the others out.",
            "In your first days there can be %(count)d links. Please take the others out.",
            error.allowed,
        ) % {"count": error.allowed}
    if isinstance(error, TooManyRepliesError):
        return _("That is enough for your first day here. Tomorrow you can go on.")
    if isinstance(error, BusyItemError):
        return _("Somebody is deciding about it just now. Please send it again.")
    return _("The post was closed meanwhile. Nobody can change it or comment now.")
