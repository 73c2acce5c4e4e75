"""What a member has muted as a whole; `notify` asks here, for every channel (CO32)."""

from community.models import Group, GroupMembership, Member


def is_muted(member: Member, group: Group) -> bool:
    """Tell whether the member wants to hear nothing of this group; the place stays."""
    rows = GroupMembership.objects.active().filter(member=member, group=group)
    return rows.filter(is_muted=True).exists()
