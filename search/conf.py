"""Settings of search with their defaults; a host sets them as `VERBUND_…`."""

from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    # Dotted path of what answers: a class without arguments, a `search.questions.Backend`.
    "SEARCH_BACKEND": "search.backends.database.DatabaseBackend",
}


def get_setting(name: str) -> Any:
    """Return the value of ``VERBUND_<name>``, or its default from this module."""
    return getattr(settings, f"VERBUND_{name}", DEFAULTS[name])
