"""Who comes of age in a group for young people leaves it, at the first of the month (CO31)."""

import datetime as dt

import pytest
from django.utils import timezone

from cms.audiences import Viewer
from cms.enums import Role
from community.cms_audiences import list_ties
from community.consent import find_standing
from community.enums import (
    AgeStep,
    ClearanceState,
    ClearanceTier,
    GroupMembershipState,
    GroupRole,
)
from community.models import AgeNotice, Clearance, Group, GroupMembership, Notification
from community.operations.group_ages import let_grown_ups_go, tell_who_grows_up
from community.operations.group_members import NotAdmittedError, join_as_invited
from tests.cms.staff import give, make_user
from tests.community.people import make_child
from tests.community.posts import (
    DAY,
    NOW,
    join,
    make_bare_network,
    make_group_with_minors,
    make_old_member,
)

pytestmark = pytest.mark.django_db
# Born in March 2009: 18 from 1 April 2027, 00:00 Berlin, which is 22:00 UTC of the day before.
BEFORE = dt.datetime(2027, 3, 31, 21, 59, tzinfo=dt.UTC)
GROWN = dt.datetime(2027, 3, 31, 22, 0, tzinfo=dt.UTC)
WARNED = dt.datetime(2027, 3, 3, 23, 0, tzinfo=dt.UTC)


@pytest.fixture
def network(portal):
    return make_bare_network("Nord")


@pytest.fixture
def kim(network):
    child = make_child("kim", age=17, network=network, now=NOW - 100 * DAY)
    child.birth_year, child.birth_month = 2009, 3
    child.save()
    return child


@pytest.fixture
def group(network, kim):
    return make_group_with_minors(network, make_old_member("lea", network), kim)


def answer(member):
    AgeNotice.objects.create(member=member, step=AgeStep.ADULT, answered_at=GROWN)


def reads(member, now):
    standing = find_standing(member, now)
    ties = set(list_ties(standing, timezone.localdate(now)))
    viewer = Viewer(tokens=frozenset(f"{kind}:{key}" for kind, key in ties))
    return Group.objects.read_by(viewer).exists()


def get_state(member):
    return GroupMembership.objects.get(member=member).state


@pytest.mark.requirement("CO31", "P32")
@pytest.mark.parametrize("has_answered", [False, True])
def test_group_is_closed_from_the_first_of_the_month_without_any_job(
    kim, group, has_answered
):
    before = reads(kim, BEFORE)
    if has_answered:
        answer(kim)

    assert (before, reads(kim, GROWN)) == (True, False)


@pytest.mark.requirement("CO31")
def test_place_ends_at_the_boundary_and_others_stay(kim, group, network):
    ben = make_child("ben", age=14, network=network, now=NOW - 100 * DAY)
    join(group, ben)

    counts = [let_grown_ups_go(BEFORE), let_grown_ups_go(GROWN)]
    again = let_grown_ups_go(GROWN + DAY)

    assert (counts, again) == ([0, 1], 0)
    states = GroupMembership.objects.order_by("member__slug").values_list(
        "member__display_name", "state"
    )
    assert sorted(states) == [("Ben", "active"), ("Kim", "ended"), ("Lea", "active")]
    told = Notification.objects.filter(recipient=kim, kind="group-grown-up")
    assert list(told.values_list("payload", flat=True)) == [{"group": "Forscher"}]


@pytest.mark.requirement("CO31")
def test_notice_comes_four_weeks_before_once(kim, group):
    counts = [
        tell_who_grows_up(WARNED - dt.timedelta(hours=1)),
        tell_who_grows_up(WARNED),
        tell_who_grows_up(WARNED + DAY),
    ]

    told = Notification.objects.filter(kind="group-grows-up")
    assert counts == [0, 1, 1]
    assert list(told.values_list("recipient__display_name", "payload")) == [
        ("Kim", {"group": "Forscher", "day": "April 1, 2027"})
    ]


@pytest.mark.requirement("CO31", "ME16")
@pytest.mark.parametrize(
    ("tier", "days", "stays"),
    [
        (ClearanceTier.GROUP, 100, True),
        (ClearanceTier.IN_PERSON, 100, True),
        (ClearanceTier.GROUP, -1, False),
    ],
)
def test_who_is_cleared_stays(kim, group, tier, days, stays):
    today = timezone.localdate(GROWN)
    Clearance.objects.create(
        member=kim,
        network=group.network,
        tier=tier,
        state=ClearanceState.APPROVED,
        certificate_date=today - 60 * DAY,
        inspected_on=today - 50 * DAY,
        valid_until=today + days * DAY,
    )
    answer(kim)

    assert let_grown_ups_go(GROWN) == int(not stays)
    assert reads(kim, GROWN) is stays


@pytest.mark.requirement("CO31")
def test_only_the_coordination_lets_grown_ups_stay(kim, group, network):
    coordinator = make_user("cora")
    give(coordinator, network, Role.COORDINATOR)
    answer(kim)

    with pytest.raises(NotAdmittedError):
        join_as_invited(
            group=group, member=kim, inviter=group.in_charge.user, now=GROWN
        )
    join_as_invited(group=group, member=kim, inviter=coordinator, now=GROWN)

    assert let_grown_ups_go(GROWN) == 0
    assert (reads(kim, GROWN), get_state(kim)) == (True, GroupMembershipState.ACTIVE)


@pytest.mark.requirement("CO31", "P32")
def test_silent_grown_up_is_let_in_by_nobody_who_leads(kim, group):
    let_grown_ups_go(GROWN)

    with pytest.raises(NotAdmittedError):
        join_as_invited(
            group=group, member=kim, inviter=group.in_charge.user, now=GROWN
        )


@pytest.mark.requirement("CO31")
def test_a_role_given_by_who_leads_keeps_nobody(kim, group):
    answer(kim)
    GroupMembership.objects.filter(member=kim).update(role=GroupRole.MODERATOR)

    assert (reads(kim, GROWN), let_grown_ups_go(GROWN)) == (False, 1)
    assert get_state(kim) == GroupMembershipState.ENDED
