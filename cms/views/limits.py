"""Views with a limit answer 429 in words instead of an error."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cms.limits import LimitExceededError, check_limit
from cms.views.errors import too_many_requests

View = Callable[..., HttpResponseBase]


def limited(
    name: str,
    *,
    methods: tuple[str, ...] = ("POST",),
    get_person: Callable[[HttpRequest], Any] | None = None,
) -> Callable[[View], View]:
    """Guard a view: too many requests of these methods are refused, with Retry-After.

    Counted is the user, else the address. With ``get_person`` (the name typed into a login
    form) both are counted: who tries many names from one address, and one name from many.
    What the view itself raises as ``LimitExceededError`` is answered the same way.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(
            request: HttpRequest, *args: Any, **kwargs: Any
        ) -> HttpResponseBase:
            try:
                if request.method in methods:
                    _check(name, request, get_person)
                return view(request, *args, **kwargs)
            except LimitExceededError as error:
                return too_many_requests(request, error.retry_after)

        return guarded

    return decorate


def _check(
    name: str, request: HttpRequest, get_person: Callable[[HttpRequest], Any] | None
) -> None:
    if get_person is None:
        check_limit(name, request=request, person=getattr(request, "user", None))
        return
    check_limit(name, request=request)
    person = get_person(request)
    if person:
        check_limit(name, request=request, person=person)


limit_reset = limited("reset", get_person=lambda request: request.POST.get("email"))
