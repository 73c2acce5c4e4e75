"""What upper apps say about a page: that it stays hidden, or what readers must know (CO50)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cms.registry import Registry


@dataclass(frozen=True)
class Hold:
    """``find_reason`` gets a page and returns a sentence for its editor, or nothing.

    It is asked on every way of publishing, and for each language of a thing alike.
    """

    name: str
    find_reason: Callable[[Any], str]


@dataclass(frozen=True)
class PageLabel:
    """``find_text`` gets a thing and returns a sentence that stands above its pages, or nothing.

    It names no person: pages come from the cache. Whoever changes it bumps the site's version.
    """

    name: str
    find_text: Callable[[Any], str]


holds: Registry[Hold] = Registry("what keeps a page from being published?")
page_labels: Registry[PageLabel] = Registry("what must readers of a page know?")
