"""Members who may be followed, and organisations (CO25)."""

import datetime as dt
from collections.abc import Collection

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from cms.audiences import Viewer
from community.activity import ActivityThing, ShownThing, activity_things
from community.models import Member, Organisation


def find_people(
    keys: Collection[int], viewer: Viewer, now: dt.datetime
) -> dict[int, ShownThing]:
    """Return the adults among these who may be followed and whose name the viewer may read."""
    rows = Member.objects.visible_to(viewer, timezone.localdate(now))
    shown = rows.showing_themselves_on(timezone.localdate(now)).filter(
        pk__in=keys, may_be_followed=True
    )
    return {
        member.pk: ShownThing(
            title=member.display_name,
            url=reverse("community:member_detail", args=[member.slug]),
        )
        for member in shown
    }


def find_organisations(
    keys: Collection[int], _viewer: Viewer, _now: dt.datetime
) -> dict[int, ShownThing]:
    """Return the organisations among these that everybody sees."""
    return {
        row.pk: ShownThing(title=row.name, url=row.get_absolute_url())
        for row in Organisation.objects.live().filter(pk__in=keys)
    }


activity_things.register(
    ActivityThing(
        name="community.organisation",
        model=Organisation,
        find_shown=find_organisations,
        label=gettext_lazy("Organisations"),
        follow_kind="organisation",
        find=lambda key: Organisation.objects.live().filter(slug=key).first(),
        get_key=lambda row: str(row.slug),
        order=12,
    )
)
activity_things.register(
    ActivityThing(
        name="community.member",
        model=Member,
        find_shown=find_people,
        label=gettext_lazy("People"),
        follow_kind="member",
        find=lambda key: Member.objects.filter(slug=key).first(),
        get_key=lambda row: str(row.slug),
        order=14,
    )
)
