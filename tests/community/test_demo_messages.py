"""The demo's conversations: two of adults, a supervised one whose last message is held (CO33)."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from cms.cms_demo.people import DEMO_NETWORK
from cms.enums import Role
from community.cms_demo.members import load_members
from community.cms_demo.messages import load_messages
from community.models import Message, Thread
from tests.cms.staff import give, make_network

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("CO33", "CO35")
@pytest.mark.parametrize("hour", [0, 12])
def test_three_stand_once_and_one_message_is_held(portal, time_machine, hour):
    """Also shortly after midnight, when the day on which all begins is minutes old."""
    local = timezone.localtime().replace(hour=hour, minute=10)
    time_machine.move_to(local, tick=True)
    network = make_network("Nord")
    type(network).objects.filter(pk=network.pk).update(source_key=DEMO_NETWORK)
    now = timezone.now()
    load_members(now)
    carer = get_user_model().objects.get(username="coordinator@example.org")
    give(carer, network, Role.COORDINATOR)

    added = [load_messages(now), load_messages(now)]

    threads = Thread.objects.order_by("pk").values_list("is_supervised", flat=True)
    assert (added, list(threads)) == ([3, 0], [False, False, True])
    assert Message.objects.held().count() == 1
