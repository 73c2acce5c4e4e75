"""Moving a post to another group: who, where to, and who reads it there (CO28)."""

import threading

import pytest
import time_machine
from actstream.models import Action
from django.db import connection

from cms.audiences import find_viewer
from cms.enums import Role
from community.enums import ContentAudience, GroupRole, GroupState, PostState
from community.models import GroupMembership, Notification, Post
from community.notifications.centre import get_centre_page
from community.operations.post_ends import tell_new_posts
from community.operations.post_moves import NotForThatGroupError, move_post
from community.operations.posts import PostClosedError, write_comment, write_post
from community.permissions.post_moves import can_move_post, list_move_targets
from tests.cms.staff import give
from tests.community.feeds import deliver, read
from tests.community.moderating import note
from tests.community.people import make_child, make_login
from tests.community.posts import (
    DAY,
    NOW,
    comment_on,
    join,
    lead,
    make_bare_network,
    make_group,
    make_group_with_minors,
    make_old_member,
    make_post,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english_interface")]
GROUP, NETWORK, MEMBERS = (
    ContentAudience.GROUP,
    ContentAudience.NETWORK,
    ContentAudience.MEMBERS,
)


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def network(db):
    return make_bare_network("Nord")


@pytest.fixture
def ada(network):
    return make_old_member("ada", network)


@pytest.fixture
def bea(network):
    return make_old_member("bea", network)


@pytest.fixture
def bees(network, ada, bea):
    """Ada leads it, Bea belongs to it."""
    group = make_group(network, ada, bea)
    lead(group, ada)
    return group


@pytest.fixture
def moths(network, ada, bea):
    """Another one that Ada leads and Bea belongs to."""
    group = make_group(network, ada, bea, slug="falter")
    lead(group, ada)
    return group


def move(post, group, mover, now=NOW):
    return move_post(post=post, group=group, mover=mover, now=now)


def can_read(member, post):
    return Post.objects.visible_to(find_viewer(member.user)).filter(pk=post.pk).exists()


def list_targets(member, post):
    return list(list_move_targets(member.user, post, NOW))


@pytest.mark.requirement("CO28")
def test_a_post_moves_with_its_comments_and_readers_change_at_once(
    network, bees, moths, ada, bea
):
    left, right = make_old_member("cem", network), make_old_member("dora", network)
    join(bees, left)
    join(moths, right)
    post = make_post(bea, network, bees, is_pinned=True, is_locked=True)
    comment = comment_on(post, ada)
    before = [can_read(one, row) for one in (left, right) for row in (post, comment)]
    move(post, moths, ada)
    after = [can_read(one, row) for one in (left, right) for row in (post, comment)]
    post.refresh_from_db()
    comment.refresh_from_db()

    assert (before, after) == ([True, True, False, False], [False, False, True, True])
    assert (post.group, comment.group, comment.parent) == (moths, moths, post)
    assert (post.is_pinned, post.is_locked) == (False, True)


@pytest.mark.requirement("CO28", "CO12")
@pytest.mark.parametrize(
    ("was", "target", "is_foreign", "now"),
    [
        (GROUP, MEMBERS, False, GROUP),
        (GROUP, GROUP, True, GROUP),
        (NETWORK, MEMBERS, False, NETWORK),
        (NETWORK, GROUP, False, GROUP),
        (NETWORK, MEMBERS, True, GROUP),
        (MEMBERS, NETWORK, False, NETWORK),
        (MEMBERS, NETWORK, True, GROUP),
        (MEMBERS, GROUP, False, GROUP),
        (MEMBERS, MEMBERS, True, MEMBERS),
    ],
)
def test_nobody_reads_more_than_text_and_group_allow(
    bees, was, target, is_foreign, now
):
    ada = bees.memberships.get(role=GroupRole.OWNER).member
    place = make_bare_network("Süd") if is_foreign else bees.network
    group = make_group(place, ada, slug="falter", audience=target)
    lead(group, ada)
    post = make_post(ada, bees.network, bees, audience=was)
    open_one, close_one = (
        comment_on(post, ada),
        comment_on(post, ada, audience=GROUP),
    )
    move(post, group, ada)
    rows = [Post.objects.get(pk=one.pk) for one in (post, open_one, close_one)]

    assert [row.audience for row in rows] == [now, now, GROUP]
    assert {row.network for row in rows} == {place}


@pytest.mark.requirement("CO28")
def test_who_leads_both_may_and_nobody_else(network, bees, moths, ada, bea):
    post = make_post(bea, network, bees)
    cem = make_old_member("cem", network)
    join(bees, cem, role=GroupRole.MODERATOR)
    coordinator, elsewhere = make_login("koordination"), make_login("fremd")
    give(coordinator, network, Role.COORDINATOR)
    give(elsewhere, make_bare_network("Süd"), Role.COORDINATOR)
    people = (ada.user, cem.user, bea.user, coordinator, elsewhere)

    assert [can_move_post(one, post) for one in people] == [
        True,
        True,
        False,
        True,
        False,
    ]
    found = [list(list_move_targets(one, post, NOW)) for one in people]
    assert found == [[moths], [], [], [moths], []]
    assert not can_move_post(ada.user, comment_on(post, bea))
    assert not can_move_post(ada.user, make_post(ada, network))


@pytest.mark.requirement("CO28", "P5", "CO31")
def test_what_young_people_read_or_write_stays_and_nothing_comes_to_them(
    network, bees, moths, ada
):
    young = make_group_with_minors(network, ada)
    child = make_child("kim", network=network)
    join(young, child)
    inside, outside = make_post(child, network, young), make_post(ada, network, bees)
    among_adults = make_post(ada, network, bees)
    # As if a child had been in a group of adults once.
    join(bees, child)
    join(moths, child)
    comment_on(among_adults, child)

    assert not can_move_post(ada.user, inside)
    assert list_targets(ada, outside) == [moths]
    assert list_targets(ada, among_adults) == []
    for post, group in ((inside, moths), (outside, young), (among_adults, moths)):
        with pytest.raises(NotForThatGroupError):
            move(post, group, ada)


@pytest.mark.requirement("CO28")
def test_whoever_has_written_has_to_belong_to_the_other_group(
    network, bees, moths, ada, bea
):
    cem = make_old_member("cem", network)
    join(bees, cem)
    post = make_post(bea, network, bees)
    answer = comment_on(post, cem, state=PostState.HIDDEN)
    closed = list_targets(ada, post)
    with pytest.raises(NotForThatGroupError):
        move(post, moths, ada)
    join(moths, cem)
    opened = list_targets(ada, post)
    GroupMembership.objects.filter(group=moths, member=cem).update(state="ended")
    Post.objects.filter(pk=answer.pk).update(text="", author=None)

    assert (closed, opened, list_targets(ada, post)) == ([], [moths], [moths])


@pytest.mark.requirement("CO28")
@pytest.mark.parametrize(
    "change", [{"state": GroupState.ARCHIVED}, {"has_posts": False}]
)
def test_no_post_comes_where_nobody_writes(network, bees, moths, ada, change):
    post = make_post(ada, network, bees)
    type(moths).objects.filter(pk=moths.pk).update(**change)

    assert list_targets(ada, post) == []
    with pytest.raises(NotForThatGroupError):
        move(post, moths, ada)


@pytest.mark.requirement("CO28", "CO50")
@pytest.mark.parametrize("is_comment", [False, True])
def test_what_moderation_looks_at_stays(bees, ada, bea, is_comment):
    post = make_post(bea, bees.network, bees)
    comment = comment_on(post, bea)
    kind, row = ("comment", comment) if is_comment else ("post", post)
    before = can_move_post(ada.user, post)
    note(kind, row)

    assert (before, can_move_post(ada.user, post)) == (True, False)


@pytest.mark.requirement("CO28", "CO42")
def test_the_author_is_told_and_what_was_told_is_taken_back(
    network, bees, moths, ada, bea
):
    post = write_post(
        author=bea, network=network, group=bees, audience=GROUP, text="Hallo", now=NOW
    )
    write_comment(author=ada, parent=post, text="Ja", now=NOW)
    tell_new_posts(NOW + DAY)
    told = Notification.objects.count()
    post = move(post, moths, ada)
    lines = [line.sentence for line in get_centre_page(bea).lines]
    move(post, bees, bea, NOW + DAY)

    assert (told, lines) == (2, ["Your post stands in Falter now."])
    assert not Notification.objects.exists()


@pytest.mark.requirement("CO26", "CO27")
def test_its_line_in_the_feed_goes_to_those_of_the_other_group(
    network, bees, moths, ada, bea
):
    left, right = make_old_member("cem", network), make_old_member("dora", network)
    join(bees, left)
    join(moths, right)
    post = write_post(
        author=bea, network=network, group=bees, audience=GROUP, text="Hallo", now=NOW
    )
    deliver(NOW)
    before = [len(read(one)) for one in (left, right)]
    move(post, moths, ada, NOW + DAY)
    deliver(NOW + DAY)

    assert (before, [len(read(one)) for one in (left, right)]) == ([1, 0], [0, 1])
    assert [row.timestamp for row in Action.objects.all()] == [NOW]


@pytest.mark.requirement("CO28")
def test_what_is_gone_or_moved_is_moved_no_more(network, bees, moths, ada):
    moved, removed = make_post(ada, network, bees), make_post(ada, network, bees)
    move(Post.objects.get(pk=moved.pk), moths, ada)
    Post.objects.filter(pk=removed.pk).update(removed_at=NOW)

    for post in (moved, removed, comment_on(moved, ada)):
        with pytest.raises(PostClosedError):
            move(post, moths, ada)
    with pytest.raises(PostClosedError):
        write_comment(author=ada, parent=moved, text="Zu spät", now=NOW)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.requirement("CO28", "R12")
def test_moved_by_two_it_is_moved_once_and_no_comment_stays_behind(
    bees, moths, ada, bea, repetitions
):
    network = bees.network
    other = make_group(network, ada, bea, slug="hummeln")
    for _turn in range(repetitions):
        post = make_post(bea, network, bees)
        ends, barrier = [], threading.Barrier(3)

        def run(deed, ends=ends, barrier=barrier):
            barrier.wait()
            try:
                deed()
                ends.append("done")
            except PostClosedError:
                ends.append("closed")
            finally:
                connection.close()

        deeds = [
            lambda post=post: move(post, moths, ada),
            lambda post=post: move(post, other, ada),
            lambda post=post: write_comment(
                author=bea, parent=post, text="Ja", now=NOW
            ),
        ]
        threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        post.refresh_from_db()

        assert len(ends) == 3
        assert ends.count("done") in (1, 2)
        assert post.group in (moths, other)
        assert set(post.comments.values_list("group", flat=True)) <= {post.group_id}
        Post.objects.all().delete()
