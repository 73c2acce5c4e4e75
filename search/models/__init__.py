"""Models of search."""

from search.models.entry import Entry, EntryQuerySet, EntryValue
from search.models.logged import LoggedSearch
from search.models.mark import Mark
from search.models.saved import Owner, SavedMatch, SavedSearch
from search.models.synonym import SearchSynonym
from search.models.text import EntryText, KnownWord

__all__ = [
    "Entry",
    "EntryQuerySet",
    "EntryText",
    "EntryValue",
    "KnownWord",
    "LoggedSearch",
    "Mark",
    "Owner",
    "SavedMatch",
    "SavedSearch",
    "SearchSynonym",
]
