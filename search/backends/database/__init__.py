"""Search in the database alone: its index of words is kept by `index_entries`."""

from search.backends.database.backend import DatabaseBackend
from search.backends.database.indexing import (
    index_entries,
    list_unindexed,
    prune_words,
)

__all__ = ["DatabaseBackend", "index_entries", "list_unindexed", "prune_words"]
