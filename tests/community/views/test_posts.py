"""Pages of posts: reading, writing, undoing, thanking, steering (CO28, CO54, CO55)."""

import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from cms.enums import Role
from community.enums import ContentAudience, PostState
from community.models import Notification, Post, Thanks
from community.operations.posts import say_thanks
from tests.cms.staff import give
from tests.community.moderating import get_report_url, make_browser
from tests.community.moderating import say as say_notice
from tests.community.people import make_child
from tests.community.posts import (
    NOW,
    comment_on,
    lead,
    make_bare_network,
    make_group,
    make_group_with_minors,
    make_old_member,
    make_post,
    say,
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
def bea(network):
    return make_old_member("bea", network)


@pytest.fixture
def group(network, ada, bea):
    return make_group(network, ada, bea)


def get_url(name, key):
    with override("en"):
        return reverse(f"community_posts:{name}", args=[key])


def get_page(client, name, key, **values):
    return client.get(get_url(name, key), **values)


def list_articles(answer):
    """Return the words of each post on a page, without the ways to act."""
    return re.findall(r'<div class="measure">(.*?)</div>', answer.text, re.DOTALL)


@pytest.mark.requirement("CO28")
def test_member_writes_for_a_group_with_links_and_a_name(group, ada, bea):
    client = make_browser(ada.user)
    text = 'Schaut <b>hier</b>: https://zaehlen.example/"x"\n\nBis bald'
    sent = say(text, mention=bea.slug)
    answer = client.post(get_url("group_post_new", group.slug), sent)

    post = Post.objects.get()
    assert (answer.status_code, answer.url) == (302, get_url("post_detail", post.key))
    assert (post.author, post.group, post.audience) == (ada, group, "group")
    page = make_browser(bea.user).get(answer.url)
    assert page.headers["Cache-Control"] == "private, no-store"
    with override("en"):
        profile = reverse("community:member_detail", args=[bea.slug])
    words = (
        "<p>Schaut &lt;b&gt;hier&lt;/b&gt;: "
        '<a href="https://zaehlen.example/" rel="nofollow noopener ugc">'
        "https://zaehlen.example/</a>&quot;x&quot;</p>\n\n"
        f'<p>Bis bald <a href="{profile}">@Bea</a></p>'
    )
    assert list_articles(page) == [words]
    told = Notification.objects.get(recipient=bea)
    assert (told.kind, told.read_at) == ("post-mention", NOW)


@pytest.mark.requirement("CO28", "P2", "P4", "P17")
def test_pages_are_missing_for_who_may_not_read(network, group, ada):
    post = make_post(ada, network, group)
    strangers = [
        make_old_member("cem", network),
        make_child("kim", network=network, now=NOW),
        make_child("lou", network=network, has_consent=False, now=NOW),
    ]
    pages = [
        ("group_posts", group.slug),
        ("group_post_new", group.slug),
        ("post_detail", post.key),
        ("post_edit", post.key),
    ]

    for member in strangers:
        client = make_browser(member.user)
        found = [get_page(client, *page).status_code for page in pages]
        deeds = ("remove", "restore", "thanks", "mark")
        found += [
            client.post(get_url(f"post_{deed}", post.key)).status_code for deed in deeds
        ]
        assert found == [404] * 8


@pytest.mark.requirement("CO28", "P5")
def test_network_page_is_for_adults_and_those_who_belong_write(network, ada):
    make_post(ada, network, audience=ContentAudience.MEMBERS, text="Für alle")
    make_post(ada, network, text="Für uns")
    stranger = make_browser(make_old_member("cem").user)
    client = make_browser(ada.user)
    new_url = get_url("network_post_new", network.slug)

    kim = make_browser(make_child("kim", network=network, now=NOW).user)
    with override("en"):
        account = reverse("community_me:account")
    list_url = get_url("network_posts", network.slug)
    assert [list_url in one.get(account).text for one in (client, kim)] == [True, False]
    page = get_page(stranger, "network_posts", network.slug)
    assert list_articles(page) == ["<p>Für alle</p>"]
    assert new_url not in page.text
    assert stranger.get(new_url).status_code == 404
    sent = say("Auch das", audience="network")
    assert client.post(new_url, sent).status_code == 302
    page = get_page(client, "network_posts", network.slug)
    assert list_articles(page) == [
        "<p>Auch das</p>",
        "<p>Für uns</p>",
        "<p>Für alle</p>",
    ]


@pytest.mark.requirement("CO28", "CO55")
@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"text": ""}, 200),
        ({"text": "x" * 2000}, 302),
        ({"text": "x" * 10_000}, 200),
        ({"text": "a\0b"}, 200),
        ({"text": "Null"}, 302),
        ({"text": "👩🏽‍🔬 🐝"}, 302),
        ({"homepage": "https://spam.example"}, 200),
        ({"opened": ""}, 200),
        ({"opened": "x:y"}, 200),
    ],
)
def test_comment_form_takes_bad_text(network, ada, bea, sent, status):
    post = make_post(ada, network)
    answer = make_browser(bea.user).post(get_url("post_detail", post.key), say() | sent)

    assert answer.status_code == status
    assert Post.objects.filter(parent=post).count() == (status == 302)


@pytest.mark.requirement("CO28")
def test_author_edits_deletes_and_brings_back(network, group, ada, bea):
    post = make_post(ada, network, group)
    client = make_browser(ada.user)
    answer = client.post(get_url("post_edit", post.key), say("Anders"))
    assert answer.url == get_url("post_detail", post.key)
    page = client.get(answer.url)
    assert list_articles(page) == ["<p>Anders</p>"]
    assert "edited" in page.text

    answer = client.post(get_url("post_remove", post.key))
    assert get_url("post_restore", post.key) in client.get(answer.url).text
    assert make_browser(bea.user).get(answer.url).status_code == 404
    answer = client.post(get_url("post_restore", post.key))
    assert list_articles(client.get(answer.url)) == ["<p>Anders</p>"]


@pytest.mark.requirement("CO28")
def test_leads_and_coordination_steer_and_members_do_not(network, group, ada, bea):
    lead(group, ada)
    carer = make_old_member("clara")
    give(carer.user, network, Role.COORDINATOR)
    post = make_post(None, network, group)
    make_post(None, network, group, text="Neuer")
    url = get_url("post_mark", post.key)
    assert make_browser(bea.user).post(url, {"mark": "pin"}).status_code == 404

    client = make_browser(ada.user)
    assert client.post(url, {"mark": "text", "is_on": "1"}).status_code == 404
    client.post(url, {"mark": "pin", "is_on": "1"})
    make_browser(carer.user).post(url, {"mark": "lock", "is_on": "1"})
    page = get_page(client, "group_posts", group.slug)
    assert list_articles(page) == ["<p>Wer kommt zum Zählen mit?</p>", "<p>Neuer</p>"]
    post.refresh_from_db()
    assert (post.is_pinned, post.is_locked, post.is_archived) == (True, True, False)
    answer = client.post(get_url("post_detail", post.key), say("Zu spät"))
    assert answer.status_code == 404


@pytest.mark.requirement("CO28", "P4")
def test_thanks_are_counted_for_adults_and_for_nobody_below_18(network, ada):
    kim = make_child("kim", network=network, now=NOW)
    group = make_group_with_minors(network, ada, kim)
    young, grown = make_post(kim, network, group), make_post(ada, network, group)
    client = make_browser(ada.user)
    url = get_url("post_thanks", young.key)
    for _time in range(2):
        client.post(url, {"is_on": "1"})
    say_thanks(post=grown, member=kim, now=NOW)
    assert Thanks.objects.filter(post=young).count() == 1
    own = client.post(get_url("post_thanks", grown.key), {"is_on": "1"})
    assert own.status_code == 404

    pages = {post: get_page(client, "post_detail", post.key) for post in (young, grown)}
    assert ["says thank you" in page.text for page in pages.values()] == [False, True]
    client.post(url, {"is_on": "0"})
    assert Thanks.objects.filter(post=young).count() == 0


@pytest.mark.requirement("CO70", "CO49", "P7")
def test_visitor_reports_a_comment_by_its_address(network, client, ada, bea):
    comment = comment_on(make_post(ada, network), bea, text="Kim ist dumm.")
    url = get_report_url("comment", comment.key)
    assert "A comment" in client.get(url).text
    assert client.post(url, say_notice(reason="child")).status_code == 302

    comment.refresh_from_db()
    assert comment.state == PostState.HIDDEN
    assert client.get(url).status_code == 404
    assert client.get(get_report_url("comment", "x")).status_code == 404


@pytest.mark.requirement("CO28")
def test_lists_ask_as_often_for_three_as_for_one(network, ada, bea):
    client = make_browser(ada.user)
    post = make_post(ada, network)
    urls = [
        get_url("network_posts", network.slug),
        get_url("post_detail", post.key),
    ]
    counts = []
    for number in range(2):
        for more in range(number * 2 + 1):
            row = make_post(bea, network, text=f"Nummer {number} {more}")
            comment_on(post, bea, text=f"Antwort {number} {more}")
            comment_on(row, ada)
        counts.append([count_queries(client, url) for url in urls])

    assert counts[0] == counts[1]


def count_queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)
