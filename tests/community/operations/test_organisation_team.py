"""Joining, deciding, leaving and handing over (CO23)."""

import pytest
from django.utils import timezone

from cms.enums import Role
from cms.models import OutboxMail, StateChange
from cms.transitions import WrongStateError
from community.enums import TeamRole, TeamState
from community.models import Organisation, TeamMembership
from community.operations.accounts import close_account, erase_user, reopen_account
from community.operations.organisation_team import (
    AskedAlreadyError,
    LastAdminError,
    NobodyToAskError,
    NotInTeamError,
    ask_to_join,
    decide_request,
    end_team_membership,
    set_team_role,
    show_in_team,
)
from tests.cms.staff import give, make_network, make_user
from tests.community.organisations import join, make_organisation, make_pre_made
from tests.community.people import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def admin(network):
    return make_member(network=network)


@pytest.fixture
def organisation(admin, network):
    return make_organisation(admin=admin, network=network)


@pytest.fixture
def mate(network):
    return make_member("bo", network=network)


def ask(organisation, member, words=""):
    return ask_to_join(
        organisation=organisation, member=member, words=words, now=timezone.now()
    )


def list_mails():
    rows = OutboxMail.objects.order_by("pk").values_list("recipient", "template")
    return [(to, template.rpartition("/")[2]) for to, template in rows]


@pytest.mark.requirement("CO23")
@pytest.mark.parametrize(("accepts", "state"), [(True, "active"), (False, "declined")])
def test_member_asks_and_an_admin_decides(organisation, admin, mate, accepts, state):
    row = ask(organisation, mate, "Ich arbeite hier.")
    decide_request(row=row, accepts=accepts, actor=admin.user, now=timezone.now())
    row.refresh_from_db()

    answer = "team_accepted" if accepts else "team_declined"
    assert (row.state, row.role, row.words) == (state, "team", "")
    assert list_mails() == [
        ("ada@example.org", "team_asked"),
        ("bo@example.org", answer),
    ]


@pytest.mark.requirement("CO23")
def test_nobody_asks_twice_but_again_after_a_no(organisation, admin, mate):
    row = ask(organisation, mate)
    with pytest.raises(AskedAlreadyError):
        ask(organisation, mate)
    decide_request(row=row, accepts=False, actor=admin.user, now=timezone.now())

    again = ask(organisation, mate)

    moves = StateChange.objects.filter(object_id=row.pk, field="state")
    assert (again.pk, again.state) == (row.pk, TeamState.ASKED)
    assert list(moves.order_by("pk").values_list("to_state", flat=True))[-2:] == [
        "declined",
        "asked",
    ]


@pytest.mark.requirement("SP49")
def test_entry_without_an_admin_is_claimed_not_joined(network, mate):
    with pytest.raises(NobodyToAskError):
        ask(make_pre_made(), mate)


def test_request_that_was_taken_back_cannot_be_decided(organisation, admin, mate):
    row = ask(organisation, mate)
    end_team_membership(row=row, actor=mate.user, now=timezone.now())

    with pytest.raises(WrongStateError):
        decide_request(row=row, accepts=True, actor=admin.user, now=timezone.now())


@pytest.mark.requirement("CO23")
@pytest.mark.parametrize("deed", ["leave", "step down"])
def test_last_admin_needs_a_successor(organisation, admin, mate, deed):
    own, other = TeamMembership.objects.get(), join(organisation, mate)

    def go():
        if deed == "leave":
            end_team_membership(row=own, actor=admin.user, now=timezone.now())
        else:
            set_team_role(row=own, role=TeamRole.TEAM, now=timezone.now())

    with pytest.raises(LastAdminError):
        go()
    set_team_role(row=other, role=TeamRole.ADMIN, now=timezone.now())
    go()

    assert list(TeamMembership.objects.admins().values_list("member", flat=True)) == [
        mate.pk
    ]


@pytest.mark.requirement("CO23")
def test_successor_who_closes_the_account_does_not_count(organisation, admin, mate):
    own, other = TeamMembership.objects.get(), join(organisation, mate, TeamRole.ADMIN)
    close_account(member=other.member, actor=mate.user, now=timezone.now())

    with pytest.raises(LastAdminError):
        end_team_membership(row=own, actor=admin.user, now=timezone.now())


@pytest.mark.requirement("CO23")
def test_who_is_let_go_is_told_and_shown_no_more(organisation, admin, mate):
    row = join(organisation, mate)
    show_in_team(row=row, is_shown=True)
    OutboxMail.objects.all().delete()

    end_team_membership(row=row, actor=admin.user, now=timezone.now())
    row.refresh_from_db()

    assert (row.state, row.is_shown) == ("ended", False)
    assert list_mails() == [("bo@example.org", "team_ended")]
    with pytest.raises(NotInTeamError):
        set_team_role(row=row, role=TeamRole.ADMIN, now=timezone.now())


@pytest.mark.requirement("CO23", "P10")
def test_closing_is_never_blocked_and_the_coordination_is_told(
    organisation, admin, network
):
    give(make_user("clara"), network, Role.COORDINATOR)
    OutboxMail.objects.all().delete()
    before = list(Organisation.objects.left_alone())

    close_account(member=admin, actor=admin.user, now=timezone.now())
    closed = list(Organisation.objects.left_alone())
    reopen_account(member=admin, actor=admin.user, now=timezone.now())
    reopened = list(Organisation.objects.left_alone())

    assert (before, closed, reopened) == ([], [organisation], [])
    assert list_mails() == [("clara@example.org", "organisation_left_alone")]


@pytest.mark.requirement("CO23")
def test_portal_is_told_where_a_network_has_no_coordinator(organisation, admin):
    portal = type(organisation.network).objects.get_site()
    give(make_user("paula"), portal, Role.COORDINATOR)
    OutboxMail.objects.all().delete()

    close_account(member=admin, actor=admin.user, now=timezone.now())

    assert list_mails() == [("paula@example.org", "organisation_left_alone")]


@pytest.mark.requirement("CO23")
def test_nobody_is_told_while_another_admin_stays(organisation, admin, mate, network):
    give(make_user("clara"), network, Role.COORDINATOR)
    join(organisation, mate, TeamRole.ADMIN)
    OutboxMail.objects.all().delete()

    close_account(member=admin, actor=admin.user, now=timezone.now())

    assert (list_mails(), list(Organisation.objects.left_alone())) == ([], [])


@pytest.mark.requirement("CO23", "P10")
def test_erasing_leaves_the_organisation_without_the_person(organisation, admin):
    erase_user(user_id=admin.user_id, now=timezone.now())

    kept = Organisation.objects.get()
    assert (kept.name, kept.had_admin, kept.team.count()) == ("Muster-Werke", True, 0)
    assert list(Organisation.objects.left_alone()) == [organisation]
