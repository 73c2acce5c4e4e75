"""The posts of the demo: believable, of the last month, and told to nobody anew."""

import pytest
import time_machine

from cms.cms_demo.people import DEMO_NETWORK
from cms.models import Network
from community.cms_demo.members import load_members
from community.cms_demo.posts import load_posts
from community.enums import PostState
from community.models import Member, Post
from community.operations.post_ends import tell_new_posts
from tests.community.posts import NOW, join, lead, make_bare_network, make_group


@pytest.mark.django_db
def test_demo_has_posts_with_answers_and_is_loaded_once():
    network = make_bare_network("Demo")
    Network.objects.filter(pk=network.pk).update(source_key=DEMO_NETWORK)
    with time_machine.travel(NOW, tick=False):
        load_members(NOW)
        people = Member.objects.filter(user__username__startswith="m").order_by("pk")
        group = make_group(network, *people[:1])
        lead(group, people[0])
        join(group, people[1])
        created = load_posts(NOW)

        assert created == Post.objects.count() == 15
        assert Post.objects.beginning().count() == 6
        assert set(Post.objects.values_list("state", flat=True)) == {PostState.VISIBLE}
        assert load_posts(NOW) == 0
        assert tell_new_posts(NOW) == 0
