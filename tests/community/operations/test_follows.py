"""Following, ending it without a word, and who can be followed (CO25)."""

import threading

import pytest
from actstream.models import Follow
from django.db import connection
from django.utils import timezone

from cms.audiences import find_viewer
from cms.models import Network, Term
from community.activity import get_source, is_followed, list_follows
from community.enums import AccountState, Audience
from community.models import FeedItem, Group, GroupMembership, Member, Notification
from community.operations.contacts import block_member
from community.operations.follows import (
    NotFollowableError,
    allow_followers,
    follow,
    sweep_follows,
    unfollow,
)
from tests.cms.pages import make_call, make_news
from tests.cms.staff import make_network
from tests.community.feeds import deliver, let_follow, read
from tests.community.organisations import make_organisation
from tests.community.people import make_child, make_member

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def make_open(name="bea", **values):
    member = make_member(name, **values)
    allow_followers(member=member, is_allowed=True)
    member.refresh_from_db()
    return member


@pytest.mark.requirement("CO25")
def test_everything_that_the_requirement_names_can_be_followed(portal):
    ada, network = make_member(), make_network("Musterland")
    topic = Term.objects.of("topic").in_use().first()
    group = Group.objects.create(
        network=network, name="Runde", kind="theme", audience="members", created_at=NOW
    )
    rows = [
        make_open(),
        network,
        make_organisation(),
        topic,
        group,
        make_call().call,
        make_news().article,
    ]
    let_follow(ada, *rows)
    let_follow(ada, *rows)

    assert set(list_follows(ada.user)) == {get_source(row) for row in rows}
    assert Follow.objects.count() == len(rows)
    assert Notification.objects.count() == 0


@pytest.mark.requirement("CO25", "P17")
@pytest.mark.parametrize(
    "hide",
    [
        lambda ada, bea: allow_followers(member=bea, is_allowed=False),
        lambda ada, bea: block_member(blocker=bea, blocked=ada, now=NOW),
        lambda ada, bea: block_member(blocker=ada, blocked=bea, now=NOW),
        lambda ada, bea: Member.objects.filter(pk=bea.pk).update(
            state=AccountState.PAUSED
        ),
        lambda ada, bea: type(bea.profile).objects.update(name_audience=Audience.OWNER),
        lambda ada, bea: Member.objects.filter(pk=bea.pk).update(
            birth_year=timezone.localdate().year - 15
        ),
    ],
)
def test_who_cannot_be_seen_cannot_be_followed_and_a_follow_ends(db, hide):
    ada, bea = make_member(), make_open()
    let_follow(ada, bea)
    hide(ada, bea)
    sweep_follows(NOW)

    assert list_follows(ada.user) == []
    with pytest.raises(NotFollowableError):
        let_follow(ada, bea)
    assert Notification.objects.count() == 0


@pytest.mark.requirement("CO25")
def test_nobody_follows_oneself_a_draft_or_a_group_that_is_closed_to_them(portal):
    ada = make_open("ada")
    call = make_call()
    call.unpublish()
    group = Group.objects.create(
        network=make_network("Musterland"), name="Runde", kind="theme", created_at=NOW
    )
    for row in (ada, call.call, group):
        with pytest.raises(NotFollowableError):
            let_follow(ada, row)


@pytest.mark.requirement("CO25")
def test_sweep_keeps_what_editors_take_down_for_a_moment_and_who_rests(portal):
    ada, bea, kim = make_member(), make_open(), make_child()
    call = make_call()
    let_follow(ada, call.call)
    let_follow(kim, make_network("Musterland"))
    call.unpublish()
    Member.objects.filter(pk=ada.pk).update(state=AccountState.PAUSED)

    assert sweep_follows(NOW) == 0
    Member.objects.filter(pk=ada.pk).update(state=AccountState.ACTIVE)
    assert sweep_follows(NOW) == 0
    assert is_followed(user=ada.user, row=call.call)
    assert not is_followed(user=ada.user, row=bea)


@pytest.mark.requirement("CO25")
def test_group_that_somebody_has_left_is_followed_no_more(db):
    ada, network = make_member(), make_network("Musterland")
    group = Group.objects.create(
        network=network, name="Runde", kind="theme", created_at=NOW
    )
    own = GroupMembership.objects.create(
        group=group, member=ada, state="active", since=NOW
    )
    let_follow(ada, group)
    own.delete()

    assert sweep_follows(NOW) == 1
    assert list_follows(ada.user) == []


@pytest.mark.requirement("CO25")
def test_unfollowing_takes_the_lines_along_and_twice_is_once(portal):
    ada, network = make_member(), Network.objects.get_site()
    let_follow(ada, network)
    make_news()
    deliver()
    assert len(read(ada)) == 1

    assert unfollow(member=ada, source=get_source(network)) is True
    assert unfollow(member=ada, source=get_source(network)) is False
    assert FeedItem.objects.count() == 0


@pytest.mark.race
@pytest.mark.requirement("R12", "CO25")
@pytest.mark.django_db(transaction=True)
def test_following_twenty_times_at_once_makes_one_row(repetitions):
    for number in range(repetitions):
        ada = make_member(f"ada{number}")
        network = make_network(f"Musterland {number}")
        viewer, failed = find_viewer(ada.user), []
        barrier = threading.Barrier(20)

        def run(ada=ada, network=network, viewer=viewer, barrier=barrier, to=failed):
            barrier.wait()
            try:
                follow(member=ada, row=network, viewer=viewer, now=NOW)
            except Exception as error:  # noqa: BLE001 -- shown by the assertion
                to.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=run) for _one in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert failed == []
        assert Follow.objects.filter(user=ada.user).count() == 1
