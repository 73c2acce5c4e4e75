"""Settings of the platform with their defaults; a host sets them as `VERBUND_…`."""

from pathlib import Path
from typing import Any

from django.conf import settings

_PACKAGE = Path(__file__).resolve().parent

DEFAULTS: dict[str, Any] = {
    "DEMO": False,
    "STYLEGUIDE": False,
    "TRUSTED_PROXY_COUNT": 0,
    "PAGE_CACHE_SECONDS": 60,
    "VIDEO_HOSTS": [
        "video.example.org",
        "media.ccc.de",
        "vimeo.com",
        "www.youtube.com",
    ],
    "SECURITY_CONTACT": "",
    # First-level slugs that the routes of later apps need, beside those in use (ED9).
    "RESERVED_SLUGS": [
        "alumni",
        "cockpit",
        "feed",
        "groups",
        "jobs",
        "me",
        "members",
        "mentoring",
        "messages",
        "moderation",
        "notifications",
        "organisations",
        "partners",
        "search",
        "styleguide",
    ],
    "SITE_NETWORK_NAME": "Das Portal",
}


def get_setting(name: str) -> Any:
    """Return the value of ``VERBUND_<name>``, or its default from this module."""
    return getattr(settings, f"VERBUND_{name}", DEFAULTS[name])


def get_data_dir() -> Path:
    """Return where registry, districts and taxonomies lie: in the wheel or beside the apps."""
    inside = _PACKAGE / "data"
    return inside if inside.is_dir() else _PACKAGE.parent / "data"
