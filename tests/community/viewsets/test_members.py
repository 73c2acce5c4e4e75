"""Coordinators see the members of their networks, no more of them than they may (CO56, S3)."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.enums import Role
from cms.models import OutboxMail, StateChange
from community.enums import AccountState, Audience, MemberRole, MembershipState
from community.models import Member, Membership, Profile
from community.operations.members import NotForMinorsError, correct_role
from tests.cms.staff import give, make_network, make_user
from tests.community.people import make_child, make_member

pytestmark = pytest.mark.django_db
INDEX = "people:index"


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def clara(network):
    return log_in("clara", network, Role.COORDINATOR)


def log_in(name, network, *roles):
    user = make_user(name)
    for role in roles:
        give(user, network, role)
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def list_names(client, **values):
    answer = client.get(reverse(INDEX), values)
    return [row.display_name for row in answer.context["object_list"]]


@pytest.mark.requirement("CO56", "S25")
def test_own_confirmed_members_are_listed_and_nobody_else(clara, network):
    make_member("ada", network=network)
    make_child("kim", network=network)
    make_member("bea", network=network, is_confirmed=False)
    make_member("otto", network=make_network("Ost"))
    closed = make_member("carl", network=network)
    Member.objects.filter(pk=closed.pk).update(
        state=AccountState.CLOSED, closed_at=timezone.now()
    )
    hidden = make_member("dora", network=network)
    Profile.objects.filter(member=hidden).update(name_audience=Audience.OWNER)

    assert list_names(clara) == ["Ada", "Kim"]


@pytest.mark.requirement("CO56", "S27", "ED72")
@pytest.mark.parametrize("case", ["editor", "parent", "other", "ended"])
def test_nobody_else_sees_them(network, case):
    member = make_member("ada", network=network)
    other = make_network("Ost")
    if case == "editor":
        client = log_in("egon", network, Role.AUTHOR, Role.EDITOR, Role.MODERATOR)
    elif case == "parent":
        network.parent = other
        network.save()
        client = log_in("egon", other, Role.COORDINATOR)
    else:
        client = log_in("egon", other, Role.COORDINATOR)
    if case == "ended":
        role = give(client.user, network, Role.COORDINATOR)
        type(role).objects.filter(pk=role.pk).update(revoked_at=timezone.now())

    listed = client.get(reverse(INDEX))
    shown = client.get(reverse("people:inspect", args=[member.pk]))
    edited = client.post(
        reverse("people:edit", args=[member.pk]),
        {"stated_role": "teacher", "reason": "x"},
    )
    member.refresh_from_db()

    assert b"Ada" not in listed.content
    assert (shown.status_code, edited.status_code) == (302, 302)
    assert member.role == MemberRole.FRIEND


@pytest.mark.requirement("CO56")
@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"q": "ad"}, ["Ada"]),
        ({"role": "pupil"}, ["Kim", "Yara"]),
        ({"age": "child"}, ["Kim"]),
        ({"age": "youth"}, ["Yara"]),
        ({"age": "adult"}, ["Ada"]),
        ({"seen": "recent"}, ["Ada"]),
        ({"seen": "earlier"}, ["Kim"]),
        ({"seen": "never"}, ["Yara"]),
        ({"state": "paused"}, ["Yara"]),
        ({"q": "ada@example.org"}, []),
        ({"q": "Null😀" + "x" * 3_000}, []),
    ],
)
def test_members_are_searched_and_filtered(clara, network, asked, names):
    today = timezone.localdate()
    for member, days in (
        (make_member("ada", network=network), 3),
        (make_child("kim", network=network), 400),
    ):
        seen = today - dt.timedelta(days=days)
        Member.objects.filter(pk=member.pk).update(last_seen_date=seen)
    yara = make_child("yara", age=17, network=network)
    Member.objects.filter(pk=yara.pk).update(
        state=AccountState.PAUSED, last_seen_date=None
    )

    assert list_names(clara, **asked) == names


@pytest.mark.requirement("CO56", "P31", "S27")
def test_sheet_shows_steps_and_no_address_or_month_of_birth(clara, network):
    member = make_child("kim", network=network)
    Member.objects.filter(pk=member.pk).update(birth_year=2011, birth_month=11)

    answer = clara.get(reverse("people:inspect", args=[member.pk]))

    fields = {row["label"]: row["value"] for row in answer.context["fields"]}
    assert list(fields) == [
        "Name shown",
        "Role",
        "Age",
        "Account",
        "Takes part",
        "Joined",
        "Last seen",
        network,
        "Profile",
    ]
    assert b"kim@example.org" not in answer.content
    assert b"2011" not in answer.content


@pytest.mark.requirement("CO56", "S3", "A4")
def test_role_is_put_right_and_logged_and_nothing_else_is_changed(clara, network):
    member = make_member("ada", network=network)
    crafted = {"display_name": "X", "is_superuser": "on", "state": "blocked", "user": 1}

    answer = clara.post(
        reverse("people:edit", args=[member.pk]),
        {"stated_role": "teacher", "reason": "Lehrt bei uns", **crafted},
    )
    member.refresh_from_db()

    change = StateChange.objects.get(field="role")
    assert (answer.status_code, member.role) == (302, MemberRole.TEACHER)
    assert (change.from_state, change.to_state) == ("friend", "teacher")
    assert (change.actor, change.reason) == (clara.user, "Lehrt bei uns")
    assert (member.display_name, member.state) == ("Ada", AccountState.ACTIVE)
    assert get_user_model().objects.filter(is_superuser=True).count() == 0


@pytest.mark.requirement("CO56")
@pytest.mark.parametrize("reason", ["", "x" * 10_000])
def test_role_is_not_changed_without_a_reason(clara, network, reason):
    member = make_member("ada", network=network)

    answer = clara.post(
        reverse("people:edit", args=[member.pk]),
        {"stated_role": "teacher", "reason": reason},
    )

    assert list(answer.context["form"].errors) == ["reason"]
    assert StateChange.objects.filter(field="role").count() == 0


@pytest.mark.requirement("CO56")
def test_minor_gets_no_role_of_adults(network):
    member = make_child("kim", network=network)

    with pytest.raises(NotForMinorsError):
        correct_role(
            member=member,
            role=MemberRole.TEACHER,
            reason="x",
            actor=None,
            now=timezone.now(),
        )


@pytest.mark.requirement("CO56", "CO52")
def test_nobody_puts_the_own_role_right(clara, network):
    member = make_member("eva", network=network)
    give(member.user, network, Role.COORDINATOR)
    own = Client()
    own.force_login(member.user)

    answer = own.post(
        reverse("people:edit", args=[member.pk]),
        {"stated_role": "teacher", "reason": "x"},
    )
    member.refresh_from_db()

    assert (answer.status_code, member.role) == (302, MemberRole.FRIEND)


@pytest.mark.requirement("CO56")
def test_membership_is_ended_with_a_reason_and_told(clara, network):
    member = make_member("ada", network=network)
    row = Membership.objects.get(member=member)
    url = reverse("memberships:edit", args=[row.pk])
    OutboxMail.objects.all().delete()

    silent = clara.post(url, {"decision": "ended", "words": ""})
    wrong = clara.post(url, {"decision": "declined", "words": "x"})
    clara.post(url, {"decision": "ended", "words": "Du bist weggezogen."})
    again = clara.post(url, {"decision": "ended", "words": "x"})
    row.refresh_from_db()

    change = StateChange.objects.get(to_state=MembershipState.ENDED)
    mails = OutboxMail.objects.values_list("recipient", "template")
    assert list(silent.context["form"].errors) == ["words"]
    assert list(wrong.context["form"].errors) == ["decision"]
    assert (row.state, again.status_code) == (MembershipState.ENDED, 302)
    assert (change.actor, change.reason) == (clara.user, "Du bist weggezogen.")
    assert list(mails) == [("ada@example.org", "community/mail/membership_ended")]


@pytest.mark.requirement("CO56")
def test_claim_is_answered_not_ended(clara, network):
    member = make_member("ada", network=network, is_confirmed=False)
    row = Membership.objects.get(member=member)

    answer = clara.post(
        reverse("memberships:edit", args=[row.pk]), {"decision": "ended", "words": "x"}
    )
    row.refresh_from_db()

    assert list(answer.context["form"].errors) == ["decision"]
    assert row.state == MembershipState.CLAIMED


def test_list_asks_the_same_number_of_queries_for_any_number_of_rows(clara, network):
    counts = []
    for names in (["ada"], ["bea", "cleo"]):
        for name in names:
            make_member(name, network=network)
        clara.get(reverse(INDEX))
        with CaptureQueriesContext(connection) as captured:
            clara.get(reverse(INDEX))
        counts.append(len(captured))

    assert counts[0] == counts[1]
