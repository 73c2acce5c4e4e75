"""What of groups stands in a feed, and for whom (CO27)."""

import pytest
from actstream.models import Action
from django.utils import timezone

from cms.audiences import find_viewer
from community.activity import activity_things
from community.models import Group
from tests.cms.staff import make_network
from tests.community.groups import enter, invite_in, make_group, make_group_for_minors
from tests.community.people import make_child, make_member

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("CO27", "P4")
def test_hidden_groups_and_young_people_leave_no_activity():
    network = make_network("Nord")
    ada = make_member("ada", network=network)
    enter(make_group(ada, network, "Secret", visibility="hidden"), make_member("bo"))
    young = make_group_for_minors(ada, network)
    invite_in(young, make_child("kim", network=network), ada.user)
    enter(make_group(ada, network, "Solder"), make_member("eva"))

    noted = Action.objects.order_by("pk").values_list("verb", flat=True)
    assert list(noted) == ["group-created", "group-joined"]


@pytest.mark.requirement("CO27")
def test_a_group_that_was_hidden_since_is_shown_no_more(django_assert_num_queries):
    network, now = make_network("Nord"), timezone.now()
    ada, bo = make_member("ada", network=network), make_member("bo")
    group = make_group(ada, network, "Solder", audience="members")
    keys = [group.pk, make_group(ada, network, "Rockets").pk]
    thing = activity_things.get("community.group")

    viewers = [find_viewer(one.user) for one in (ada, bo)]
    with django_assert_num_queries(1):
        shown = thing.find_shown(keys, viewers[1], now)
    Group.objects.update(visibility="hidden")

    assert [found.title for found in shown.values()] == ["Solder"]
    assert [len(thing.find_shown(keys, one, now)) for one in viewers] == [2, 0]
