"""Headers by area: what a browser may load, frame, keep (S32, S41, A19)."""

from collections.abc import Callable
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property

GetResponse = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
ADMIN_POLICY: dict[str, Any] = {
    # Wagtail's editor has inline scripts, styles set by script, and blob previews of pictures.
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'"


def find_admin_prefix() -> str:
    """Return where Wagtail's admin begins, also where no route leads to it."""
    try:
        return reverse("wagtailadmin_home")
    except NoReverseMatch:
        return "/admin/"


def is_preview(request: HttpRequest) -> bool:
    """Tell the request that Wagtail makes up to show an unpublished page to its editor."""
    return getattr(request, "is_preview", False) or getattr(request, "is_dummy", False)


class PolicyMiddleware:
    """Stands inside django-csp's middleware and tells it what differs from the public policy."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    @cached_property
    def admin_prefix(self) -> str:
        return find_admin_prefix()

    @cached_property
    def file_prefixes(self) -> tuple[str, ...]:
        prefixes = [
            url
            for url in (settings.STATIC_URL, settings.MEDIA_URL)
            if url and url.startswith("/") and url != "/"
        ]
        return tuple(prefixes)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if request.path.startswith(self.file_prefixes):
            response.headers.setdefault("Content-Security-Policy", FILE_POLICY)
            return response
        if is_preview(request):
            self._allow_own_frame(response)
        elif request.path.startswith(self.admin_prefix):
            response._csp_replace = ADMIN_POLICY  # type: ignore[attr-defined]  # noqa: SLF001 -- how django-csp is told
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        self._keep_personal_answers_private(request, response)
        return response

    def _allow_own_frame(self, response: HttpResponse) -> None:
        response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]  # noqa: SLF001 -- how django-csp is told
        response.headers["X-Frame-Options"] = "SAMEORIGIN"

    def _keep_personal_answers_private(
        self, request: HttpRequest, response: HttpResponse
    ) -> None:
        """A person with a session gets answers that nobody stores, not even their browser."""
        if "immutable" in response.get("Cache-Control", ""):
            return
        personal = (
            settings.SESSION_COOKIE_NAME in request.COOKIES
            or response.cookies
            or request.path.startswith(self.admin_prefix)
        )
        if personal:
            response["Cache-Control"] = "private, no-store"
        elif not response.has_header("Cache-Control"):
            # Kept, but asked again each time: what is unpublished is gone at once.
            response["Cache-Control"] = "no-cache"
        patch_vary_headers(response, ("Cookie",))
