"""The demo accounts follow something and find something in their feeds."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from cms.cms_demo.people import DEMO_NETWORK
from cms.models import Network
from community.activity import list_follows
from community.cms_demo.feed import load_feed
from tests.cms.pages import make_call, make_news
from tests.cms.staff import make_network
from tests.community.feeds import read
from tests.community.people import make_child, make_member


@pytest.mark.requirement("CO26")
def test_demo_accounts_follow_and_read_and_a_second_run_adds_nothing(portal):
    network = make_network("Musterland")
    Network.objects.filter(pk=network.pk).update(source_key=DEMO_NETWORK)
    people = [make_member("mentor"), make_member("alumna"), make_child("pupil")]
    for member in people:
        name = f"{member.user.username}@example.org"
        get_user_model().objects.filter(pk=member.user.pk).update(username=name)
    make_news()
    make_call()

    # Two networks and three topics each, and the mentor for the adult beside.
    assert load_feed(timezone.now()) == 16
    assert load_feed(timezone.now()) == 0
    assert [len(list_follows(member.user)) for member in people] == [5, 6, 5]
    assert [len(read(member)) for member in people] == [2, 2, 2]
