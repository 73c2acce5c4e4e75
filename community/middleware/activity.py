"""Notes the day on which a member was here, once a day and session (P42, CO67)."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from community.operations.inactivity import note_activity
from community.receivers.activity import SEEN_KEY

GetResponse = Callable[[HttpRequest], HttpResponse]


class ActivityMiddleware:
    """Asks the session first: who was noted today costs no query."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            self._note(request)
        return self.get_response(request)

    def _note(self, request: HttpRequest) -> None:
        now = timezone.now()
        today = timezone.localdate(now).isoformat()
        session = request.session
        if SESSION_KEY not in session or session.get(SEEN_KEY) == today:
            return
        if request.user.is_authenticated:
            note_activity(user_id=request.user.pk, now=now)
            session[SEEN_KEY] = today
