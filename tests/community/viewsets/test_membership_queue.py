"""Claims: asked for more, answered, confirmed together, and how long people wait (CO56)."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.conf import DEFAULTS
from cms.enums import Role
from cms.models import OutboxMail, StateChange
from community.enums import AccountState, MembershipState
from community.models import Member, Membership, Notification
from community.operations.memberships import decide_membership
from community.permissions.memberships import get_readable_memberships
from community.queries.memberships import get_median_wait
from tests.cms.staff import give, make_network, make_user
from tests.community.invitations import make_coordinator
from tests.community.people import make_child, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def clara(network):
    return enter(make_coordinator(network))


def enter(user):
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def claim(network, name="ada", make=make_member):
    member = make(name, network=network, is_confirmed=False)
    return Membership.objects.get(member=member)


def decide(row, actor, decision="asked", words="Wo lehrst du?", now=None):
    return decide_membership(
        membership=row,
        decision=MembershipState(decision),
        words=words,
        actor=actor,
        now=now or timezone.now(),
    )


def answer(row, text="In Mainz.", user=None):
    client = enter(user or row.member.user)
    url = reverse("community_me:membership_answer", args=[row.pk])
    return client.post(url, {"answer": text})


@pytest.mark.requirement("CO56")
@pytest.mark.parametrize("make", [make_member, make_child])
def test_network_asks_for_more_and_the_member_answers(clara, network, make):
    make_member("carl", network=network)
    give(Member.objects.get(slug__startswith="carl").user, network, Role.COORDINATOR)
    row = claim(network, make=make)
    url = reverse("memberships:edit", args=[row.pk])
    OutboxMail.objects.all().delete()

    empty = clara.post(url, {"decision": "asked", "words": ""})
    clara.post(url, {"decision": "asked", "words": "Wo lehrst du?"})
    told = list(OutboxMail.objects.values_list("recipient", "template"))
    page = enter(row.member.user).get(
        reverse("community_me:membership_answer", args=[row.pk])
    )
    answered = answer(row)
    row.refresh_from_db()

    kinds = Notification.objects.filter(kind="membership-claimed", read_at=None)
    moves = StateChange.objects.filter(object_id=row.pk, field="state").order_by("pk")
    assert list(empty.context["form"].errors) == ["words"]
    assert told == [("ada@example.org", "community/mail/membership_asked")]
    assert (b"Wo lehrst du?" in page.content, page.headers["Cache-Control"]) == (
        True,
        "private, no-store",
    )
    assert (answered.status_code, row.state, row.answer) == (
        302,
        "claimed",
        "In Mainz.",
    )
    assert list(moves.values_list("to_state", flat=True))[-2:] == ["asked", "claimed"]
    assert kinds.filter(recipient__slug__startswith="carl").count() == 1


@pytest.mark.requirement("CO56", "A2", "R18")
def test_only_the_member_answers_and_only_a_question(clara, network):
    row = claim(network)
    decide(row, clara.user)
    other = make_member("otto")

    answers = [
        answer(row, user=other.user).status_code,
        answer(row, "").status_code,
        answer(row, "x" * 10_000).status_code,
        answer(row, "a\x00b").status_code,
        answer(row, "Null 😀").status_code,
        answer(row).status_code,
    ]
    row.refresh_from_db()

    assert answers == [404, 200, 200, 200, 302, 404]
    assert row.answer == "Null 😀"


@pytest.mark.requirement("CO56")
@pytest.mark.parametrize("decision", ["confirmed", "declined"])
def test_network_can_decide_without_the_answer(clara, network, decision):
    row = claim(network)
    decide(row, clara.user)

    decide(row, clara.user, decision, "")
    late = answer(row)
    row.refresh_from_db()

    assert (row.state, late.status_code) == (decision, 404)


@pytest.mark.requirement("CO56", "CO52", "S25")
def test_several_are_confirmed_together_and_no_others(clara, network):
    mine = [claim(network, name) for name in ("ada", "bea", "cleo")]
    foreign = claim(make_network("Ost"), "otto")
    own = claim(network, "clarissa")
    Member.objects.filter(pk=own.member_id).update(user=clara.user)
    url = reverse("community_memberships_confirm")

    nobody = clara.post(url, {})
    wrong = clara.post(url, {"chosen": [foreign.pk]})
    self = clara.post(url, {"chosen": [own.pk]})
    bad = clara.post(url, {"chosen": ["Null\x00"]})
    done = clara.post(url, {"chosen": [mine[0].pk, mine[1].pk]})

    states = Membership.objects.filter(state="confirmed").order_by("pk")
    assert [got.status_code for got in (nobody, wrong, self, bad, done)] == [
        200,
        200,
        200,
        200,
        302,
    ]
    assert list(states) == mine[:2]


@pytest.mark.requirement("CO56", "S27")
def test_editor_confirms_nobody(network):
    row = claim(network)
    user = make_user("egon")
    give(user, network, Role.EDITOR)

    got = enter(user).post(
        reverse("community_memberships_confirm"), {"chosen": [row.pk]}
    )
    row.refresh_from_db()

    assert (got.status_code, row.state) == (302, MembershipState.CLAIMED)


@pytest.mark.requirement("CO56")
def test_median_wait_counts_decisions_of_the_own_networks(clara, network):
    now = timezone.now()
    hours = {"ada": 10, "bea": 30, "cleo": 300}
    for name, wait in hours.items():
        row = claim(network, name)
        row.claimed_at = now - dt.timedelta(hours=wait)
        row.save()
        decide(row, clara.user, "confirmed" if wait < 40 else "declined", "", now=now)
    foreign = claim(make_network("Ost"), "otto")
    Membership.objects.filter(pk=foreign.pk).update(
        claimed_at=now - dt.timedelta(hours=5)
    )
    decide(foreign, None, "confirmed", "", now=now)
    waiting = get_readable_memberships(clara.user)

    shown = clara.get(reverse("memberships:index")).content.decode()

    assert get_median_wait(waiting, now) == dt.timedelta(hours=30)
    assert get_median_wait(waiting, now + dt.timedelta(days=91)) is None
    assert "Median waiting time of the last 90 days: 30 hours" in shown


@pytest.mark.requirement("P10")
def test_closed_account_answers_nothing(clara, network):
    row = claim(network)
    decide(row, clara.user)
    Member.objects.filter(pk=row.member_id).update(
        state=AccountState.CLOSED, closed_at=timezone.now()
    )

    got = answer(row)
    row.refresh_from_db()

    assert (got.status_code, row.state) == (302, MembershipState.ASKED)


@pytest.mark.requirement("S54")
def test_answers_have_a_limit(clara, network, settings):
    settings.VERBUND_LIMITS = DEFAULTS["LIMITS"] | {"membership": {"person": (2, 3600)}}
    row = claim(network)
    decide(row, clara.user)

    answers = [answer(row, "").status_code for _turn in range(3)]

    assert answers == [200, 200, 429]
