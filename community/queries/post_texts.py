"""What is inside the text of a post: links, names, words that moderators look at."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from django.utils.html import escape, format_html, linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

HANDLE = re.compile(r"(?<![\w@/.])@([a-z0-9]+(?:-[a-z0-9]+)+)")
LINK = re.compile(r'(<a href="([^"]*)"[^>]*>.*?</a>)')
OUTSIDE = 'rel="nofollow noopener ugc"'


def find_handles(text: str) -> list[str]:
    """Return whom the text names by ``@handle``, each once, in order.

    A handle is the address of a profile, which always ends in a random part.
    """
    return list(dict.fromkeys(HANDLE.findall(text)))


def find_addresses(text: str) -> list[str]:
    """Return the addresses that would become links."""
    return [address for _link, address in LINK.findall(_link_up(text))]


def has_word(text: str, words: Iterable[str]) -> bool:
    """Tell whether one of the words stands in the text, as a whole word."""
    folded = text.casefold()
    return any(
        re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", folded)
        for word in words
        if word
    )


def has_host(text: str, hosts: Iterable[str]) -> bool:
    """Tell whether a link leads to one of the hosts or below it."""
    found = {urlsplit(address).hostname or "" for address in find_addresses(text)}
    return any(
        host == wanted or host.endswith(f".{wanted}")
        for host in found
        for wanted in (name.casefold() for name in hosts)
    )


def draw_text(text: str, people: Mapping[str, tuple[str, str]]) -> SafeString:
    """Return the text as HTML: paragraphs, links, and names instead of handles.

    ``people``: name and address of the profile by handle, of those whom the viewer may see.
    """
    parts = LINK.split(_link_up(text))
    # Every third and the one after are a whole link and its address.
    drawn = [
        part if position % 3 else _name_people(part, people)
        for position, part in enumerate(parts)
        if position % 3 != 2  # noqa: PLR2004 -- the address alone
    ]
    return mark_safe(linebreaks("".join(drawn)))  # noqa: S308 -- escaped by urlize


def draw_teaser(text: str, length: int = 140) -> str:
    """Return the beginning of a text on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return f"{line[:length].rsplit(' ', 1)[0]} …"


def _link_up(text: str) -> str:
    # Escaped first, so that a quotation mark in the text is never the end of an attribute.
    html = urlize(text, nofollow=True, autoescape=True)
    return str(html).replace('rel="nofollow"', OUTSIDE)


def _name_people(html: str, people: Mapping[str, tuple[str, str]]) -> str:
    def name(found: "re.Match[str]") -> str:
        person = people.get(found[1])
        if person is None:
            return escape(found[0])
        shown, url = person
        return format_html('<a href="{}">@{}</a>', url, shown)

    return HANDLE.sub(name, html)
