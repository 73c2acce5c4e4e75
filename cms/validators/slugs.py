"""Address forms of names, and the addresses that app routes need (ED9)."""

import re
import unicodedata
from functools import lru_cache

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils.text import slugify

from cms.conf import get_setting

MAX_SLUG_LENGTH = 160
# Letters that Unicode's decomposition would shorten to one or lose.
_FOLDED = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "oe",
        "å": "aa",
        "ł": "l",
        "đ": "d",
    }
)
# Signs that part words: "Lippe.MINT", "Göttingen/Northeim", "Region – Stadt".
_PARTING = re.compile(r"[./\\:+&|·–—]+")


def make_slug(text: str, max_length: int = MAX_SLUG_LENGTH) -> str:
    """Return the address form of a name, with German letters written out.

    "MINT-Region Münsterlandkreis Süd" gives "mint-region-muensterlandkreis-sued". A text
    without any letter or digit gives the empty string.
    """
    composed = unicodedata.normalize("NFC", text).lower().translate(_FOLDED)
    slug = slugify(_PARTING.sub("-", composed))
    if len(slug) <= max_length:
        return slug
    shortened = slug[: max_length + 1].rpartition("-")[0]
    return shortened or slug[:max_length]


@lru_cache(maxsize=1)
def get_reserved_slugs() -> frozenset[str]:
    """Return the first part of every route below the language prefix.

    Made from the routes; the names of routes that come with later apps are added by
    the setting RESERVED_SLUGS.
    """
    found = {
        *get_setting("RESERVED_SLUGS"),
        *(code for code, _name in settings.LANGUAGES),
    }
    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLResolver) and isinstance(
            entry.pattern, LocalePrefixPattern
        ):
            for inner in entry.url_patterns:
                found |= _get_first_parts(inner, "")
    return frozenset(found)


def _get_first_parts(entry: URLPattern | URLResolver, prefix: str) -> set[str]:
    route = prefix + str(entry.pattern).lstrip("^")
    first, slash, _rest = route.partition("/")
    if first and (slash or isinstance(entry, URLPattern)):
        is_fixed = not set(first) & set("<([\\^$*+?")
        return {first} if is_fixed else set()
    if isinstance(entry, URLResolver):
        return {
            part
            for inner in entry.url_patterns
            for part in _get_first_parts(inner, route)
        }
    return set()
