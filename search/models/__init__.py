"""Models of search."""

from search.models.entry import Entry, EntryQuerySet, EntryValue

__all__ = ["Entry", "EntryQuerySet", "EntryValue"]
