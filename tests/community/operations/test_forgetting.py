"""What tables of members lose besides their rows when a person is erased (P10, P37)."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress

from cms.enums import Role
from cms.models import OutboxMail, StateChange
from community.enums import TeamRole
from community.models import (
    GivenSlug,
    Guardian,
    Invitation,
    Notice,
    Notification,
    Organisation,
)
from community.models.slugs import digest_slug
from community.notifications.ages import tell_end_to_guardian
from community.notifications.contacts import tell_asked
from community.operations.accounts import close_account
from community.operations.erasing import erase_user
from community.operations.guardians import ask_guardian
from community.operations.invitations import decline_invitation
from community.operations.slugs import give_slug
from tests.cms.staff import give, make_network, make_user
from tests.community.canaries import NOW
from tests.community.invitations import invite, make_coordinator
from tests.community.moderating import make_page, note
from tests.community.organisations import join, make_organisation
from tests.community.people import make_child, make_member
from tests.community.profiles import make_contact
from tests.community.telling import kinds, make_kind, tell

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def network(portal):
    return make_network("Nord")


def list_templates():
    return [mail.template.split("/")[-1] for mail in OutboxMail.objects.order_by("pk")]


@pytest.mark.requirement("CO23", "P10")
@pytest.mark.parametrize("is_closed", [True, False])
def test_who_takes_over_an_organisation_is_told_once(network, is_closed):
    admin = make_member("ada")
    make_organisation(admin=admin, network=network)
    give(make_user("clara"), network, Role.COORDINATOR)
    OutboxMail.objects.all().delete()
    if is_closed:
        close_account(member=admin, actor=admin.user, now=NOW)

    erase_user(user_id=admin.user_id, now=NOW + 7 * DAY)

    assert list_templates() == ["organisation_left_alone"]
    assert OutboxMail.objects.get().recipient == "clara@example.org"


@pytest.mark.requirement("CO23", "P10")
def test_nobody_is_told_where_another_admin_stays(network):
    admin, mate = make_member("ada"), make_member("bo")
    organisation = make_organisation(admin=admin, network=network)
    join(organisation, mate, TeamRole.ADMIN)
    give(make_user("clara"), network, Role.COORDINATOR)
    OutboxMail.objects.all().delete()

    erase_user(user_id=admin.user_id, now=NOW)

    assert list_templates() == []
    assert list(Organisation.objects.with_team_of(mate)) == [organisation]


@pytest.mark.requirement("P10", "CO48")
def test_invitation_to_an_address_that_nobody_confirmed_stays(network):
    row = invite(make_coordinator(network), network)
    thief = make_member("dieb")
    EmailAddress.objects.create(user=thief.user, email=row.email)

    erase_user(user_id=thief.user_id, now=NOW)

    assert Invitation.objects.get() == row
    assert list_templates() == ["invitation_invited"]


@pytest.mark.requirement("P10", "P37")
def test_mails_of_who_has_invited_go_and_the_invitation_stays(network):
    coordinator = make_coordinator(network)
    row = invite(coordinator, network)

    erase_user(user_id=coordinator.pk, now=NOW)
    row.refresh_from_db()

    assert (row.invited_by, row.email) == (None, "neu@example.org")
    assert list_templates() == []


@pytest.mark.requirement("P10", "P37")
def test_answer_to_an_invitation_keeps_no_trace_of_the_person(network):
    row = invite(make_coordinator(network), network)
    member = make_member("neu")
    decline_invitation(invitation=row, user=member.user, now=row.invited_at)
    moves = StateChange.objects.filter(object_id=row.pk, to_state="declined")

    erase_user(user_id=member.user_id, now=NOW)

    assert Invitation.objects.count() == 0
    assert [(move.actor, move.reason) for move in moves] == [(None, "")]


@pytest.mark.requirement("P10")
def test_mail_that_names_who_asks_for_a_contact_goes(portal):
    ada, bo = make_member("ada"), make_member("bo")
    tell_asked(contact=make_contact(ada, bo))

    erase_user(user_id=ada.user_id, now=NOW)

    assert list_templates() == []


@pytest.mark.requirement("P10")
def test_what_others_were_told_keeps_neither_name_nor_words(portal):
    ada, bo = make_member("ada"), make_member("bo")
    with kinds(make_kind()):
        tell(bo, actor=ada, place="Ada", words="Gruß von Ada")

    erase_user(user_id=ada.user_id, now=NOW)

    row = Notification.objects.get()
    assert (row.actor, row.payload, row.words) == (None, {"place": ""}, "")


@pytest.mark.requirement("P10", "CO21")
def test_address_of_the_profile_leads_nowhere_and_is_not_free(portal):
    member = make_member("ada")
    give_slug(row=member, text="Ada", now=NOW)

    erase_user(user_id=member.user_id, now=NOW)

    row = GivenSlug.objects.get(digest=digest_slug("ada"))
    assert row.row_id is None


@pytest.mark.requirement("P10", "P32", "CO61")
@pytest.mark.parametrize("is_childs", [True, False])
def test_last_mail_to_a_guardian_is_about_the_child(portal, is_childs):
    mother, child = make_member("mutter"), make_child("kim", has_consent=False)
    ask_guardian(member=child, email=mother.user.email, now=NOW)
    tell_end_to_guardian(guardian=Guardian.objects.get())

    erase_user(user_id=child.user_id if is_childs else mother.user_id, now=NOW)

    assert list_templates() == ([] if is_childs else ["guardian_ask", "age_guardian"])


@pytest.mark.requirement("P48", "P10")
def test_notice_of_somebody_without_account_is_found_by_a_confirmed_address(network):
    page = make_page(network)
    note("article", page.article, email="rita@example.org")
    thief = make_member("dieb")
    EmailAddress.objects.create(user=thief.user, email="rita@example.org")
    erase_user(user_id=thief.user_id, now=NOW)
    before = Notice.objects.get()
    rita = make_member("rita")
    erase_user(user_id=rita.user_id, now=NOW)
    after = Notice.objects.get()

    assert (before.name, before.email) == ("Rita Beispiel", "rita@example.org")
    assert (after.name, after.email, after.words) == ("", "", "–")
