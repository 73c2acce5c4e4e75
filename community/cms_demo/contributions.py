"""What a demo teacher has done for an event and a practice entry of the demo."""

import datetime as dt

from cms.demo import DemoPart, demo_parts
from cms.models import Event, PracticeEntry
from community.enums import ContributionRole
from community.models import Contribution, Member
from community.operations.contributions import add_contribution


def load_contributions(now: dt.datetime) -> int:
    """Put the first event and the first practice entry on the profile of the teacher."""
    teacher = Member.objects.get(user__username="teacher@example.org")
    if Contribution.objects.of(teacher).exists():
        return 0
    events = Event.objects.filter(event_pages__live=True).order_by("pk")[:1]
    entries = PracticeEntry.objects.filter(practice_pages__live=True).order_by("pk")[:1]
    for event in events:
        add_contribution(
            member=teacher, thing=event, role=ContributionRole.SPEAKER, now=now
        )
    for entry in entries:
        add_contribution(
            member=teacher, thing=entry, role=ContributionRole.TEAM, now=now
        )
    return len(events) + len(entries)


demo_parts.register(
    DemoPart(name="community.contributions", load=load_contributions, order=198)
)
