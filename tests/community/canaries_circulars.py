"""The person of the canaries as writer of circulars, and on the list of one."""

from community.enums import CircularTarget
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
