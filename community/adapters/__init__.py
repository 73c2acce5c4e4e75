"""The only door to django-allauth: who may try to get in, how often, and as whom."""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language

from cms.limits import LimitExceededError, check_limit, get_client_address
from community.adapters.next_step import add_next_step, read_next_step
from community.consent import find_standing_of_user
from community.enums import AccountState
from community.notifications.accounts import warn_of_guessing
from community.notifications.moderation import tell_banned_address
from community.operations.addresses import note_address_change
from community.queries.invitations import get_own_invitations
from community.queries.moderation import is_banned

DEVICE_COOKIE = "verbund_device"
DEVICE_SALT = "community.adapters.device"
DEVICE_SECONDS = 365 * 24 * 60 * 60
USER_NAME_BYTES = 9
ADDRESS_CHANGED = "account/email/email_changed"


class AccountAdapter(DefaultAccountAdapter):
    """Counts tries in our one table, and lets the owner in while others guess (S51)."""

    def get_client_ip(self, request: HttpRequest) -> str:
        return get_client_address(request)

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        # Whoever signs up with an address needs no name besides it.
        if not user.username:
            user.username = f"m-{secrets.token_urlsafe(USER_NAME_BYTES)}".lower()

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        # Whoever was invited before joining finds it at once, on any device (CO2, CO48).
        if get_own_invitations(request.user, timezone.now()):
            return reverse("community_me:invitation_list")
        url: str = super().get_login_redirect_url(request)
        return url

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        name = credentials.get("email") or credentials.get("username") or ""
        user = find_user(name)
        if user is not None and knows_device(request, user):
            check_limit("login-known-device", request=request, person=name)
            return
        try:
            check_limit("login", request=request, person=name)
        except LimitExceededError:
            if user is not None:
                warn_of_guessing(user=user, now=timezone.now())
            raise

    def get_email_confirmation_url(
        self, request: HttpRequest, emailconfirmation: Any
    ) -> str:
        url = super().get_email_confirmation_url(request, emailconfirmation)
        return add_next_step(url, request)

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        wish = read_next_step(self.request)
        return wish or super().get_email_verification_redirect_url(email_address)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        # Whoever was inside has confirmed the old address: only it may undo the change.
        if template_prefix == ADDRESS_CHANGED and context and user.last_login:
            note_address_change(
                user=user,
                old_address=context["from_email"],
                new_address=context["to_email"],
                now=timezone.now(),
            )
            return
        super().send_notification_mail(template_prefix, user, context, email)

    def post_login(
        self, request: HttpRequest, user: Any, **kwargs: Any
    ) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        lead_to_new_rules(user, response)
        response.set_signed_cookie(
            DEVICE_COOKIE,
            str(user.pk),
            salt=DEVICE_SALT,
            max_age=DEVICE_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return response

    def send_account_already_exists_mail(self, email: str) -> None:
        if is_banned(email):
            tell_banned_address(
                address=email,
                language=get_language() or settings.LANGUAGE_CODE,
                moment=timezone.now().isoformat(),
            )
            return
        super().send_account_already_exists_mail(email)


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Logins through another provider; their claims grant nothing here (CO5)."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Any:
        # Only the address: names and roles are asked by our own form, and what else the
        # provider tells, a surname for one, is not kept (P1).
        sociallogin.account.extra_data = {}
        return super().populate_user(request, sociallogin, {"email": data.get("email")})


def lead_to_new_rules(user: Any, response: HttpResponse) -> None:
    """Show what changed in the rules before where somebody wanted to go (CO7)."""
    standing = find_standing_of_user(user, timezone.now())
    if standing is None or standing.has_accepted_rules or "Location" not in response:
        return
    if standing.member.state == AccountState.CLOSED:
        return  # on the way out: nobody is asked any more
    target = urlencode({"next": response["Location"]})
    response["Location"] = f"{reverse('community_me:rules')}?{target}"


def find_user(name: str) -> Any:
    """Return the user whose address or name somebody typed, None where there is none."""
    users: Any = get_user_model().objects
    key = "email__iexact" if "@" in name else "username__iexact"
    return users.filter(**{key: name}).first() if name else None


def knows_device(request: HttpRequest, user: Any) -> bool:
    """Tell whether this person has logged in from here before."""
    kept = request.get_signed_cookie(DEVICE_COOKIE, default=None, salt=DEVICE_SALT)
    return kept == str(user.pk)
