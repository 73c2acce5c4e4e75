"""Admins invite people into the team of their organisation (CO23, CO47)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.enums import Role
from cms.models import OutboxMail
from cms.outbox import render_mail
from community.models import Invitation, TeamMembership
from community.operations.invitations import (
    NotForMinorsError,
    RightEndedError,
    accept_invitation,
)
from community.operations.organisation_team import end_team_membership, set_team_role
from tests.cms.staff import give, make_network, make_user
from tests.community.organisations import get_page, join, make_organisation
from tests.community.people import make_child, make_member
from tests.community.views.test_organisation_team import list_notes, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("CO23", "CO47")]


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
def url(organisation):
    return f"{get_page(organisation)}team/"


def invite(admin, url, email="bo@example.org", role="team"):
    return sign_in(admin).post(
        f"{url}invite/", {"email": email, "role": role}, follow=True
    )


def list_team():
    rows = TeamMembership.objects.order_by("pk")
    return list(rows.values_list("member__display_name", "role", "state"))


@pytest.mark.parametrize("role", ["team", "admin"])
def test_person_is_invited_joins_later_and_accepts(admin, organisation, url, role):
    answer = invite(admin, url, role=role)
    bo = make_member("bo")
    accept_invitation(
        invitation=Invitation.objects.get(), user=bo.user, now=timezone.now()
    )

    assert list_notes(answer) == ["The invitation is on its way."]
    assert list_team() == [("Ada", "admin", "active"), ("Bo", role, "active")]
    mails = OutboxMail.objects.filter(kind__startswith="invitation").order_by("pk")
    assert [mail.recipient for mail in mails] == ["bo@example.org", "ada@example.org"]
    first, last = (render_mail(mail).text for mail in mails)
    assert first.count("The team of Muster-Werke, as: ") == 1
    assert last.count(url) == 1


def test_who_is_admin_already_stays_admin(admin, organisation, url):
    bo = join(organisation, make_member("bo")).member
    invite(admin, url, role="team")
    set_team_role(
        row=TeamMembership.objects.get(member=bo), role="admin", now=timezone.now()
    )

    accept_invitation(
        invitation=Invitation.objects.get(), user=bo.user, now=timezone.now()
    )

    assert list_team()[1] == ("Bo", "admin", "active")


def test_minor_does_not_join(admin, url):
    kim = make_child(age=17)
    invite(admin, url, email="kim@example.org")

    with pytest.raises(NotForMinorsError):
        accept_invitation(
            invitation=Invitation.objects.get(), user=kim.user, now=timezone.now()
        )


def test_invitation_ends_with_the_right_of_who_sent_it(admin, organisation, url):
    eva = join(organisation, make_member("eva")).member
    invite(admin, url)
    own = TeamMembership.objects.get(member=admin)
    set_team_role(
        row=TeamMembership.objects.get(member=eva), role="admin", now=timezone.now()
    )
    end_team_membership(row=own, actor=admin.user, now=timezone.now())
    bo = make_member("bo")

    with pytest.raises(RightEndedError):
        accept_invitation(
            invitation=Invitation.objects.get(), user=bo.user, now=timezone.now()
        )


def test_only_who_manages_the_team_invites(admin, organisation, network, url):
    mate = join(organisation, make_member("mate")).member
    clara = make_user("clara")
    give(clara, network, Role.COORDINATOR)

    answers = [
        invite(person, url, email=f"neu-{number}@example.org").status_code
        for number, person in enumerate((mate, make_member("otto"), clara, admin))
    ]

    assert answers == [404, 404, 200, 200]
    assert Invitation.objects.count() == 2


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("ada@example.org", "Nobody invites themselves."),
        (
            "bo@example.org",
            "There is an open invitation to the same. You can send it again below.",
        ),
        ("\0", "Enter a valid email address."),
        ("Null", "Enter a valid email address."),
        ("", "This field is required."),
        ("😀" * 10_000, "Enter a valid email address."),
    ],
)
def test_bad_address_is_refused_in_words(
    admin, url, english_interface, email, sentence
):
    invite(admin, url)

    answer = invite(admin, url, email=email)

    assert answer.context["invite_form"].errors["email"][0] == sentence
    assert Invitation.objects.count() == 1


def test_invitation_is_sent_again_three_times_and_taken_back(admin, url):
    invite(admin, url)
    row = Invitation.objects.get()
    browser, path = sign_in(admin), f"{url}invitations/{row.pk}/"

    notes = [
        list_notes(browser.post(path, {name: "1"}, follow=True))
        for name in ("again", "again", "again", "withdraw")
    ]
    gone = browser.post(path, {"withdraw": "1"})

    sent = ["The invitation is on its way."]
    assert notes == [
        sent,
        sent,
        ["Three mails are enough; it was sent three times."],
        ["The invitation is taken back."],
    ]
    assert gone.status_code == 404


def test_invitation_of_another_organisation_is_not_there(admin, url):
    invite(admin, url)
    eva = make_member("eva")
    other = make_organisation("Beispiel-Labor", admin=eva)
    path = f"{get_page(other)}team/invitations/{Invitation.objects.get().pk}/"

    assert sign_in(eva).post(path, {"withdraw": "1"}).status_code == 404


def test_list_asks_the_same_for_one_and_three(admin, organisation, url):
    browser = sign_in(admin)
    counts = []
    for number in range(3):
        invite(admin, url, email=f"neu-{number}@example.org")
        if number != 1:
            with CaptureQueriesContext(connection) as found:
                browser.get(url)
            counts.append(len(found))

    assert counts[0] == counts[1]
