"""Accounts: opened, paused, closed, taken back (P10, P44, A25)."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model

from cms.links import make_link
from cms.models import LinkToken, OutboxMail, StateChange
from cms.transitions import WrongStateError
from community.enums import AccountState, GuardianAnswer, MembershipState
from community.models import Consent, Guardian, Member, Membership
from community.operations.accounts import (
    GraceOverError,
    close_account,
    erase_due_accounts,
    pause_account,
    reopen_account,
    resume_account,
)
from community.operations.erasing import erase_user
from community.operations.guardians import (
    ASK_PURPOSE,
    answer_as_guardian,
    ask_guardian,
)
from tests.cms.staff import make_network
from tests.community.people import make_child, make_login, make_member

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def member():
    return make_member(now=NOW)


@pytest.mark.requirement("CO1")
def test_named_network_has_to_confirm(portal):
    network = make_network("Nord")

    member = make_member(network=network, is_confirmed=False)

    row = Membership.objects.get(member=member)
    assert (row.network, row.state) == (network, MembershipState.CLAIMED)
    assert not Membership.objects.confirmed().exists()


def test_account_rests_and_comes_back(member):
    pause_account(member=member, now=NOW)
    resting = member.state
    resume_account(member=member, now=NOW + DAY)

    assert (resting, member.state) == (AccountState.PAUSED, AccountState.ACTIVE)
    changes = StateChange.objects.order_by("pk").values_list("to_state", "actor")
    assert list(changes) == [("paused", member.user_id), ("active", member.user_id)]


def test_resting_account_cannot_rest_again(member):
    pause_account(member=member, now=NOW)

    with pytest.raises(WrongStateError):
        pause_account(member=member, now=NOW)


@pytest.mark.requirement("P10", "P44")
def test_who_closes_the_own_account_can_log_in_and_take_it_back(member):
    close_account(member=member, actor=member.user, now=NOW)
    closed = (member.state, member.closed_at, member.user.is_active)

    reopen_account(member=member, actor=member.user, now=NOW + 6 * DAY)
    member.refresh_from_db()

    assert closed == (AccountState.CLOSED, NOW, True)
    assert (member.state, member.closed_at) == (AccountState.ACTIVE, None)


@pytest.mark.requirement("P44")
def test_after_the_grace_nothing_is_taken_back(member):
    close_account(member=member, actor=member.user, now=NOW)

    with pytest.raises(GraceOverError):
        reopen_account(member=member, actor=member.user, now=NOW + 7 * DAY)


@pytest.mark.requirement("A25")
def test_closed_by_somebody_else_the_login_and_the_links_end(member):
    link = make_link(purpose=ASK_PURPOSE, thing=member, now=NOW, created_by=member.user)

    close_account(member=member, actor=make_login("bo"), reason="abuse", now=NOW + DAY)
    member.user.refresh_from_db()

    assert not member.user.is_active
    assert LinkToken.objects.get(pk=link.pk).revoked_at == NOW + DAY
    assert StateChange.objects.get().reason == "abuse"


def test_closing_twice_is_refused(member):
    close_account(member=member, actor=member.user, now=NOW)

    with pytest.raises(WrongStateError):
        close_account(member=member, actor=member.user, now=NOW + DAY)


@pytest.mark.requirement("P10", "P34", "P37", "P44")
def test_closed_account_is_erased_with_all_that_hangs_on_it(portal):
    child = make_child(has_consent=False, network=make_network("Nord"), now=NOW)
    guardian = ask_guardian(member=child, email="eltern@example.org", now=NOW)
    answer_as_guardian(guardian=guardian, answer=GuardianAnswer.YES, scopes=[], now=NOW)
    close_account(member=child, actor=None, reason="left school", now=NOW)

    counts = [
        erase_due_accounts(NOW + 7 * DAY - dt.timedelta(seconds=1)),
        erase_due_accounts(NOW + 7 * DAY),
        erase_due_accounts(NOW + 8 * DAY),
    ]

    assert counts == [0, 1, 0]
    left = [
        model.objects.count()
        for model in (
            get_user_model(),
            Member,
            Membership,
            Guardian,
            Consent,
            EmailAddress,
            LinkToken,
        )
    ]
    assert left == [0] * 7
    assert OutboxMail.objects.count() == 0
    assert {row.reason for row in StateChange.objects.all()} == {""}


@pytest.mark.requirement("P40")
def test_account_that_nobody_confirmed_goes_after_fourteen_days(member):
    confirmed = make_member("bo", now=NOW)
    EmailAddress.objects.filter(user=member.user).update(verified=False)

    counts = [
        erase_due_accounts(NOW + 14 * DAY - dt.timedelta(seconds=1)),
        erase_due_accounts(NOW + 14 * DAY),
    ]

    assert counts == [0, 1]
    assert list(Member.objects.all()) == [confirmed]


def test_erasing_goes_on_where_somebody_was_quicker(member):
    done = [erase_user(user_id=member.user_id, now=NOW) for _time in range(2)]
    assert done == [True, False]
