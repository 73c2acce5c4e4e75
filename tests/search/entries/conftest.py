"""Entries follow what these tests write."""

from tests.search.upkeep import upkeep

__all__ = ["upkeep"]
