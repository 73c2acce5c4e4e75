"""Who reads which post: one rule for lists, pages and the feed (CO28, P4, P17)."""

import pytest
import time_machine
from django.db import IntegrityError, transaction

from cms.audiences import VISITOR, Viewer, find_viewer
from cms.enums import Role
from community.enums import ContentAudience, GroupMembershipState, PostState
from community.models import GroupMembership, Post
from community.operations.accounts import pause_account
from community.operations.contacts import block_member
from tests.cms.staff import give
from tests.community.people import make_child, make_login
from tests.community.posts import (
    NOW,
    comment_on,
    join,
    make_bare_network,
    make_group,
    make_group_with_minors,
    make_old_member,
    make_post,
)

pytestmark = pytest.mark.django_db
GROUP, NETWORK, MEMBERS = ContentAudience


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


class World:
    """One network with a group, another one, and everybody who may want to read."""

    def __init__(self):
        self.own, self.other = make_bare_network("Nord"), make_bare_network("Ost")
        self.author = make_old_member("ada", self.own)
        self.mate = make_old_member("bea", self.other)
        self.group = make_group(self.own, self.author, self.mate, audience=MEMBERS)
        self.people = {
            "author": self.author.user,
            "mate": self.mate.user,
            "neighbour": make_old_member("cem", self.own).user,
            "stranger": make_old_member("dora", self.other).user,
            "claims": make_old_member("emil", self.own, is_confirmed=False).user,
            "minor": make_child("kim", network=self.own, now=NOW).user,
            "pending": make_child(
                "lou", network=self.own, has_consent=False, now=NOW
            ).user,
            "carer": make_login("koordination"),
            "editor": make_login("redaktion"),
            "other carer": make_login("koordination2"),
        }
        give(self.people["carer"], self.own, Role.COORDINATOR)
        give(self.people["editor"], self.own, Role.EDITOR)
        give(self.people["other carer"], self.other, Role.COORDINATOR)

    def list_readers(self, post):
        found = {
            name
            for name, user in self.people.items()
            if Post.objects.visible_to(find_viewer(user)).filter(pk=post.pk).exists()
        }
        if Post.objects.visible_to(VISITOR).filter(pk=post.pk).exists():
            found.add("visitor")
        return found


@pytest.fixture
def world(db):
    return World()


@pytest.mark.requirement("CO28", "P4")
@pytest.mark.parametrize(
    ("in_group", "opens", "audience", "readers"),
    [
        (True, MEMBERS, GROUP, {"author", "mate", "carer"}),
        (True, MEMBERS, NETWORK, {"author", "mate", "carer", "neighbour"}),
        (
            True,
            MEMBERS,
            MEMBERS,
            {"author", "mate", "carer", "neighbour", "stranger", "claims"},
        ),
        (True, NETWORK, MEMBERS, {"author", "mate", "carer", "neighbour"}),
        (True, GROUP, MEMBERS, {"author", "mate", "carer"}),
        (False, MEMBERS, NETWORK, {"author", "carer", "neighbour"}),
        (
            False,
            MEMBERS,
            MEMBERS,
            {"author", "mate", "carer", "neighbour", "stranger", "claims"},
        ),
        (True, MEMBERS, "unknown", {"author"}),
    ],
)
def test_audience_of_post_and_group_says_who_reads(
    world, in_group, opens, audience, readers
):
    world.group.audience = opens
    world.group.save()
    group = world.group if in_group else None
    post = make_post(world.author, world.own, group, audience=audience[:7])
    comment = comment_on(post, world.author)

    assert world.list_readers(post) == readers
    assert world.list_readers(comment) == readers


@pytest.mark.requirement("CO28", "CO55")
@pytest.mark.parametrize(
    ("values", "readers"),
    [
        ({"state": PostState.HELD}, {"author"}),
        ({"state": PostState.HIDDEN}, set()),
        ({"state": "new"}, set()),
        ({"removed_at": NOW}, set()),
    ],
)
def test_what_is_not_shown_takes_its_comments_along(world, values, readers):
    post = make_post(world.author, world.own, world.group, **values)
    comment = comment_on(post, world.mate)

    assert world.list_readers(post) == readers
    assert world.list_readers(comment) == set()


@pytest.mark.requirement("CO31", "P4", "P5")
def test_minor_reads_and_is_read_only_in_a_group_that_is_safe(world):
    kim = make_child("ida", network=world.own, now=NOW)
    leader = make_old_member("lea", world.own)
    safe = make_group_with_minors(world.own, leader, kim)
    world.people |= {"kim": kim.user, "leader": leader.user}
    own = make_post(kim, world.own, safe)
    answer = comment_on(own, leader)
    join(world.group, kim)
    elsewhere = make_post(world.author, world.own, world.group, audience=MEMBERS)

    assert world.list_readers(own) == {"kim", "leader", "carer"}
    assert world.list_readers(answer) == {"kim", "leader", "carer"}
    assert "kim" not in world.list_readers(elsewhere)

    leader.clearances.all().delete()
    assert world.list_readers(own) == {"kim", "leader", "carer"}
    assert world.list_readers(make_post(leader, world.own, safe)) == {
        "leader",
        "carer",
    }


@pytest.mark.requirement("P17", "CO53")
@pytest.mark.parametrize("is_turned", [False, True])
def test_block_hides_posts_and_comments_both_ways(world, is_turned):
    pair = [world.author, world.mate]
    blocker, blocked = pair[::-1] if is_turned else pair
    block_member(blocker=blocker, blocked=blocked, now=NOW)
    post = make_post(world.author, world.own, world.group)
    own = comment_on(post, world.mate)
    others = comment_on(make_post(None, world.own, world.group), world.author)

    assert world.list_readers(post) == {"author", "carer"}
    assert world.list_readers(own) == {"carer"}
    assert world.list_readers(others) == {"author", "carer"}


@pytest.mark.requirement("CO30", "P3")
def test_who_is_shut_out_or_rests_reads_nothing_any_more(world):
    post = make_post(world.author, world.own, world.group)
    GroupMembership.objects.filter(member=world.mate).update(
        state=GroupMembershipState.BANNED
    )
    pause_account(member=world.author, now=NOW)

    assert world.list_readers(post) == {"carer"}


@pytest.mark.parametrize(
    "values",
    [
        {"group": None, "audience": GROUP},
        {"is_pinned": True, "parent": True},
        {"is_locked": True, "parent": True},
        {"is_archived": True, "parent": True},
    ],
)
def test_database_refuses_what_makes_no_sense(world, values):
    post = make_post(world.author, world.own, world.group)
    values = values | ({"parent": post} if "parent" in values else {})

    with pytest.raises(IntegrityError), transaction.atomic():
        make_post(world.author, world.own, **{"group": world.group} | values)


def test_nobody_without_tokens_reads_anything(world):
    make_post(world.author, world.own, world.group, audience=MEMBERS)

    assert list(Post.objects.visible_to(Viewer(tokens=frozenset()))) == []
