"""Who may read what of a member: one rule, tried for all people and all audiences (CO11–CO13)."""

import datetime as dt

import pytest
from django.utils import timezone

from cms.audiences import VISITOR, Viewer, find_viewer
from cms.enums import Role
from community.enums import AccountState, Audience
from community.models import Block, Contact, Member, Profile
from community.models.member import NOBODY
from community.models.profile import PARTS
from tests.cms.staff import give, make_network
from tests.community.people import make_child, make_login, make_member

pytestmark = pytest.mark.django_db
DAY = dt.date(2027, 3, 3)


@pytest.fixture
def network():
    return make_network("MINT Musterstadt")


def make_contact(one, other):
    low, high = sorted([one.pk, other.pk])
    return Contact.objects.create(
        asker=one,
        asked=other,
        low=low,
        high=high,
        state="accepted",
        asked_at=timezone.now(),
    )


def find_reach(member, user):
    rows = Member.objects.with_reach(find_viewer(user), timezone.localdate())
    found = rows.filter(pk=member.pk).first()
    return NOBODY if found is None else found.reach


def make_staff(name, network, role):
    user = make_login(name)
    give(user, network, role)
    return user


@pytest.mark.requirement("CO11", "CO12")
def test_each_viewer_reaches_as_far_as_the_relation_goes(network):
    other = make_network("MINT Anderswo")
    ada = make_member("ada", network=network)
    friend = make_member("bea")
    make_contact(ada, friend)

    reaches = {
        "owner": find_reach(ada, ada.user),
        "coordinator": find_reach(ada, make_staff("kim", network, Role.COORDINATOR)),
        "editor": find_reach(ada, make_staff("edi", network, Role.EDITOR)),
        "coordinator elsewhere": find_reach(
            ada, make_staff("kai", other, Role.COORDINATOR)
        ),
        "contact": find_reach(ada, friend.user),
        "member": find_reach(ada, make_member("cem").user),
        "youth": find_reach(ada, make_member("dora", age=17).user),
        "child": find_reach(ada, make_child("ede").user),
        "pending": find_reach(ada, make_child("fee", has_consent=False).user),
        "visitor": find_reach(ada, None),
    }

    assert reaches == {
        "owner": Audience.OWNER,
        "coordinator": Audience.STAFF,
        "editor": Audience.PUBLIC,
        "coordinator elsewhere": Audience.PUBLIC,
        "contact": Audience.CONTACTS,
        "member": Audience.MEMBERS,
        "youth": Audience.PUBLIC,
        "child": Audience.PUBLIC,
        "pending": Audience.PUBLIC,
        "visitor": Audience.PUBLIC,
    }


@pytest.mark.requirement("P4", "CO64")
@pytest.mark.parametrize("age", [14, 17])
def test_nobody_but_the_coordination_reaches_a_minor(network, age):
    minor = make_child("ede", age=age, network=network)
    Profile.objects.update(**{f"{part}_audience": Audience.PUBLIC for part in PARTS})
    adult = make_member("bea", network=network)
    make_contact(minor, adult)

    reaches = [
        find_reach(minor, user)
        for user in (
            minor.user,
            make_staff("kim", network, Role.COORDINATOR),
            adult.user,
            make_child("fee", network=network).user,
            make_staff("edi", network, Role.EDITOR),
            None,
        )
    ]

    assert reaches == [Audience.OWNER, Audience.STAFF, *[NOBODY] * 4]


@pytest.mark.requirement("CO11")
def test_claim_that_nobody_confirmed_opens_nothing_to_its_coordination(network):
    minor = make_child("ede", network=network, is_confirmed=False)

    reach = find_reach(minor, make_staff("kim", network, Role.COORDINATOR))

    assert reach == NOBODY


@pytest.mark.requirement("P32", "CO64")
def test_reaching_eighteen_opens_nothing_that_was_closed():
    member = make_member("ada", age=17)
    birthday = member.get_birthday_of(18)
    Profile.objects.update(name_audience=Audience.STAFF)
    viewer = Viewer(tokens=frozenset({"public", "adult"}))

    seen = Member.objects.visible_to(viewer, birthday).count()

    assert seen == 0


@pytest.mark.requirement("CO11")
@pytest.mark.parametrize(
    "state", [AccountState.PAUSED, AccountState.BLOCKED, AccountState.CLOSED]
)
def test_account_that_rests_or_is_blocked_is_gone_for_others(state):
    ada = make_member("ada")
    Profile.objects.update(name_audience=Audience.PUBLIC)
    Member.objects.filter(pk=ada.pk).update(state=state, closed_at=timezone.now())

    assert find_reach(ada, None) == NOBODY
    assert Member.objects.listed_for(VISITOR, DAY).count() == 0


@pytest.mark.requirement("CO53", "P17")
def test_block_hides_both_from_each_other_and_from_nobody_else():
    ada, bea, cem = make_member("ada"), make_member("bea"), make_member("cem")
    Profile.objects.update(name_audience=Audience.PUBLIC)
    Block.objects.create(blocker=ada, blocked=bea, since=timezone.now())

    assert [find_reach(ada, bea.user), find_reach(bea, ada.user)] == [NOBODY, NOBODY]
    assert [find_reach(ada, cem.user), find_reach(bea, cem.user)] == [3, 3]


@pytest.mark.requirement("CO12")
def test_unknown_audience_opens_a_part_to_nobody_but_the_owner():
    ada = make_member("ada")
    Profile.objects.update(name_audience=99, phone_audience=99)

    listed = Member.objects.visible_to(VISITOR, timezone.localdate()).count()
    ada.profile.refresh_from_db()

    assert listed == 0
    assert [ada.profile.opens("phone", reach) for reach in range(6)] == [False] * 6


@pytest.mark.requirement("CO11")
def test_part_is_open_exactly_from_its_audience_on():
    profile = Profile(name_audience=Audience.PUBLIC)
    opened = {}
    for audience in Audience:
        profile.phone_audience = audience
        opened[audience] = [
            reach for reach in Audience if profile.opens("phone", reach)
        ]

    assert opened == {
        Audience.OWNER: [0],
        Audience.STAFF: [0, 1],
        Audience.CONTACTS: [0, 1, 2],
        Audience.MEMBERS: [0, 1, 2, 3],
        Audience.PUBLIC: [0, 1, 2, 3, 4],
    }


@pytest.mark.requirement("CO11")
def test_closed_name_closes_every_part():
    profile = Profile(name_audience=Audience.OWNER, about_audience=Audience.PUBLIC)

    assert [profile.opens("about", reach) for reach in Audience] == [True] + [False] * 4


@pytest.mark.requirement("CO11", "P4")
def test_what_nobody_chose_is_narrow():
    member = make_member("ada")
    opened = {part for part in PARTS if member.profile.opens(part, Audience.MEMBERS)}
    contact = {"email", "phone", "place"}

    assert opened == set(PARTS) - contact
    assert [p for p in PARTS if member.profile.opens(p, Audience.PUBLIC)] == []
    assert [p for p in contact if member.profile.opens(p, Audience.STAFF)] == []
