"""What visitors all see alike, kept until something is published, at most a minute."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from cms.page_cache import VERSION_KEY, build_key, get_cache, get_site_version

logger = logging.getLogger("verbund.page_cache")

LIVE_SECONDS = 60

Kept = TypeVar("Kept")


def remember(key: str, compute: Callable[[], Kept]) -> Kept:
    """Return what ``compute`` says under the published state that holds now.

    The key names everything the answer depends on (page, language), never a person.
    Without a cache the answer is computed each time; what ``compute`` raises is not kept.
    """
    cache, name = get_cache(), build_key("kept", key)
    try:
        found: dict[str, Any] = cache.get_many([VERSION_KEY, name])
        version = found.get(VERSION_KEY) or get_site_version()
        if name in found and found[name][0] == version:
            kept: Kept = found[name][1]
            return kept
    except Exception:
        logger.exception("cache could not be read")
        return compute()
    made = compute()
    try:
        cache.set(name, (version, made), LIVE_SECONDS)
    except Exception:
        logger.exception("cache could not be written")
    return made
