"""What a reader reads of an answer."""

import html
import re


def get_text(response):
    """Return the visible text of a page, with single spaces."""
    body = response.content.decode()
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", body))).strip()
