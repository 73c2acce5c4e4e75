"""The person of the canaries as writer of circulars, on the list of one, and with bookmarks."""

from community.enums import CircularTarget
from community.operations.bookmarks import keep_thing, make_bookmark_list
from tests.community.canaries_of_members import NOW
from tests.community.circulars import write


def seed_circulars(world):
    texts = {"de": (f"Gruß von {world.word}", f"Schreibt an {world.address}.")}
    write(world.network, actor=world.user, texts=texts, now=NOW)
    write(
        world.network,
        actor=world.colleague,
        target=CircularTarget.CHOSEN,
        members=[world.member],
        now=NOW,
    )


def seed_bookmarks(world):
    named = make_bookmark_list(member=world.member, name=f"Liste von {world.word}")
    keep_thing(member=world.member, thing=world.network, kept_in=named, now=NOW)
