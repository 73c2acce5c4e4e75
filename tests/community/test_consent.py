"""The gate: state, age and consent, asked anew each time (P2, P3)."""

import datetime as dt

import pytest
from django.utils import timezone

from cms.audiences import VISITOR, find_viewer
from community.consent import find_standing, find_standing_of_user
from community.enums import AccountState, ConsentScope
from community.models import Consent, Member
from tests.cms.staff import make_network
from tests.community.people import consent_to, make_child, make_login, make_member

pytestmark = pytest.mark.django_db
OTHERS = [scope for scope in ConsentScope if scope != ConsentScope.ACCOUNT]


def stand(member):
    return find_standing(member, timezone.now())


@pytest.mark.requirement("P20", "P2", "CO61")
def test_child_without_a_yes_takes_part_in_nothing():
    standing = stand(make_child(has_consent=False))

    assert (standing.is_pending, standing.takes_part) == (True, False)
    assert [standing.allows(scope) for scope in ConsentScope] == [False] * 5


@pytest.mark.requirement("P2", "CO61")
def test_each_scope_needs_a_yes_of_its_own():
    child = make_child()
    consent_to(child, ConsentScope.EVENTS)

    standing = stand(child)

    assert standing.takes_part
    assert {scope for scope in ConsentScope if standing.allows(scope)} == {
        ConsentScope.ACCOUNT,
        ConsentScope.EVENTS,
    }


@pytest.mark.requirement("P2")
def test_child_cannot_say_yes_in_the_place_of_the_guardian():
    child = make_child(has_consent=False)
    consent_to(child, *ConsentScope, by_guardian=False)

    assert stand(child).is_pending


@pytest.mark.requirement("P20", "P31")
def test_from_sixteen_on_the_own_yes_counts():
    youth = make_child(age=16)
    consent_to(youth, ConsentScope.MENTORING, by_guardian=False)
    consent_to(youth, ConsentScope.PICTURES)

    standing = stand(youth)

    assert (standing.is_minor, standing.takes_part) == (True, True)
    assert {scope for scope in ConsentScope if standing.allows(scope)} == {
        ConsentScope.MENTORING
    }


def test_adult_needs_no_consent():
    standing = stand(make_member())

    assert (standing.is_minor, standing.is_pending) == (False, False)
    assert [standing.allows(scope) for scope in ConsentScope] == [True] * 5


@pytest.mark.requirement("P3", "CO61")
def test_withdrawn_consent_counts_at_once():
    child = make_child()
    before = stand(child).takes_part

    Consent.objects.update(withdrawn_at=timezone.now() + dt.timedelta(seconds=1))

    assert (before, stand(child).takes_part) == (True, False)


@pytest.mark.parametrize("state", [s for s in AccountState if s != AccountState.ACTIVE])
def test_only_an_active_account_takes_part(state):
    member = make_member()
    Member.objects.update(state=state, closed_at=timezone.now())
    member.refresh_from_db()

    assert not stand(member).takes_part


@pytest.mark.requirement("CO12")
def test_viewer_of_a_member_holds_member_network_and_owner(portal):
    network, claimed = make_network("Nord"), make_network("Ost")
    member = make_member(network=network)
    make_member("bo", network=claimed, is_confirmed=False)

    mine = find_viewer(member.user).tokens
    theirs = find_viewer(Member.objects.get(user__username="bo").user).tokens

    shared = {"public", "member", "adult"}
    own, other = member.pk, member.pk + 1
    assert mine == {*shared, f"network:{network.pk}", f"owner:{own}", f"acting:{own}"}
    assert theirs == {*shared, f"owner:{other}", f"acting:{other}"}


@pytest.mark.requirement("P2", "P3", "CO12")
def test_viewer_without_consent_holds_the_own_things_only(portal):
    child = make_child(has_consent=False, network=make_network("Nord"))

    assert find_viewer(child.user).tokens == {"public", f"owner:{child.pk}"}


def test_visitors_and_staff_without_a_member_stand_nowhere():
    user = make_login("bo")

    assert find_standing_of_user(None, timezone.now()) is None
    assert find_standing_of_user(user, timezone.now()) is None
    assert find_viewer(user).tokens == {"public"}
    assert find_viewer(None) == VISITOR


@pytest.mark.requirement("A25")
def test_disabled_member_is_a_visitor():
    member = make_member()
    member.user.is_active = False

    assert find_standing_of_user(member.user, timezone.now()) is None
    assert find_viewer(member.user) == VISITOR
