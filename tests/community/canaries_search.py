"""The person of the canaries in search."""

from search.indexing.writing import refresh_things
from search.registry import search_kinds
from tests.community.canaries_of_members import NOW


def seed_search(world):
    """With what is found of a profile."""
    kind = search_kinds.get("member")
    refresh_things(kind, [world.member.pk], now=NOW)
