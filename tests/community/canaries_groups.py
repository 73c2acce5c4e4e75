"""The person of the canaries in the tables of groups."""

from cms.models import Event
from community.enums import GroupKind
from community.models import Group, GroupEvent, GroupFile, GroupMembership
from community.notifications.groups import tell_leads
from tests.community.canaries_of_members import NOW


def seed_groups(world):
    """In charge of one group, asking in another, with a file by link and an event in it."""
    facts = {"network": world.network, "kind": GroupKind.COHORT, "created_at": NOW}
    Group.objects.create(name="Jahrgang", in_charge=world.member, **facts)
    group = Group.objects.create(name="Kreis", **facts)
    GroupMembership.objects.create(
        group=group,
        member=world.neighbour,
        role="owner",
        state="active",
        since=NOW,
    )
    row = GroupMembership.objects.create(group=group, member=world.member, since=NOW)
    tell_leads(row=row, now=NOW)
    GroupFile.objects.create(
        group=group,
        title="Protokoll",
        url="https://cloud.example.org/protokoll",
        added_by=world.member,
        added_at=NOW,
    )
    event = Event.objects.create(
        network=world.network, source_locale=world.network.source_locale
    )
    GroupEvent.objects.create(
        group=group, event=event, added_by=world.member, added_at=NOW
    )


GROUP_SEEDS = (seed_groups,)
