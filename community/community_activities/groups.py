"""Groups: their members hear of them without following, others who can read them may (CO25)."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.utils.translation import gettext_lazy

from cms.audiences import Viewer
from community.activity import ActivityThing, ShownThing, activity_things
from community.models import Group, GroupMembership


def find_groups(
    keys: Collection[int], viewer: Viewer, _now: dt.datetime
) -> dict[int, ShownThing]:
    """Return the groups among these whose content the viewer may read."""
    rows = Group.objects.read_by(viewer).filter(pk__in=keys)
    return {row.pk: ShownThing(title=row.name, url="") for row in rows}


def list_members(group: int) -> Iterable[int]:
    """Return who belongs to a group and has not muted it."""
    rows = GroupMembership.objects.active().filter(group=group, is_muted=False)
    return rows.values_list("member_id", flat=True)


def find_own_groups(keys: Collection[int], viewer: Viewer) -> Collection[int]:
    """Return the groups among these that the viewer belongs to."""
    return set(viewer.list_keys("group")).intersection(keys)


activity_things.register(
    ActivityThing(
        name="community.group",
        model=Group,
        find_shown=find_groups,
        label=gettext_lazy("Groups"),
        follow_kind="group",
        find=lambda key: Group.objects.filter(slug=key).first(),
        get_key=lambda row: str(row.slug),
        list_readers=list_members,
        find_among=find_own_groups,
        order=11,
    )
)
