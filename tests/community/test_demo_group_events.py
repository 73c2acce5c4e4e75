"""The demo group has a calendar with something ahead and something past (CO30)."""

import datetime as dt

import pytest
from django.utils import timezone

from community.cms_demo.group_events import load_group_events
from community.cms_demo.groups import GROUPS
from community.models import GroupEvent
from tests.cms.machines import make_event
from tests.community.groups import make_group
from tests.community.people import make_member
from tests.community.posts import make_bare_network

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("CO30")
def test_the_next_and_the_latest_event_stand_in_it_once(portal):
    now, owner = timezone.now(), make_member("ada")
    make_group(owner, make_bare_network("Nord"), GROUPS[0].name)
    days = [dt.timedelta(days=number) for number in (-9, -2, 3, 8)]
    pages = [
        make_event(f"Event {day.days}", starts_at=now + day, ends_at=now + day * 0.9)
        if day.days < 0
        else make_event(f"Event {day.days}", starts_at=now + day, ends_at=now + day * 2)
        for day in days
    ]
    _oldest, latest, coming, _later = [page.event for page in pages]

    assert [load_group_events(now), load_group_events(now)] == [2, 0]
    rows = GroupEvent.objects.order_by("pk").values_list("event", "added_by")
    assert list(rows) == [(coming.pk, owner.pk), (latest.pk, owner.pk)]
