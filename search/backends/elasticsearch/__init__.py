"""Elasticsearch answers, and is kept equal to the entries; loaded by dotted path only (F18)."""

from search.backends.elasticsearch.backend import Backend
from search.backends.elasticsearch.keeper import IndexState, Keeper

__all__ = ["Backend", "IndexState", "Keeper"]
