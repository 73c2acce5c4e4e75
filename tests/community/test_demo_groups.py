"""The demo's groups are whole: one hidden, one archived, one for young people (CO29, CO31)."""

import pytest
from django.utils import timezone

from cms.cms_demo.people import DEMO_NETWORK
from cms.models import Network
from community.cms_demo.groups import load_groups
from community.cms_demo.members import load_members
from community.enums import GroupState, GroupVisibility
from community.models import Group, GroupMembership
from tests.cms.staff import make_network

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("CO29", "CO31")
def test_six_stand_once(portal):
    network = make_network("Nord")
    Network.objects.filter(pk=network.pk).update(source_key=DEMO_NETWORK)
    now = timezone.now()
    load_members(now)

    added = [load_groups(now), load_groups(now)]

    [young] = Group.objects.safe_for_minors_on(timezone.localdate(now))
    inside = GroupMembership.objects.active().filter(group=young).order_by("pk")
    assert added == [6, 0]
    assert Group.objects.filter(state=GroupState.ARCHIVED).count() == 1
    assert Group.objects.filter(visibility=GroupVisibility.HIDDEN).count() == 2
    assert [row.member.display_name for row in inside] == ["Theo Tafel", "Pia Probe"]
