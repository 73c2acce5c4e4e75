"""What happens to groups; hidden ones and those for young people never stand in a feed."""

import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from cms.audiences import Viewer
from community.activity import (
    ActivityKind,
    ActivityThing,
    ShownThing,
    activity_kinds,
    activity_things,
)
from community.models import Group


def find_shown_groups(
    keys: Collection[int], viewer: Viewer, _now: dt.datetime
) -> dict[int, ShownThing]:
    """Return the groups that the viewer may know of; what was hidden since is gone."""
    rows = Group.objects.visible_to(viewer).filter(pk__in=keys)
    return {
        row.pk: ShownThing(
            title=row.name, url=row.get_absolute_url(), teaser=row.summary
        )
        for row in rows
    }


activity_things.register(
    ActivityThing(
        name="community.group", model=Group, find_shown=find_shown_groups, order=40
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
