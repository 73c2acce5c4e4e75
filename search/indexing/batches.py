"""Many keys in parts, so that statements and memory stay bounded."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def split(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield the items in lists of this size, the last one shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
