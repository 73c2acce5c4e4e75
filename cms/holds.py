"""What keeps a page from being published besides its texts; upper apps fill it (CO51)."""

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


holds: Registry[Hold] = Registry("what keeps a page from being published?")
