"""Django says that somebody has logged in: an unused account is used again (CO67)."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.utils import timezone

from community.operations.inactivity import note_activity

SEEN_KEY = "community_seen"
"""Where the session keeps the day that was noted, so that a request need not ask."""


def note_login(*, request: Any, user: Any, **_facts: Any) -> None:
    """Note the day of the login, in the row and in the session."""
    now = timezone.now()
    note_activity(user_id=user.pk, now=now)
    if getattr(request, "session", None) is not None:
        request.session[SEEN_KEY] = timezone.localdate(now).isoformat()


def connect() -> None:
    """Listen; called once, when the apps are ready."""
    user_logged_in.connect(note_login, dispatch_uid="community.note_login")
