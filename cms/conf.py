"""Settings of the platform with their defaults; a host sets them as `VERBUND_…`."""

from pathlib import Path
from typing import Any

from django.conf import settings

_PACKAGE = Path(__file__).resolve().parent

MINUTE, HOUR = 60, 60 * 60

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
        "safeguarding",
        "search",
        "styleguide",
    ],
    "SITE_NETWORK_NAME": "Das Portal",
    # Figures below this are not shown (ED14).
    "SMALLEST_SHOWN_COUNT": 5,
    "COUNT_FLUSH_SECONDS": 10.0,
    # Own servers that the check of links may ask although they are not public.
    "LINK_CHECK_ORIGINS": [],
    # Where mails leave; the site's EMAIL_BACKEND is the outbox itself.
    "MAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "MAILS_PER_RECIPIENT_AND_HOUR": 20,
    # The one table of limits (S54): how many in how many seconds, by person, by code or
    # link, by address. An address has room for a class of thirty (S52). A limit that is
    # "closed" refuses when the cache is gone; the others let through (S55).
    "LIMITS": {
        "login": {
            "person": (5, 5 * MINUTE),
            "address": (60, 5 * MINUTE),
            "without_cache": "closed",
        },
        # Who has logged in from this device before is not kept out by others' guesses (S51).
        "login-known-device": {
            "person": (10, 5 * MINUTE),
            "address": (60, 5 * MINUTE),
            "without_cache": "closed",
        },
        "login-code": {
            "person": (5, 5 * MINUTE),
            "address": (60, 5 * MINUTE),
            "without_cache": "closed",
        },
        "second-factor": {
            "person": (10, 5 * MINUTE),
            "address": (60, 5 * MINUTE),
            "without_cache": "closed",
        },
        "address-change": {"person": (10, HOUR), "address": (60, HOUR)},
        "guardian": {"person": (10, HOUR), "address": (60, HOUR)},
        "membership": {"person": (10, HOUR), "address": (60, HOUR)},
        "birth": {"person": (10, HOUR), "address": (60, HOUR)},
        "sign-up": {
            # Counted for a class code instead of the address (S50); its own number of
            # uses is the real end, this one stops who only tries.
            "code": (300, HOUR),
            "address": (60, HOUR),
            "without_cache": "closed",
        },
        "reset": {
            "person": (5, HOUR),
            "address": (60, HOUR),
            "without_cache": "closed",
        },
        "contact": {"person": (30, HOUR), "address": (300, HOUR)},
        "invitation": {"person": (50, HOUR), "address": (60, HOUR)},
        "class-code": {"person": (20, HOUR), "address": (60, HOUR)},
        "circular": {"person": (10, 24 * HOUR), "address": (60, 24 * HOUR)},
        "message": {"person": (60, HOUR), "address": (60, HOUR)},
        "report": {"person": (20, HOUR), "address": (60, HOUR)},
        "safeguarding": {"person": (60, HOUR), "address": (120, HOUR)},
        "proposal": {"person": (20, HOUR), "address": (60, HOUR)},
        "help": {"person": (60, HOUR), "address": (120, HOUR)},
        "offer-request": {"person": (20, HOUR), "address": (60, HOUR)},
        "search": {"person": (120, MINUTE), "address": (600, MINUTE)},
        "saved-search": {"person": (20, HOUR), "address": (60, HOUR)},
        # At each pause of typing; a class of thirty types at once.
        "suggest": {"person": (300, MINUTE), "address": (3000, MINUTE)},
        "export": {"person": (10, HOUR), "address": (60, HOUR)},
        "link": {
            "code": (20, 10 * MINUTE),
            "address": (120, 10 * MINUTE),
            "without_cache": "closed",
        },
        "newsletter": {"person": (10, HOUR), "address": (60, HOUR)},
        "organisation": {"person": (20, HOUR), "address": (60, HOUR)},
        "post": {"person": (60, HOUR), "address": (600, HOUR)},
        "organisation-refusal": {"person": (20, HOUR), "address": (60, HOUR)},
        "enquiry": {"person": (10, HOUR), "address": (60, HOUR)},
        "import": {"person": (20, HOUR), "address": (60, HOUR)},
        "group": {"person": (60, HOUR), "address": (300, HOUR)},
        "api": {"person": (600, MINUTE), "address": (1200, MINUTE)},
    },
}


def get_setting(name: str) -> Any:
    """Return the value of ``VERBUND_<name>``, or its default from this module."""
    return getattr(settings, f"VERBUND_{name}", DEFAULTS[name])


def get_data_dir() -> Path:
    """Return where registry, districts and taxonomies lie: in the wheel or beside the apps."""
    inside = _PACKAGE / "data"
    return inside if inside.is_dir() else _PACKAGE.parent / "data"
