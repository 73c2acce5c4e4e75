"""Signing up with a class code: taken from the address, counted instead of it (CO3, S50)."""

import functools
from typing import Any

from allauth.account.views import SignupView
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from cms.limits import LimitExceededError, check_limit
from cms.views.errors import too_many_requests
from cms.views.limits import View, limited
from community.models.class_code import clean_code
from community.permissions.class_codes import find_usable_code


class SignUpView(SignupView):
    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_initial()
        initial["code"] = clean_code(self.request.GET.get("code", ""))
        return initial


def limited_by_code(name: str) -> Any:
    """Guard a view like `limited`; a code that works is counted instead of the address.

    Thirty pupils behind one address share the budget of their code. A code that does not
    work counts for the address, so that nobody tries many.
    """

    def decorate(view: View) -> View:
        counted = limited(name)(view)

        @functools.wraps(view)
        def guarded(
            request: HttpRequest, *args: Any, **kwargs: Any
        ) -> HttpResponseBase:
            typed = request.POST.get("code", "") if request.method == "POST" else ""
            found = find_usable_code(typed, timezone.now()) if typed else None
            if found is None:
                return counted(request, *args, **kwargs)
            try:
                check_limit(name, request=request, code=str(found.pk))
            except LimitExceededError as error:
                return too_many_requests(request, error.retry_after)
            return view(request, *args, **kwargs)

        return guarded

    return decorate
