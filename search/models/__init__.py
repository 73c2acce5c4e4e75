"""Models of search."""

from search.models.entry import Entry, EntryQuerySet, EntryValue
from search.models.logged import LoggedSearch

__all__ = ["Entry", "EntryQuerySet", "EntryValue", "LoggedSearch"]
