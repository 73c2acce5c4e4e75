"""Checks and normal forms of single values."""

import re
import unicodedata

from django.utils.text import slugify

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
