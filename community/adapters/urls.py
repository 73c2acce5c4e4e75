"""The routes of django-allauth, each guarded by the limit that fits it (S54).

None is kept by a cache: they have one address for all languages, and some a secret in it.
"""

from collections.abc import Callable, Iterable
from typing import Any

from allauth import urls as allauth_urls
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver
from django.views.decorators.cache import never_cache

from cms.views.limits import View, limited
from community.adapters.sign_up import SignUpView, limited_by_code


def get_pending_person(request: HttpRequest) -> str:
    """Return whose second factor is tried, before anybody is logged in."""
    pending = request.session.get("account_login") or {}
    return str(pending.get("user_pk") or request.user.pk or "")


def get_typed_address(request: HttpRequest) -> str:
    """Return whom a mail would reach, so that nobody floods a stranger's box."""
    return request.POST.get("email", "")


GUARDS: dict[str, Callable[[View], View]] = {
    "account_login": limited("login"),
    "account_signup": limited_by_code("sign-up"),
    "account_request_login_code": limited("login-code", get_person=get_typed_address),
    "account_confirm_login_code": limited(
        "second-factor", get_person=get_pending_person
    ),
    "account_reset_password": limited("reset", get_person=get_typed_address),
    "account_reset_password_from_key": limited("reset"),
    "account_reauthenticate": limited("login-known-device"),
    "account_change_password": limited("login-known-device"),
    "account_email": limited("address-change"),
    "mfa_authenticate": limited("second-factor", get_person=get_pending_person),
    "mfa_reauthenticate": limited("second-factor"),
    "mfa_login_webauthn": limited("second-factor"),
    "mfa_reauthenticate_webauthn": limited("second-factor"),
    "socialaccount_signup": limited_by_code("sign-up"),
}
"""What is not named here changes nothing but the own account of who is logged in."""

OWN_VIEWS: dict[str, View] = {"account_signup": SignUpView.as_view()}


def guard(
    patterns: Iterable[URLPattern | URLResolver],
) -> list[URLPattern | URLResolver]:
    """Return the same routes with their limits."""
    return [_guard_one(pattern) for pattern in patterns]


def _guard_one(found: Any) -> URLPattern | URLResolver:
    if isinstance(found, URLResolver):
        patterns: Any = guard(found.url_patterns)
        return URLResolver(
            found.pattern,
            patterns,
            found.default_kwargs,
            found.app_name,
            found.namespace,
        )
    protect = GUARDS.get(found.name or "")
    view: View = OWN_VIEWS.get(found.name or "", found.callback)
    callback = protect(view) if protect else view
    return URLPattern(
        found.pattern, never_cache(callback), found.default_args, found.name
    )


urlpatterns = guard(allauth_urls.urlpatterns)
