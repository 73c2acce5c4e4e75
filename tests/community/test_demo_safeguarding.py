"""The demo shows each state of a clearance and one closed case (R23)."""

import pytest
from django.utils import timezone

from cms.cms_demo.people import DEMO_NETWORK, load_people
from cms.models import Network
from community.cms_demo.members import load_members
from community.cms_demo.safeguarding import load_safeguarding
from community.models import Clearance, SafeguardingCase
from tests.cms.staff import make_network


@pytest.mark.requirement("R23")
def test_demo_of_child_protection_loads_once(portal):
    network = make_network("Demo")
    Network.objects.filter(pk=network.pk).update(source_key=DEMO_NETWORK)
    now = timezone.now()
    load_people(now)
    load_members(now)

    made = [load_safeguarding(now), load_safeguarding(now)]

    assert made == [4, 0]
    states = Clearance.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["approved", "entered", "approved"]
    assert SafeguardingCase.objects.get().state == "closed"
