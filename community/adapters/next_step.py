"""What somebody wanted before joining, kept in the link that confirms the address (CO2)."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

SALT = "community.adapters.next_step"
PARAMETER = "then"
LONGEST_PATH = 500
DAY_SECONDS = 24 * 60 * 60


def add_next_step(url: str, request: HttpRequest | None) -> str:
    """Return the address with the wish of this request, signed; none, if it leads away."""
    path = _find_wish(request) if request else ""
    if not path:
        return url
    signed = signing.dumps(path, salt=SALT, compress=True)
    return f"{url}?{urlencode({PARAMETER: signed})}"


def read_next_step(request: HttpRequest) -> str:
    """Return where the link leads on this device; through the login, if need be.

    Empty where there was no wish, or somebody has written one into the link.
    """
    signed = request.GET.get(PARAMETER, "")
    seconds = settings.ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS * DAY_SECONDS
    try:
        path = signing.loads(signed, salt=SALT, max_age=seconds)
    except signing.BadSignature:
        return ""
    if not is_own_path(path):
        return ""
    if request.user.is_authenticated:
        return str(path)
    return f"{reverse('account_login')}?{urlencode({'next': path})}"


def is_own_path(path: object) -> bool:
    """Tell whether this is a path of our own host, and nothing else."""
    return (
        isinstance(path, str)
        and len(path) <= LONGEST_PATH
        and path.startswith("/")
        and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    )


def _find_wish(request: HttpRequest) -> str:
    path = request.POST.get("next") or request.GET.get("next") or ""
    return path if is_own_path(path) else ""
