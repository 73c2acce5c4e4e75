"""Whoever works for a network opens the admin with a second factor only (S14)."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cms.middleware.policy import find_admin_prefix
from community.conf import get_setting

GetResponse = Callable[[HttpRequest], HttpResponse]


class StaffSecondFactorMiddleware:
    """Leads staff without a second factor to where it is set up, and nowhere else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    @cached_property
    def admin_prefix(self) -> str:
        return find_admin_prefix()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._lacks_factor(request):
            messages.warning(
                request,
                _(
                    "You work with other people’s data. Please set up a second factor "
                    "first; then the admin opens."
                ),
            )
            return redirect("mfa_index")
        return self.get_response(request)

    def _lacks_factor(self, request: HttpRequest) -> bool:
        if not request.path.startswith(self.admin_prefix):
            return False
        user = request.user
        return (
            user.is_authenticated
            and get_setting("STAFF_SECOND_FACTOR")
            and not is_mfa_enabled(user)
        )
