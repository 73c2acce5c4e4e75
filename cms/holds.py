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
    """A sentence above the pages of some things.

    ``list_codes`` returns, by ``make_label_key``, a code for each thing that bears a label;
    ``explain`` makes the sentence of a code in the language of the moment. It names no
    person: pages come from the cache. Whoever changes one bumps the site's version.
    """

    name: str
    list_codes: Callable[[], dict[str, str]]
    explain: Callable[[str], str]


def make_label_key(model_label: str, key: int) -> str:
    """Return what stands for a thing: ``cms.article:7``."""
    return f"{model_label}:{key}"


holds: Registry[Hold] = Registry("what keeps a page from being published?")
page_labels: Registry[PageLabel] = Registry("what must readers of a page know?")
