"""Files that programs look for at a fixed place."""

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.conf import get_setting
from cms.queries.addresses import make_absolute

PLAIN = "text/plain; charset=utf-8"
CLOSED_TO_ROBOTS = ("/admin/", "/accounts/", "/language/", "/l/")
VALID_DAYS = 180


@require_safe
def show_robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in CLOSED_TO_ROBOTS),
        "",
        f"Sitemap: {make_absolute(reverse('cms:sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


@require_safe
def show_security(request: HttpRequest) -> HttpResponse:
    """Say how a security problem is reported (RFC 9116)."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    contact = get_setting("SECURITY_CONTACT") or f"mailto:security@{host}"
    first_of_month = timezone.now().replace(
        day=1, hour=0, minute=0, second=0, microsecond=0
    )
    expires = first_of_month + dt.timedelta(days=VALID_DAYS)
    languages = ", ".join(code for code, _name in settings.LANGUAGES)
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {languages}",
        f"Canonical: {make_absolute(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)
