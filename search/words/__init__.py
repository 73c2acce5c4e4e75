"""Words of a query and of a text: taken apart, folded, stemmed, split, widened (F4 to F8)."""

from search.words.expanding import (
    Alternative,
    Strength,
    Wanted,
    add_halves,
    expand,
)
from search.words.taking_apart import parse

__all__ = ["Alternative", "Strength", "Wanted", "add_halves", "expand", "parse"]
