"""The person of the canaries in messages through contact forms, and as part of an event."""

from community.enums import ContributionRole
from community.models import Enquiry
from community.operations.contributions import add_contribution
from tests.cms.pages import make_event
from tests.community.canaries_of_members import NOW


def seed_enquiries(world):
    """Written while logged in, as a guest, and received; the last goes with the account."""
    facts = {"language": "de", "created_at": NOW, "delivered_at": NOW}
    rows = (
        {"member": world.neighbour, "sender": world.member, "email": world.address},
        {"member": world.neighbour, "email": world.address.upper()},
        {"member": world.member, "email": f"rita{world.user.pk}@gast.example"},
    )
    for number, row in enumerate(rows):
        Enquiry.objects.create(
            opening=f"{world.user.pk}-{number}",
            name=world.word if "sender" in row or number == 1 else "Rita",
            text=f"Gruß von {world.word}" if number < len(rows) - 1 else "Gruß",
            state="delivered",
            **row,
            **facts,
        )


def seed_contributions(world):
    add_contribution(
        member=world.member,
        thing=make_event().event,
        role=ContributionRole.TEAM,
        now=NOW,
    )
