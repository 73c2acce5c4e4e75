"""The calendar of a demo group: one event that comes, one that is over."""

import datetime as dt

from cms.demo import DemoPart, demo_parts
from cms.models import Event
from community.cms_demo.groups import GROUPS
from community.models import Group, GroupEvent, Member
from community.operations.group_events import add_group_event


def load_group_events(now: dt.datetime) -> int:
    """Put the next event and the latest one into the calendar of the first demo group."""
    group = Group.objects.get(name=GROUPS[0].name)
    if GroupEvent.objects.filter(group=group).exists():
        return 0
    events = Event.objects.filter(event_pages__live=True).distinct()
    coming = events.filter(ends_at__gt=now).order_by("starts_at", "pk")[:1]
    past = events.filter(ends_at__lte=now).order_by("-ends_at", "pk")[:1]
    chosen = [*coming, *past]
    owner = Member.objects.filter(
        pk__in=group.memberships.owners().values("member")
    ).first()
    for event in chosen:
        add_group_event(group=group, event=event, member=owner, now=now)
    return len(chosen)


demo_parts.register(
    DemoPart(name="community.group-calendar", load=load_group_events, order=199)
)
