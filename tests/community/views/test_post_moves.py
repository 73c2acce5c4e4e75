"""The page on which a post is moved to another group (CO28)."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from community.models import Post
from tests.community.moderating import make_browser
from tests.community.posts import (
    NOW,
    join,
    lead,
    make_bare_network,
    make_group,
    make_old_member,
    make_post,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def network(portal):
    return make_bare_network("Nord")


@pytest.fixture
def ada(network):
    return make_old_member("ada", network)


@pytest.fixture
def post(network, ada):
    group = make_group(network, ada)
    lead(group, ada)
    return make_post(ada, network, group)


@pytest.fixture
def moths(network, ada):
    group = make_group(network, ada, slug="falter")
    lead(group, ada)
    return group


def get_url(post, name="post_move"):
    with override("en"):
        return reverse(f"community_posts:{name}", args=[post.key])


@pytest.mark.requirement("CO28")
def test_a_lead_finds_the_way_and_moves_it(post, moths, ada):
    client = make_browser(ada.user)
    url = get_url(post)
    way_in = client.get(get_url(post, "post_detail")).text
    page = client.get(url)
    answer = client.post(url, {"group": moths.pk}, follow=True)
    said = [str(message) for message in answer.context["messages"]]

    assert f'href="{url}"' in way_in
    assert (page.status_code, page["Cache-Control"]) == (200, "private, no-store")
    assert Post.objects.get(pk=post.pk).group == moths
    assert said == ["The post stands in Falter now. You can move it back the same way."]


@pytest.mark.requirement("CO28")
def test_without_a_group_for_it_the_page_says_why(post, ada):
    page = make_browser(ada.user).get(get_url(post))

    assert page.context["has_groups"] is False
    assert "There is no group to move it to" in page.text


@pytest.mark.requirement("CO28")
@pytest.mark.parametrize("value", ["", "0", "x" * 10_000, "a\0b", "Null", "🤖", "own"])
def test_nothing_moves_to_what_is_no_group_of_the_list(post, moths, ada, value):
    given = post.group_id if value == "own" else value
    page = make_browser(ada.user).post(get_url(post), {"group": given})

    assert (page.status_code, list(page.context["form"].errors)) == (200, ["group"])
    assert Post.objects.get(pk=post.pk).group_id == post.group_id


@pytest.mark.requirement("CO28")
def test_who_leads_nothing_finds_no_page_and_no_way(network, post, moths):
    bea = make_old_member("bea", network)
    join(post.group, bea)
    join(moths, bea)
    client, url = make_browser(bea.user), get_url(post)
    answers = [client.get(url), client.post(url, {"group": moths.pk})]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert url not in client.get(get_url(post, "post_detail")).text
    assert Client().get(url).status_code == 302
    assert Post.objects.get(pk=post.pk).group_id == post.group_id
