"""The person of the canaries in search."""

from urllib.parse import urlencode

from community.enums import Frequency
from search.indexing.writing import refresh_things
from search.models import SavedMatch
from search.operations.saving import save_search, save_search_as_guest
from search.queries.saved import Savable
from search.registry import search_kinds
from tests.community.canaries_of_members import NOW


def seed_search(world):
    """With what is found of a profile."""
    kind = search_kinds.get("member")
    refresh_things(kind, [world.member.pk], now=NOW)
    seed_saved_searches(world)


def seed_saved_searches(world):
    """One of the account and one of the address, which found something."""
    words = urlencode({"q": f"Suche von {world.word}"})
    question = Savable(words, "0" * 64, "de")
    saved = save_search(
        member=world.member, question=question, frequency=Frequency.DAILY, now=NOW
    )
    SavedMatch.objects.create(saved_search=saved, thing="news:0", noted_at=NOW)
    save_search_as_guest(
        address=world.address, question=question, frequency=Frequency.DAILY, now=NOW
    )
