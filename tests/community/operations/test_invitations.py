"""Invitations: sent, answered, reminded of, expired, forgotten (CO47, CO48, P62)."""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cms.enums import Role
from cms.models import LinkToken, Network, NetworkRole, OutboxMail, StateChange
from cms.transitions import WrongStateError
from community.enums import InvitationAnswer, InvitationState, MemberRole
from community.models import Invitation, InvitationBlock, Membership
from community.operations.accounts import close_account, erase_user, pause_account
from community.operations.invitations import (
    AlreadyInvitedError,
    InvitesOneselfError,
    MayNotInviteError,
    NotForMinorsError,
    NotTakingPartError,
    RightEndedError,
    SentTooOftenError,
    accept_invitation,
    decline_invitation,
    erase_invited_addresses,
    expire_invitations,
    invite_by_mail,
    refuse_by_link,
    remind_invited,
    resend_invitation,
    withdraw_invitation,
)
from community.queries.invitations import get_own_invitations
from tests.cms.staff import give, make_network, make_user
from tests.community.invitations import DAY, INVITED, invite, make_coordinator
from tests.community.people import make_child, make_member

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def coordinator(network):
    return make_coordinator(network)


@pytest.fixture
def invitation(coordinator, network):
    return invite(coordinator, network, now=NOW)


def list_mails():
    rows = OutboxMail.objects.order_by("pk")
    return [(mail.recipient, mail.template.rsplit("_", 1)[1]) for mail in rows]


def list_working_links(invitation):
    return LinkToken.objects.filter(
        object_id=invitation.pk,
        purpose="invitation",
        revoked_at__isnull=True,
        used_at__isnull=True,
    ).count()


def get_state(invitation):
    return Invitation.objects.get(pk=invitation.pk).state


def list_states():
    rows = StateChange.objects.filter(content_type__model="invitation").order_by("pk")
    return list(rows.values_list("from_state", "to_state"))


@pytest.mark.requirement("CO47", "CO48")
def test_address_gets_one_mail_with_a_way_in_and_a_way_out(invitation):
    mail = OutboxMail.objects.get()

    assert list_mails() == [(INVITED, "invited")]
    assert mail.context["what"] == "Nord, as: Somebody else who wants to help"
    assert mail.context["url"].endswith("/en/me/invitations/")
    assert "/l/" in mail.context["refuse_url"]
    assert invitation.expires_at - invitation.invited_at == 30 * DAY


@pytest.mark.requirement("CO48")
def test_inviter_cannot_tell_whether_there_is_an_account(coordinator, network):
    make_member("known", network=network)

    rows = [
        invite(coordinator, network, email=f"{name}@example.org", now=NOW)
        for name in ("known", "unknown")
    ]

    seen = [(row.state, row.expires_at, row.sent_count, str(row)) for row in rows]
    assert seen[0] == seen[1]
    assert list_mails() == [
        ("known@example.org", "invited"),
        ("unknown@example.org", "invited"),
    ]


@pytest.mark.requirement("CO47", "CO1")
def test_acceptance_confirms_membership_and_role(coordinator, network):
    member = make_member("neu")
    row = invite(coordinator, network, option="teacher", now=NOW)

    accept_invitation(invitation=row, user=member.user, now=NOW)
    member.refresh_from_db()

    assert list(member.memberships.values_list("network", "state")) == [
        (network.pk, "confirmed")
    ]
    assert member.role == MemberRole.TEACHER
    assert get_state(row) == InvitationState.ACCEPTED
    assert list_states() == [("pending", "accepted")]
    assert list_mails() == [(INVITED, "invited"), ("clara@example.org", "accepted")]
    assert list_working_links(row) == 0


@pytest.mark.requirement("CO47")
@pytest.mark.parametrize("state", ["claimed", "confirmed", "declined", "ended"])
def test_acceptance_confirms_whatever_was_before(invitation, network, state):
    member = make_member("neu", network=network, is_confirmed=False)
    Membership.objects.update(state=state)

    accept_invitation(invitation=invitation, user=member.user, now=NOW)

    assert Membership.objects.get().state == "confirmed"


@pytest.mark.requirement("CO47", "ED2")
def test_accepted_staff_role_counts(coordinator, network):
    member = make_member("neu")
    row = invite(coordinator, network, kind="network-role", option="editor", now=NOW)

    accept_invitation(invitation=row, user=member.user, now=NOW)

    role = NetworkRole.objects.get(user=member.user)
    change = StateChange.objects.get(
        content_type__model="networkrole", actor=coordinator
    )
    assert (role.network, role.role, role.start_date) == (
        network,
        Role.EDITOR,
        timezone.localdate(NOW),
    )
    assert change.to_state == "granted"


@pytest.mark.requirement("CO47")
def test_role_that_is_held_already_stays_once(coordinator, network):
    member = make_member("neu")
    give(member.user, network, Role.EDITOR)
    row = invite(coordinator, network, kind="network-role", option="editor", now=NOW)

    accept_invitation(invitation=row, user=member.user, now=NOW)

    assert NetworkRole.objects.filter(user=member.user).count() == 1
    assert get_state(row) == InvitationState.ACCEPTED


@pytest.mark.requirement("CO47", "A5", "S25")
@pytest.mark.parametrize(
    ("role", "kind", "option"),
    [
        (Role.COORDINATOR, "network-role", "coordinator"),
        (Role.COORDINATOR, "network-role", "king"),
        (Role.COORDINATOR, "network-member", "king"),
        (Role.COORDINATOR, "nothing", "friend"),
        (Role.EDITOR, "network-member", "friend"),
        (Role.EDITOR, "network-role", "author"),
        (None, "network-member", "friend"),
    ],
)
def test_nobody_invites_above_the_own_role(network, role, kind, option):
    user = make_user("egon")
    if role:
        give(user, network, role)

    with pytest.raises(MayNotInviteError):
        invite(user, network, kind=kind, option=option)

    assert (Invitation.objects.count(), OutboxMail.objects.count()) == (0, 0)


@pytest.mark.requirement("CO47", "S25")
@pytest.mark.parametrize("kind", ["network-member", "network-role"])
def test_coordinator_of_another_network_invites_nobody(network, kind):
    other = make_coordinator(make_network("Ost"))
    option = "friend" if kind == "network-member" else "author"

    with pytest.raises(MayNotInviteError):
        invite(other, network, kind=kind, option=option)


@pytest.mark.requirement("A5")
def test_portal_invites_coordinators(network):
    user = make_user("pia")
    give(user, Network.objects.get_site(), Role.COORDINATOR)

    row = invite(user, network, kind="network-role", option="coordinator")

    assert row.option == "coordinator"


@pytest.mark.requirement("A5")
@pytest.mark.parametrize("email", ["clara@example.org", "Clara@Example.ORG"])
def test_nobody_invites_oneself(coordinator, network, email):
    with pytest.raises(InvitesOneselfError):
        invite(coordinator, network, email=email)


@pytest.mark.requirement("CO47")
def test_same_invitation_is_open_once(invitation, coordinator, network):
    with pytest.raises(AlreadyInvitedError):
        invite(coordinator, network, email=INVITED.upper())
    other = invite(coordinator, network, option="teacher")
    withdraw_invitation(invitation=invitation, actor=coordinator, now=NOW)
    again = invite(coordinator, network)

    assert Invitation.objects.pending().count() == 2
    assert {other.state, again.state} == {InvitationState.PENDING}


@pytest.mark.requirement("CO47", "A25")
@pytest.mark.parametrize("kind", ["network-member", "network-role"])
def test_right_that_ended_ends_the_invitation(coordinator, network, kind):
    member = make_member("neu")
    option = "friend" if kind == "network-member" else "author"
    row = invite(coordinator, network, kind=kind, option=option, now=NOW)
    NetworkRole.objects.filter(user=coordinator).update(revoked_at=NOW)

    with pytest.raises(RightEndedError):
        accept_invitation(invitation=row, user=member.user, now=NOW)

    assert (get_state(row), Membership.objects.count()) == ("pending", 0)


@pytest.mark.requirement("A5", "CO52")
def test_nobody_accepts_the_own_invitation_to_a_role(coordinator, network):
    row = invite(coordinator, network, kind="network-role", option="author", now=NOW)
    coordinator.emailaddress_set.all().delete()
    member = make_member("neu")
    Invitation.objects.update(invited_by=member.user)
    give(member.user, network, Role.COORDINATOR)

    with pytest.raises(RightEndedError):
        accept_invitation(invitation=row, user=member.user, now=NOW)


@pytest.mark.requirement("CO47", "P2")
def test_pending_child_accepts_nothing(coordinator, network):
    child = make_child("neu", has_consent=False)
    row = invite(coordinator, network, option="pupil", now=NOW)

    with pytest.raises(NotTakingPartError):
        accept_invitation(invitation=row, user=child.user, now=NOW)

    assert get_state(row) == InvitationState.PENDING


@pytest.mark.parametrize("leave", ["pause", "close"])
def test_who_rests_or_leaves_accepts_nothing(invitation, leave):
    member = make_member("neu")
    if leave == "pause":
        pause_account(member=member, now=NOW)
    else:
        close_account(member=member, actor=member.user, now=NOW)

    with pytest.raises(NotTakingPartError):
        accept_invitation(invitation=invitation, user=member.user, now=NOW)


@pytest.mark.requirement("CO47")
@pytest.mark.parametrize(
    ("kind", "option", "may"),
    [
        ("network-member", "pupil", True),
        ("network-member", "trainee", True),
        ("network-member", "teacher", False),
        ("network-role", "author", False),
    ],
)
def test_minors_become_nothing_that_is_for_adults(
    coordinator, network, kind, option, may
):
    child = make_child("neu", age=15)
    row = invite(coordinator, network, kind=kind, option=option, now=NOW)

    if may:
        accept_invitation(invitation=row, user=child.user, now=NOW)
    else:
        with pytest.raises(NotForMinorsError):
            accept_invitation(invitation=row, user=child.user, now=NOW)

    assert Membership.objects.count() == int(may)
    assert NetworkRole.objects.filter(user=child.user).count() == 0


@pytest.mark.requirement("CO47")
def test_declined_invitation_stays_declined(invitation):
    member = make_member("neu")

    decline_invitation(invitation=invitation, user=member.user, now=NOW)

    with pytest.raises(WrongStateError):
        accept_invitation(invitation=invitation, user=member.user, now=NOW)
    assert get_state(invitation) == InvitationState.DECLINED
    assert list_mails()[1:] == [("clara@example.org", "declined")]


@pytest.mark.requirement("CO48", "CO63")
def test_never_again_stops_mails_and_tells_the_inviter_nothing(
    invitation, coordinator, network
):
    member = make_member("neu")
    refuse_by_link(invitation=invitation, answer=InvitationAnswer.NEVER, now=NOW)

    again = invite(coordinator, network, option="teacher", now=NOW)
    resend_invitation(invitation=again, now=NOW)
    remind_invited(NOW + 20 * DAY)
    withdraw_invitation(invitation=again, actor=coordinator, now=NOW + DAY)

    block = InvitationBlock.objects.get()
    assert list_mails() == [(INVITED, "invited"), ("clara@example.org", "declined")]
    assert (again.state, len(block.address_key)) == ("pending", 64)
    assert INVITED not in block.address_key
    assert get_own_invitations(member.user, NOW) == []


@pytest.mark.requirement("CO48")
def test_single_no_blocks_nothing(invitation, coordinator, network):
    refuse_by_link(invitation=invitation, answer=InvitationAnswer.NO, now=NOW)
    invite(coordinator, network, now=NOW + DAY)

    assert [mail for _who, mail in list_mails()] == ["invited", "declined", "invited"]


@pytest.mark.requirement("CO47")
def test_withdrawing_tells_the_address_and_ends_the_link(invitation, coordinator):
    withdraw_invitation(invitation=invitation, actor=coordinator, now=NOW)

    assert list_mails() == [(INVITED, "invited"), (INVITED, "withdrawn")]
    assert (get_state(invitation), list_working_links(invitation)) == ("withdrawn", 0)


@pytest.mark.requirement("CO47", "CO63")
def test_sending_again_replaces_the_link_and_ends_after_three(invitation):
    resend_invitation(invitation=invitation, now=NOW)
    resend_invitation(invitation=invitation, now=NOW)
    with pytest.raises(SentTooOftenError):
        resend_invitation(invitation=invitation, now=NOW)

    assert list_mails() == [(INVITED, "invited")] * 3
    assert list_working_links(invitation) == 1
    assert Invitation.objects.get().expires_at == NOW + 30 * DAY


def test_ended_invitation_is_not_sent_again(invitation, coordinator):
    with pytest.raises(WrongStateError):
        resend_invitation(invitation=invitation, now=NOW + 30 * DAY)
    withdraw_invitation(invitation=invitation, actor=coordinator, now=NOW)
    with pytest.raises(WrongStateError):
        resend_invitation(invitation=invitation, now=NOW)


@pytest.mark.requirement("CO47")
def test_reminder_comes_once_at_half_time(invitation):
    counts = [
        remind_invited(NOW + 15 * DAY - SECOND),
        remind_invited(NOW + 15 * DAY),
        remind_invited(NOW + 16 * DAY),
    ]

    assert counts == [0, 1, 0]
    assert list_mails() == [(INVITED, "invited"), (INVITED, "reminder")]
    assert list_working_links(invitation) == 1


def test_nobody_is_reminded_of_what_is_answered(invitation, coordinator):
    withdraw_invitation(invitation=invitation, actor=coordinator, now=NOW)

    assert remind_invited(NOW + 16 * DAY) == 0


@pytest.mark.requirement("CO47")
def test_invitation_expires_after_thirty_days(invitation):
    member = make_member("neu")
    counts = [
        expire_invitations(NOW + 30 * DAY - SECOND),
        expire_invitations(NOW + 30 * DAY),
        expire_invitations(NOW + 31 * DAY),
    ]

    with pytest.raises(WrongStateError):
        accept_invitation(invitation=invitation, user=member.user, now=NOW + 31 * DAY)
    assert counts == [0, 1, 0]
    assert get_state(invitation) == InvitationState.EXPIRED
    assert list_mails() == [(INVITED, "invited"), ("clara@example.org", "expired")]


@pytest.mark.requirement("CO47")
def test_time_is_over_even_before_the_job_says_so(invitation):
    member = make_member("neu")

    for end in (accept_invitation, decline_invitation):
        with pytest.raises(WrongStateError):
            end(invitation=invitation, user=member.user, now=NOW + 30 * DAY)

    row = Invitation.objects.get()
    assert (row.state, row.ended_at) == ("pending", None)
    assert get_own_invitations(member.user, NOW + 30 * DAY) == []


@pytest.mark.requirement("CO48", "P62")
def test_address_is_forgotten_fourteen_days_after_the_end(
    invitation, coordinator, network
):
    other = invite(coordinator, network, email="offen@example.org", now=NOW + 20 * DAY)
    end = NOW + 30 * DAY
    expire_invitations(end)
    counts = [
        erase_invited_addresses(end + 14 * DAY - SECOND),
        erase_invited_addresses(end + 14 * DAY),
        erase_invited_addresses(end + 15 * DAY),
    ]

    row = Invitation.objects.get(pk=invitation.pk)
    assert counts == [0, 1, 0]
    assert (row.email, row.address_key, row.state) == ("", "", "expired")
    assert OutboxMail.objects.filter(recipient=INVITED).count() == 0
    assert LinkToken.objects.filter(object_id=row.pk).count() == 0
    assert Invitation.objects.get(pk=other.pk).email == "offen@example.org"
    assert OutboxMail.objects.filter(recipient="offen@example.org").count() == 1


@pytest.mark.requirement("P37", "CO48")
def test_erasing_a_person_takes_the_invitations_to_it(invitation):
    member = make_member("neu")

    erase_user(user_id=member.user_id, now=NOW)

    assert Invitation.objects.count() == 0


def test_invitations_outlive_who_sent_them_without_a_right(invitation, coordinator):
    member = make_member("neu")
    erase_user(user_id=coordinator.pk, now=NOW)

    row = Invitation.objects.get()
    assert row.invited_by is None
    with pytest.raises(RightEndedError):
        accept_invitation(invitation=row, user=member.user, now=NOW)


@pytest.mark.requirement("CO48")
def test_only_confirmed_addresses_find_invitations(invitation):
    member = make_member("neu")
    before = get_own_invitations(member.user, NOW)
    member.user.emailaddress_set.update(verified=False)

    assert [found.key for found in before] == [invitation.pk]
    assert get_own_invitations(member.user, NOW) == []


@pytest.mark.parametrize(
    "values", [{"state": "declined"}, {"address_key": ""}], ids=["time", "address"]
)
def test_database_refuses_halves(invitation, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(**values)


def run_at_once(count, act):
    results, barrier = [], threading.Barrier(count)

    def run():
        barrier.wait()
        try:
            act()
            results.append("done")
        except (WrongStateError, AlreadyInvitedError):
            results.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


@pytest.mark.race
@pytest.mark.requirement("CO47", "R12")
@pytest.mark.django_db(transaction=True)
def test_of_many_equal_invitations_at_once_one_is_sent(portal, repetitions):
    network = make_network("Nord")
    coordinator = make_coordinator(network)
    for turn in range(repetitions):
        email = f"neu{turn}@example.org"
        results = run_at_once(
            10,
            lambda email=email: invite_by_mail(
                kind="network-member",
                thing=network,
                option="friend",
                email=email,
                language="en",
                actor=coordinator,
                now=timezone.now(),
            ),
        )

        assert results == ["done"] + ["late"] * 9
        assert OutboxMail.objects.filter(recipient=email).count() == 1


@pytest.mark.race
@pytest.mark.requirement("CO47", "R12")
@pytest.mark.django_db(transaction=True)
def test_reminders_at_once_send_one_mail(portal, repetitions):
    network = make_network("Nord")
    coordinator = make_coordinator(network)
    for turn in range(repetitions):
        email = f"neu{turn}@example.org"
        invite(coordinator, network, email=email, now=NOW)
        run_at_once(6, lambda: remind_invited(NOW + 15 * DAY))

        mails = OutboxMail.objects.filter(recipient=email)
        assert mails.filter(template__endswith="reminder").count() == 1
