"""Muting a person: silent for who mutes, as ever for everybody else (CO53, P17)."""

import threading

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.audiences import find_viewer
from cms.models import OutboxMail
from community.activity.feed import get_feed
from community.activity.places import Chosen
from community.enums import Audience
from community.models import Contact, Member, Message, Mute, Notification, Post, Profile
from community.notifications.centre import find_unread_count, get_centre_page
from community.notifications.gate import list_live
from community.operations.contacts import accept_contact, ask_for_contact
from community.operations.mutes import OwnMuteError, mute_member, unmute_member
from community.operations.post_ends import tell_new_posts
from community.operations.posts import say_thanks, write_comment, write_post
from community.queries.posts import find_post, list_comments, list_posts
from tests.community import enquiries, messaging
from tests.community.feeds import deliver, read
from tests.community.people import make_child, make_member
from tests.community.posts import (
    DAY,
    NOW,
    comment_on,
    make_bare_network,
    make_group,
    make_old_member,
    make_post,
)
from tests.community.profiles import make_contact

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english_interface")]


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
def cem(network):
    return make_old_member("cem", network)


@pytest.fixture
def group(network, ada, bea, cem):
    return make_group(network, ada, bea, cem)


def mute(member, muted):
    mute_member(member=member, muted=muted, now=NOW)


def list_told(member):
    return list(
        Notification.objects.filter(recipient=member).values_list("kind", flat=True)
    )


def list_authors(member, group):
    """Return whose posts stand in the group's list, with how many comments each has."""
    listing = list_posts(
        rows=Post.objects.filter(group=group),
        viewer=find_viewer(member.user),
        day=NOW.date(),
        given=None,
        path="/",
    )
    return [(seen.author, seen.comment_count) for seen in listing.posts]


def write(author, group, text="Wer kommt mit?"):
    return write_post(
        author=author,
        network=group.network,
        group=group,
        audience="group",
        text=text,
        now=NOW,
    )


@pytest.mark.requirement("CO53", "P17")
def test_posts_and_comments_are_in_no_list_and_come_back(group, ada, bea, cem):
    post = make_post(cem, group.network, group)
    comment_on(post, bea)
    comment_on(post, ada)
    theirs = make_post(bea, group.network, group, created_at=NOW - DAY)
    empty = make_post(None, group.network, group, created_at=NOW - 2 * DAY)
    mute(ada, bea)
    viewer = find_viewer(ada.user)
    silent = list_authors(ada, group)
    comments = [seen.author for seen in list_comments(post, viewer, NOW.date())]
    others = [list_authors(one, group) for one in (bea, cem)]
    unmute_member(member=ada, muted=bea)

    assert silent == [("Cem", 1), ("A member", 0)]
    assert comments == ["Ada"]
    # What the two may see of each other is not changed: only lists are.
    assert find_post(theirs.key, viewer) == theirs
    assert others == [[("Cem", 2), ("Bea", 0), ("A member", 0)]] * 2
    assert list_authors(ada, group) == others[0]
    assert empty.author is None


@pytest.mark.requirement("CO53", "P17", "CO26")
def test_feed_leaves_out_what_the_person_did_and_nothing_else(group, ada, bea, cem):
    for author in (bea, cem):
        write(author, group, f"Hier schreibt {author.display_name}.")
    deliver()
    before = [sorted(line.actors) for line in read(ada)]
    mute(ada, bea)
    silent = [line.actors for line in read(ada)]
    theirs = [line.actors for line in read(bea)]
    unmute_member(member=ada, muted=bea)

    assert sorted(before) == [["Bea"], ["Cem"]]
    assert (silent, theirs) == ([["Cem"]], [["Cem"]])
    assert [sorted(line.actors) for line in read(ada)] == before


@pytest.mark.requirement("CO53")
def test_feed_costs_no_more_queries_with_more_muted(group, ada, bea, cem):
    write(bea, group)
    write(cem, group)
    deliver()
    viewer, counts = find_viewer(ada.user), []
    for muted in ((), (cem, make_member("dan"), make_member("eva"))):
        for one in muted:
            mute(ada, one)
        with CaptureQueriesContext(connection) as asked:
            get_feed(member=ada, viewer=viewer, chosen=Chosen(), now=NOW)
        counts.append(len(asked.captured_queries))

    assert counts[0] == counts[1]


def thank(ada, bea, group):
    say_thanks(post=make_post(ada, group.network, group), member=bea, now=NOW)


def comment(ada, bea, group):
    parent = make_post(ada, group.network, group)
    write_comment(author=bea, parent=parent, text="Ich.", now=NOW)


def mention(ada, bea, group):
    write(bea, group, f"Frag @{ada.slug}.")


def tell_group(ada, bea, group):
    make_post(bea, group.network, group)
    tell_new_posts(NOW + DAY)


def ask(ada, bea, group):
    ask_for_contact(asker=bea, asked=ada, words="Hallo", now=NOW)


def accept(ada, bea, group):
    ask_for_contact(asker=ada, asked=bea, words="Hallo", now=NOW)
    accept_contact(contact=Contact.objects.get(), now=NOW)


def message(ada, bea, group):
    make_contact(ada, bea)
    messaging.write(bea, ada)


def enquire(ada, bea, group):
    enquiries.write(ada, sender=bea, now=NOW)


DEEDS = {
    "post-thanks": thank,
    "post-reply": comment,
    "post-mention": mention,
    "post-new": tell_group,
    "contact-asked": ask,
    "contact-accepted": accept,
    "message-written": message,
    "enquiry": enquire,
}


@pytest.mark.requirement("CO53", "P17")
@pytest.mark.parametrize("kind", DEEDS)
@pytest.mark.parametrize("is_muted", [False, True])
def test_nothing_that_the_person_does_is_told(kind, is_muted, group, ada, bea):
    Profile.objects.update(name_audience=Audience.PUBLIC)
    if is_muted:
        mute(ada, bea)
    DEEDS[kind](ada, bea, group)

    assert list_told(ada) == ([] if is_muted else [kind])
    assert OutboxMail.objects.filter(recipient=ada.user.email).count() <= len(
        list_told(ada)
    )


@pytest.mark.requirement("CO53", "P17")
@pytest.mark.parametrize("is_muted", [False, True])
def test_comment_of_a_person_without_a_name_is_silent_too(is_muted, network, ada, bea):
    Profile.objects.filter(member=bea).update(name_audience=Audience.OWNER)
    post = make_post(ada, network)
    if is_muted:
        mute(ada, bea)
    write_comment(author=bea, parent=post, text="Ich.", now=NOW)

    told = Notification.objects.filter(recipient=ada).values_list("kind", "actor")
    assert list(told) == ([] if is_muted else [("post-reply", None)])


@pytest.mark.requirement("CO53", "P17")
def test_contact_and_messages_stay_as_they_are(ada, bea):
    contact = make_contact(ada, bea)
    mute(ada, bea)
    messaging.write(bea, ada)
    contact.refresh_from_db()

    assert contact.state == "accepted"
    assert Message.objects.filter(author=bea).count() == 1
    for one, other in ((ada, bea), (bea, ada)):
        viewer = find_viewer(one.user)
        assert viewer.holds(f"contact:{other.pk}")
        assert viewer.blocked == frozenset()


@pytest.mark.requirement("CO53", "P17", "R6.4")
def test_what_was_told_before_is_silent_too_and_comes_back(group, ada, bea):
    comment(ada, bea, group)
    keys = list(Notification.objects.values_list("pk", flat=True))

    def count():
        lines = len(get_centre_page(ada).lines)
        return lines, find_unread_count(ada.user, NOW), len(list_live(keys, NOW))

    counts = [count()]
    mute(ada, bea)
    counts.append(count())
    unmute_member(member=ada, muted=bea)
    counts.append(count())

    assert counts == [(1, 1, 1), (0, 0, 0), (1, 1, 1)]


@pytest.mark.requirement("CO53", "P17")
@pytest.mark.parametrize("is_muted", [False, True])
def test_supervised_message_of_a_muted_person_is_not_told(network, is_muted):
    mira = make_old_member("mira", network)
    kim = make_child("kim", network=network)
    messaging.allow_mentoring(kim)
    messaging.clear(mira, network)
    with messaging.matching((mira, kim, network)):
        if is_muted:
            mute(kim, mira)
        messaging.write(mira, kim)

    assert list_told(kim) == ([] if is_muted else ["message-supervised"])


@pytest.mark.requirement("CO53", "R12")
def test_twice_is_once_and_nobody_mutes_themselves(ada, bea):
    mute(ada, bea)
    mute(ada, bea)
    with pytest.raises(OwnMuteError):
        mute(ada, ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mute.objects.create(member=ada, muted=ada, since=NOW)

    assert Mute.objects.get().muted == bea


@pytest.mark.requirement("CO53", "P10")
@pytest.mark.parametrize("who", ["ada", "bea"])
def test_mute_goes_with_either(ada, bea, who):
    mute(ada, bea)
    Member.objects.get(display_name=who.capitalize()).delete()

    assert Mute.objects.count() == 0


@pytest.mark.race
@pytest.mark.requirement("CO53", "R12")
@pytest.mark.django_db(transaction=True)
def test_many_mutes_at_once_make_one_row(repetitions):
    for number in range(repetitions):
        ada, bea = make_member(f"ada{number}"), make_member(f"bea{number}")
        barrier, failed = threading.Barrier(8), []

        def run(ada=ada, bea=bea, barrier=barrier, failed=failed):
            barrier.wait()
            try:
                mute_member(member=ada, muted=bea, now=timezone.now())
            except Exception as error:  # noqa: BLE001 -- whatever it is, it must not happen
                failed.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=run) for _one in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert failed == []
        assert Mute.objects.filter(member=ada, muted=bea).count() == 1
