"""A role is offered by mail, begins with the yes, and ends on its day (CO60)."""

import datetime as dt

import pytest
from django.utils import timezone
from django.utils.translation import override

from cms.enums import Role
from cms.models import NetworkRole, OutboxMail, StateChange
from cms.operations.roles import (
    RoleOfferedAlreadyError,
    offer_network_role,
    sync_due_roles,
)
from community.models import Invitation, RoleOffer
from community.operations.invitations import (
    NotForMinorsError,
    RightEndedError,
    accept_invitation,
)
from community.permissions.invitations import get_readable_invitations
from community.queries.invitations import describe_invitation
from tests.cms.staff import give, make_network
from tests.community.invitations import make_coordinator
from tests.community.people import make_child, make_member

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def clara(network):
    return make_coordinator(network)


def offer(actor, network, email, role=Role.EDITOR, *, start=None, end=None):
    today = timezone.localdate()
    offer_network_role(
        email=email,
        network=network,
        role=role,
        start_date=today + start * DAY if start is not None else None,
        end_date=today + end * DAY if end is not None else None,
        language="en",
        actor=actor,
        today=today,
        now=timezone.now(),
    )
    return Invitation.objects.order_by("pk").last()


def accept(row, user, *, days=0):
    accept_invitation(invitation=row, user=user, now=timezone.now() + days * DAY)


@pytest.mark.requirement("CO48", "CO60", "A5")
def test_everybody_is_written_to_alike_and_holds_nothing_yet(network, clara):
    ada = make_member("ada")
    for email in (ada.user.email, "nobody@example.org"):
        offer(clara, network, email)

    mails = OutboxMail.objects.filter(kind="invitation").order_by("pk")
    assert [(mail.recipient, mail.context["what"]) for mail in mails] == [
        (email, "Staff of Nord, as: Editor")
        for email in ("ada@example.org", "nobody@example.org")
    ]
    assert NetworkRole.objects.exclude(user=clara).count() == 0
    assert RoleOffer.objects.count() == 1


@pytest.mark.requirement("CO60", "ED2")
def test_role_begins_with_the_yes_and_ends_on_its_day(network, clara):
    ada = make_member("ada")
    row = offer(clara, network, ada.user.email, start=-3, end=10)

    accept(row, ada.user)
    role = NetworkRole.objects.get(user=ada.user)
    today = timezone.localdate()
    groups = [ada.user.groups.count()]
    for day in (today + 10 * DAY, today + 11 * DAY):
        sync_due_roles(today=day)
        groups.append(ada.user.groups.count())

    change = StateChange.objects.get(field="role:editor")
    assert (role.start_date, role.end_date) == (today, today + 10 * DAY)
    assert change.actor == clara
    assert groups == [1, 1, 0]
    assert describe_invitation(row).startswith("Staff of Nord, as: Editor, until ")


@pytest.mark.requirement("CO60", "ED2")
def test_role_of_later_begins_later(network, clara):
    ada = make_member("ada")
    row = offer(clara, network, ada.user.email, start=5)

    accept(row, ada.user)
    before = ada.user.groups.count()
    sync_due_roles(today=timezone.localdate() + 5 * DAY)

    assert (before, ada.user.groups.count()) == (0, 1)


@pytest.mark.requirement("CO60", "A5")
@pytest.mark.parametrize("case", ["right ended", "period over", "minor"])
def test_yes_that_comes_too_late_or_from_a_minor_gives_nothing(network, clara, case):
    minor = case == "minor"
    person = make_child("kim", age=17) if minor else make_member("ada")
    row = offer(clara, network, person.user.email, end=3)
    if case == "right ended":
        NetworkRole.objects.filter(user=clara).update(revoked_at=timezone.now())

    with pytest.raises(NotForMinorsError if minor else RightEndedError):
        accept(row, person.user, days=4 if case == "period over" else 0)

    assert NetworkRole.objects.filter(user=person.user).count() == 0


@pytest.mark.requirement("CO60")
def test_role_that_is_held_stays_as_it_is(network, clara):
    ada = make_member("ada")
    held = give(ada.user, network, Role.EDITOR)

    accept(offer(clara, network, ada.user.email, end=3), ada.user)
    held.refresh_from_db()

    assert (NetworkRole.objects.filter(user=ada.user).count(), held.end_date) == (
        1,
        None,
    )


@pytest.mark.requirement("CO60", "S25")
def test_offer_is_made_once_and_seen_by_the_own_coordination(network, clara):
    offer(clara, network, "neu@example.org")
    other = make_coordinator(make_network("Ost"), "otto")

    with pytest.raises(RoleOfferedAlreadyError):
        offer(clara, network, "neu@example.org")

    assert get_readable_invitations(clara).count() == 1
    assert get_readable_invitations(other).count() == 0
