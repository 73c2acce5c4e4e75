"""Models of search."""

from search.models.entry import Entry, EntryQuerySet, EntryValue
from search.models.mark import Mark

__all__ = ["Entry", "EntryQuerySet", "EntryValue", "Mark"]
