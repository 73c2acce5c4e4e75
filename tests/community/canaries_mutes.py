"""The person of the canaries mutes somebody, and is muted by somebody (P36)."""

from community.models import Mute
from tests.community.canaries_of_members import NOW
from tests.community.people import make_member


def seed_mutes(world):
    Mute.objects.create(member=world.member, muted=world.neighbour, since=NOW)
    other = make_member(f"stumm{world.user.pk}")
    Mute.objects.create(member=other, muted=world.member, since=NOW)
