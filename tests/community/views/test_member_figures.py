"""Figures of members: by day, without people, for the own network and those below (ED72)."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.enums import Role
from community.enums import MemberRole
from community.models import Member, MemberFigure
from community.operations.member_figures import count_members
from community.queries.member_figures import get_figures, merge_small
from tests.cms.staff import give, make_network, make_user
from tests.community.invitations import make_coordinator
from tests.community.people import make_child, make_member

URL = "community_member_figures"


@pytest.fixture
def network(portal):
    return make_network("Nord")


def enter(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.requirement("ED72")
@pytest.mark.parametrize(
    ("roles", "named", "other"),
    [
        ({}, [], 0),
        ({"pupil": 4}, [], 4),
        ({"pupil": 20, "teacher": 9}, [("pupil", 20), ("teacher", 9)], 0),
        ({"pupil": 20, "teacher": 9, "friend": 2}, [("pupil", 20)], 11),
        ({"pupil": 20, "teacher": 4, "friend": 3}, [("pupil", 20)], 7),
        ({"pupil": 20, "teacher": 1, "friend": 1}, [], 22),
    ],
)
def test_small_cells_are_merged_so_that_no_difference_tells_them(roles, named, other):
    assert merge_small(roles) == (named, other)


@pytest.mark.django_db
@pytest.mark.requirement("ED72", "R5")
def test_members_are_counted_once_a_day(network):
    now = timezone.now()
    for number in range(5):
        member = make_member(f"m{number}", network=network)
        Member.objects.filter(pk=member.pk).update(last_seen_date=now.date())
    make_child("kim", network=network)
    make_member("wartet", network=network, is_confirmed=False)
    make_member("otto", network=make_network("Ost"))

    counted = [count_members(now), count_members(now)]
    make_member("neu", network=network)
    counted.append(count_members(now + dt.timedelta(days=1)))
    found = MemberFigure.objects.filter(network=network, day=timezone.localdate(now))

    assert counted[1:] == [0, counted[0]]
    assert sorted(found.values_list("kind", "role", "count")) == [
        ("active", "", 5),
        ("member", MemberRole.FRIEND, 5),
        ("member", MemberRole.PUPIL, 1),
        ("waiting", "", 1),
    ]
    with override("en"):
        (today,) = get_figures(network, until=timezone.localdate(now))
    assert today.cells == (
        ("members", "6"),
        ("people who wait for a decision", "fewer than 5"),
        ("members who were here within 30 days", "5"),
        ("other roles together", "6"),
    )


@pytest.mark.django_db
@pytest.mark.requirement("ED72", "S25", "S27")
def test_own_figures_and_those_below_are_seen_and_no_others(network):
    above = make_network("Land")
    network.parent = above
    network.save()
    make_member("ada", network=network)
    count_members(timezone.now())
    clara, dora = make_coordinator(network), make_coordinator(above, "dora")
    other = make_coordinator(make_network("Ost"), "otto")
    egon = make_user("egon")
    give(egon, network, Role.EDITOR)

    asked = {"network": network.pk}
    answers = [
        enter(one).get(reverse(URL), asked) for one in (clara, dora, other, egon)
    ]
    table = enter(dora).get(reverse("community_member_figures_csv"), asked)
    up = enter(clara).get(reverse(URL), {"network": above.pk})
    people = enter(dora).get(reverse("people:index"))

    assert [one.status_code for one in answers] == [200, 200, 404, 302]
    assert (table.status_code, up.status_code) == (200, 404)
    assert b"Ada" not in answers[1].content + table.content + people.content
    assert table.headers["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
@pytest.mark.requirement("R18")
@pytest.mark.parametrize("key", ["", "Null", "0", "x" * 3_000, "😀"])
def test_network_that_is_none_is_not_found(network, key):
    client = enter(make_coordinator(network))

    assert client.get(reverse(URL), {"network": key}).status_code == 404
