"""What happens to groups; hidden ones and those for young people never stand in a feed.

Members of a group hear of it without following, others who can read it may follow (CO25).
"""

import datetime as dt
from collections.abc import Collection, Iterable

from django.utils.translation import gettext_lazy as _

from cms.audiences import Viewer
from community.activity import (
    ActivityKind,
    ActivityThing,
    ShownThing,
    activity_kinds,
    activity_things,
)
from community.models import Group, GroupMembership


def find_groups(
    keys: Collection[int], viewer: Viewer, _now: dt.datetime
) -> dict[int, ShownThing]:
    """Return the groups among these whose content the viewer may read."""
    rows = Group.objects.read_by(viewer).filter(pk__in=keys)
    return {
        row.pk: ShownThing(
            title=row.name, url=row.get_absolute_url(), teaser=row.summary
        )
        for row in rows
    }


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
        label=_("Groups"),
        follow_kind="group",
        find=lambda key: Group.objects.filter(slug=key).first(),
        get_key=lambda row: str(row.slug),
        list_readers=list_members,
        find_among=find_own_groups,
        order=11,
    )
)
activity_kinds.register(
    ActivityKind(
        name="group-created",
        label=_("New groups"),
        one=_("{actor} has made the group {thing}"),
        order=40,
    )
)
activity_kinds.register(
    ActivityKind(
        name="group-joined",
        label=_("Who joins groups"),
        one=_("{actor} has joined {thing}"),
        many=_("{count} people have joined {thing}"),
        order=41,
    )
)
