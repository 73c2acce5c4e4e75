"""What a member has muted: groups and people; `notify` asks here, for every channel (CO32, P17)."""

from community.models import Group, GroupMembership, Member, Mute


def is_muted(member: Member, group: Group) -> bool:
    """Tell whether the member wants to hear nothing of this group; the place stays."""
    rows = GroupMembership.objects.active().filter(member=member, group=group)
    return rows.filter(is_muted=True).exists()


def has_muted(member: Member, person: Member | None) -> bool:
    """Tell whether the member wants to hear nothing of what this person does."""
    if person is None:
        return False
    return Mute.objects.made_by(member.pk).filter(muted=person).exists()
