"""Two people say yes, where a network wants that (CO56)."""

import datetime as dt
import threading

import pytest
from django.db import connection

from cms.models import StateChange
from cms.transitions import TransitionError, WrongStateError
from community.enums import ClaimState, MembershipState
from community.models import Membership, TeamMembership
from community.operations.joining import confirm_at_once
from community.operations.memberships import (
    SaidYes,
    answer_question,
    confirm_memberships,
    decide_membership,
)
from community.operations.organisation_claims import (
    accept_claim,
    claim_organisation,
    reject_claim,
)
from community.operations.two_people import SamePersonError
from tests.cms.staff import make_user
from tests.community.organisations import make_pre_made
from tests.community.people import make_member
from tests.community.posts import make_bare_network

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def network(db, settings):
    settings.VERBUND_TWO_PEOPLE_NETWORKS = ["nord"]
    return make_bare_network("Nord")


@pytest.fixture
def clara(db):
    return make_user("clara")


@pytest.fixture
def dora(db):
    return make_user("dora")


def claim(network, name="ada"):
    member = make_member(name, network=network, is_confirmed=False)
    return Membership.objects.get(member=member)


def decide(row, actor, decision="confirmed", words="", now=NOW):
    row = Membership.objects.get(pk=row.pk)
    return decide_membership(
        membership=row,
        decision=MembershipState(decision),
        words=words,
        actor=actor,
        now=now,
    )


def claim_entry(network, name="bodo"):
    return claim_organisation(
        organisation=make_pre_made(f"Werke von {name}", network=network),
        member=make_member(name),
        words="Ich leite das Haus.",
        now=NOW,
    )


def find(row):
    """Return state and first yes as the database has them."""
    row = type(row).objects.get(pk=row.pk)
    return row.state, row.first_yes_by, row.first_yes_at


def list_log(row):
    rows = StateChange.objects.filter(object_id=row.pk).order_by("pk")
    kind = type(row)._meta.model_name
    return list(
        rows.filter(content_type__model=kind)
        .exclude(to_state="claimed")
        .values_list("field", "actor__username", "changed_at")
    )


@pytest.mark.requirement("CO56")
def test_second_person_completes_what_the_first_has_begun(network, clara, dora):
    row = claim(network)
    first = decide(row, clara)
    between = find(row)
    decide(row, dora, now=LATER)

    assert first.state == MembershipState.CLAIMED
    assert between == (MembershipState.CLAIMED, clara, NOW)
    assert find(row) == (MembershipState.CONFIRMED, None, None)
    assert list_log(row) == [("first_yes", "clara", NOW), ("state", "dora", LATER)]


@pytest.mark.requirement("CO56")
def test_same_person_says_yes_once(network, clara):
    row = claim(network)
    decide(row, clara)
    with pytest.raises(SamePersonError):
        decide(row, clara, now=LATER)

    assert find(row) == (MembershipState.CLAIMED, clara, NOW)


@pytest.mark.requirement("CO56")
def test_one_person_says_no_or_asks_for_more(network, clara, dora):
    rows = [claim(network, name) for name in ("ada", "bea", "cem")]
    for row in rows[1:]:
        decide(row, clara)
    decide(rows[0], clara, "declined")
    decide(rows[1], clara, "declined")
    decide(rows[2], dora, "asked", "Wo lehrst du?")
    asked = find(rows[2])
    answer_question(
        membership=Membership.objects.get(pk=rows[2].pk),
        answer="In Mainz.",
        actor=None,
        now=NOW,
    )
    # What was said before the answer counts no more.
    decide(rows[2], clara)

    assert [find(row) for row in rows] == [
        (MembershipState.DECLINED, None, None),
        (MembershipState.DECLINED, None, None),
        (MembershipState.CLAIMED, clara, NOW),
    ]
    assert asked == (MembershipState.ASKED, None, None)


@pytest.mark.requirement("CO56")
def test_other_networks_need_one_person(network, clara):
    row = claim(make_bare_network("Ost"))
    decide(row, clara)

    assert find(row) == (MembershipState.CONFIRMED, None, None)
    assert list_log(row) == [("state", "clara", NOW)]


@pytest.mark.requirement("CO56")
def test_several_at_once_are_noted_then_confirmed(network, clara, dora):
    rows = [claim(network, "ada"), claim(make_bare_network("Ost"), "bea")]

    def confirm(actor):
        fresh = Membership.objects.filter(pk__in=[row.pk for row in rows])
        return confirm_memberships(
            memberships=list(fresh.order_by("pk")), actor=actor, now=NOW
        )

    assert confirm(clara) == SaidYes(confirmed=1, noted=1)
    assert confirm(clara) == SaidYes(confirmed=0, noted=0)
    assert confirm(dora) == SaidYes(confirmed=1, noted=0)


@pytest.mark.requirement("CO56")
def test_yes_comes_too_late_for_what_is_decided(network, clara, dora):
    row = claim(network)
    decide(row, clara, "declined")
    with pytest.raises(WrongStateError):
        decide(row, dora)

    assert find(row) == (MembershipState.DECLINED, None, None)


@pytest.mark.requirement("CO56", "CO3")
def test_code_or_invitation_leaves_no_first_yes_behind(network, clara):
    row = claim(network)
    decide(row, clara)
    confirm_at_once(
        membership=Membership.objects.get(pk=row.pk), actor=None, reason="", now=LATER
    )

    assert find(row) == (MembershipState.CONFIRMED, None, None)


@pytest.mark.requirement("CO56", "P10")
def test_first_yes_of_an_erased_person_counts_and_names_nobody(network, clara, dora):
    row = claim(network)
    decide(row, clara)
    clara.delete()
    between = find(row)
    decide(row, dora)

    assert between == (MembershipState.CLAIMED, None, NOW)
    assert find(row) == (MembershipState.CONFIRMED, None, None)


@pytest.mark.requirement("CO56", "SP48")
def test_organisation_is_taken_over_by_the_second_yes(network, portal, clara, dora):
    row = claim_entry(network)
    accept_claim(claim=row, actor=clara, now=NOW)
    between = find(row), TeamMembership.objects.count()
    with pytest.raises(SamePersonError):
        accept_claim(claim=row, actor=clara, now=NOW)
    accept_claim(claim=row, actor=dora, now=LATER)

    assert between == ((ClaimState.OPEN, clara, NOW), 0)
    assert find(row) == (ClaimState.ACCEPTED, None, None)
    assert TeamMembership.objects.admins().get().member == row.member
    assert list_log(row) == [("first_yes", "clara", NOW), ("state", "dora", LATER)]


@pytest.mark.requirement("CO56", "SP48")
def test_proof_by_link_needs_nobody_and_a_no_one_person(network, portal, clara):
    proved, refused = claim_entry(network), claim_entry(network, "berta")
    accept_claim(claim=refused, actor=clara, now=NOW)
    accept_claim(claim=proved, actor=None, now=NOW)
    reject_claim(claim=refused, words="Nein.", actor=clara, now=NOW)

    assert find(proved) == (ClaimState.ACCEPTED, None, None)
    assert find(refused) == (ClaimState.REJECTED, None, None)


def do_together(*deeds):
    """Run all at once; return how each ended, sorted."""
    ends, barrier = [], threading.Barrier(len(deeds))

    def run(deed):
        barrier.wait()
        try:
            ends.append(str(deed().state))
        except (SamePersonError, TransitionError) as error:
            ends.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


@pytest.mark.race
@pytest.mark.requirement("CO56", "R12")
@pytest.mark.django_db(transaction=True)
def test_decisions_at_the_same_moment(repetitions, settings):
    settings.VERBUND_TWO_PEOPLE_NETWORKS = ["nord"]
    for number in range(repetitions):
        network = make_bare_network("Nord")
        people = [make_user(f"{name}{number}") for name in ("clara", "dora", "eva")]
        two, same, three = (claim(network, f"{name}{number}") for name in "abc")

        def say(row, actor):
            return lambda: decide(row, actor)

        ends = [
            do_together(say(two, people[0]), say(two, people[1])),
            do_together(say(same, people[0]), say(same, people[0])),
            do_together(*(say(three, one) for one in people)),
        ]

        assert ends == [
            ["claimed", "confirmed"],
            ["SamePersonError", "claimed"],
            ["WrongStateError", "claimed", "confirmed"],
        ]
        assert [find(row)[0] for row in (two, same, three)] == [
            MembershipState.CONFIRMED,
            MembershipState.CLAIMED,
            MembershipState.CONFIRMED,
        ]
        network.delete()
