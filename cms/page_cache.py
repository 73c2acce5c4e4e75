"""Pages for visitors, kept for a minute at most and dropped the moment something changes.

One token stands for the whole published state. Each stored page carries the token that
held when its rendering began; a page with another token counts as missing. A new token
is therefore enough to empty every list, feed and page at once.
"""

import hashlib
import logging
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import BaseCache, caches
from django.db import transaction

from cms.conf import get_setting

logger = logging.getLogger("verbund.page_cache")

VERSION_KEY = "verbund:site-version"
NO_VERSION = ""


@dataclass(frozen=True)
class StoredPage:
    """An answer as bytes: status 200, headers, body, its entity tag, and whose visit it is."""

    version: str
    headers: tuple[tuple[str, str], ...]
    content: bytes
    etag: str
    mark: tuple[str, int] | None = None


def get_cache() -> BaseCache:
    """Return the cache ``pages`` where the site has one, so that limits are not pushed out."""
    return caches["pages" if "pages" in settings.CACHES else "default"]


def bump_site_version() -> None:
    """Drop every stored page as soon as the running transaction is committed.

    Each write that changes what visitors see and is not made in Wagtail's admin calls
    this as its last step (imports, bulk updates).
    """
    transaction.on_commit(drop_stored_pages, robust=True)


def drop_stored_pages() -> None:
    """Drop every stored page now."""
    try:
        get_cache().set(VERSION_KEY, secrets.token_hex(8), None)
    except Exception:
        # Without a cache nothing is stored either; what a returning cache still holds
        # ends after a minute.
        logger.exception("site version could not be renewed")


def build_key(*parts: str) -> str:
    digest = hashlib.blake2b("\0".join(parts).encode(), digest_size=16)
    return f"verbund:page:{digest.hexdigest()}"


def load_page(key: str) -> tuple[str, StoredPage | None]:
    """Return the version that holds and the page stored under it; a broken cache has none."""
    try:
        found = get_cache().get_many([VERSION_KEY, key])
        version = found.get(VERSION_KEY) or _start_version()
    except Exception:
        logger.exception("page cache could not be read")
        return NO_VERSION, None
    page = found.get(key)
    return version, page if page and page.version == version else None


def get_site_version() -> str:
    """Return the token of the published state; without a cache one that never returns."""
    try:
        return get_cache().get(VERSION_KEY) or _start_version()
    except Exception:
        logger.exception("site version could not be read")
        return secrets.token_hex(8)


def _start_version() -> str:
    cache = get_cache()
    cache.add(VERSION_KEY, secrets.token_hex(8), None)
    return str(cache.get(VERSION_KEY) or NO_VERSION)


def store_page(key: str, page: StoredPage) -> None:
    if page.version == NO_VERSION:
        return
    try:
        get_cache().set(key, page, get_setting("PAGE_CACHE_SECONDS"))
    except Exception:
        logger.exception("page could not be stored")


def build_etag(content: bytes) -> str:
    return f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
